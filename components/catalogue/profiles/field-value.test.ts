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
  ['12,000', { ok: true, value: 12_000 }],
  ['12.000', { ok: true, value: 12_000 }],
  ['1 234 567', { ok: true, value: 1_234_567 }],
  ['1\u202f234', { ok: true, value: 1234 }],
  ['12’000', { ok: true, value: 12_000 }],
  [' 12000 ', { ok: true, value: 12_000 }],
  ['2,5', { ok: false, why: 'whole' }],
  ['12,00', { ok: false, why: 'whole' }],
  ['1,234.567', { ok: false, why: 'whole' }],
  ['1,2345', { ok: false, why: 'whole' }],
  ['six', { ok: false, why: 'number' }],
  [',', { ok: false, why: 'number' }],
  ['', { ok: true, value: null }],
])('the whole number %s', (text, found) => expect(read('number', text)).toEqual(found));

test.each([
  ['decimal', '2,5', { ok: true, value: 2.5 }],
  ['decimal', 'six', { ok: false, why: 'number' }],
  ['share', '57,5 %', { ok: true, value: 0.575 }],
] as const)('the %s %s', (as, text, found) => expect(read(as, text)).toEqual(found));
