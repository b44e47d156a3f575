import { expect, test } from 'vitest';
import type { BankFilter } from '#lib/exercises/core/bank.ts';
import { filterIn, filterOut } from './filter-address.ts';

const FILTERS: BankFilter[] = [
  {},
  { types: ['mcq', 'cloze'], in_quiz: true },
  { levels: [''], difficulties: ['', 'easy'], is_blocked: true, has_image: true },
  { has_hint: true, within: '00000000-0000-4000-8000-000000000001' },
  { objectives: ['lo_1', 'a,b', '50 %', 'é&='] },
];

test.each(FILTERS)('%j comes back from its address', (filter) => {
  const address = new URLSearchParams();
  for (const [name, value] of Object.entries(filterOut(filter))) if (value) address.set(name, value);
  expect(filterIn(new URLSearchParams(address.toString()))).toEqual(filter);
});
