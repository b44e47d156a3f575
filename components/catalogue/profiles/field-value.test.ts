import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { read, written } from './field-value.ts';

describe('a list in a field', () => {
  test('has an entry a line, whatever commas are in it', () => {
    const list = ['Rain, snow and hail', 'Sun'];
    expect(written('list', list)).toBe('Rain, snow and hail\nSun');
    expect(read('list', written('list', list))).toEqual({ ok: true, value: list });
  });

  test('comes back as it came, entries that are no text as well', () => {
    const line = fc.string({ minLength: 1 }).filter((text) => text === text.trim() && !/[\n\r[{]/.test(text));
    const entry = fc.oneof(line, fc.record({ name: line }), fc.array(fc.integer(), { maxLength: 3 }));
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1 }), (list) => {
        expect(read('list', written('list', list))).toEqual({ ok: true, value: list });
      }),
    );
  });

  test('of nothing is no value', () => {
    expect(read('list', ' \n ')).toEqual({ ok: true, value: null });
  });
});

test.each([
  ['2,5', { ok: true, value: 2.5 }],
  ['six', { ok: false, why: 'number' }],
  ['', { ok: true, value: null }],
])('the number %s', (text, found) => expect(read('number', text)).toEqual(found));
