import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DIFFICULTIES } from '#lib/base/core/content-kinds.ts';
import { SPARK_STATES, type SparkFilter } from '#lib/catalogue/core/spark-list.ts';
import { readAddress, writtenFilter } from './address.ts';

const subset = <Value>(of: readonly Value[]) => fc.subarray([...of], { minLength: 1 });
const mins = fc.integer({ min: 1, max: 60 });
const filters: fc.Arbitrary<SparkFilter> = fc.record(
  {
    text: fc.string({ maxLength: 40 }).map((text) => `a${text}z`),
    states: subset(SPARK_STATES),
    difficulties: subset(DIFFICULTIES),
    beacon: fc.stringMatching(/^[a-z][a-z0-9]{0,9}$/),
    trail_id: fc.uuid(),
    by: fc.uuid(),
    has_exercises: fc.boolean(),
    least_mins: mins,
    most_mins: mins,
  },
  { requiredKeys: [] },
);

test('every filter comes back from the address that it was written into', () => {
  fc.assert(
    fc.property(filters, (filter) => {
      const params = new URLSearchParams();
      for (const [name, value] of Object.entries(writtenFilter(filter))) if (value !== null) params.set(name, value);
      expect(readAddress(new URLSearchParams(params.toString())).filter).toEqual(filter);
    }),
  );
});

describe('an address that makes no sense', () => {
  test.each([
    ['view=constructor', 'view'],
    ['state=lost', 'state'],
    ['trail=me', 'trail'],
    ['from=0&to=61', 'minutes'],
    ['exercises=2', 'exercises'],
    ['sort=secret', 'order'],
  ])('%s is as if it were not there', (query) => {
    expect(readAddress(new URLSearchParams(query))).toEqual(readAddress(new URLSearchParams()));
  });
});

test('the order is turned by a minus before it', () => {
  expect(readAddress(new URLSearchParams('sort=-mins'))).toMatchObject({ sort: 'mins', is_down: true });
  expect(readAddress(new URLSearchParams('sort=mins'))).toMatchObject({ sort: 'mins', is_down: false });
});
