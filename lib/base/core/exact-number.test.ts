import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keepsValue } from './exact-number.ts';

const keeps = (text: string) => keepsValue(text, Number(text));

test('a number as JavaScript writes it is kept', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(keeps(JSON.stringify(value))).toBe(true);
    }),
  );
});

test('a whole number is kept exactly if its digits are', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 69n), max: 2n ** 69n }), (value) => {
      expect(keeps(String(value))).toBe(String(Number(value)) === String(value));
    }),
  );
});

test.each([
  ['0', true],
  ['-0.0', true],
  ['1.50', true],
  ['100000000000000000000', true],
  ['1E+23', true],
  ['0.00000000000000000000000000000012', true],
  ['9007199254740992', true],
  ['9007199254740993', false],
  ['-12345678901234567890', false],
  ['0.12345678901234567890', false],
  ['1e400', false],
  ['1e-400', false],
  ['1'.repeat(1000), false],
])('%s', (text, kept) => {
  expect(keeps(text)).toBe(kept);
});
