import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalOf, isWithin, readDecimal, writeDecimal } from './decimal.ts';
import { decimalSign, readNumber, unitKey } from './marking-numbers.ts';

/** A reading in one line: the number with its unit, both numbers where it is asked back, or nothing. */
function told(text: string, language: string): string {
  const read = readNumber(text, language);
  if (read.is === 'none') return '';
  const numbers = read.is === 'number' ? [read.value] : read.readings;
  return `${numbers.map(writeDecimal).join(' or ')} ${read.unit}`.trim();
}

describe('a number that a learner typed', () => {
  test.each([
    // The language's own sign is taken for what it is.
    ['1.5', 'en', '1.5'],
    ['3.142', 'en', '3.142'],
    ['1,5', 'de', '1.5'],
    ['3,142', 'de-DE', '3.142'],
    ['3.142', 'de-CH', '3.142'],
    ['3.142', 'es-MX', '3.142'],
    ['3,142', 'es', '3.142'],
    ['١٫٥', 'ar', '1.5'],
    ['۱٬۲۳۴٫۵', 'fa', '1234.5'],
    // What is not, with three digits behind it, is asked back.
    ['1,234', 'en', '1234 or 1.234'],
    ['2,700', 'en', '2700 or 2.7'],
    ['-2,700', 'en', '-2700 or -2.7'],
    ['2,700 GDD', 'en', '2700 or 2.7 GDD'],
    ['1.234', 'de', '1234 or 1.234'],
    ['1.234', 'ar', '1234 or 1.234'],
    ['1.234', '', '1234 or 1.234'],
    ['1,234', '', '1234 or 1.234'],
    // What can only be one of them is not.
    ['1,5', 'en', '1.5'],
    ['1.5', 'de', '1.5'],
    ['0,125', 'en', '0.125'],
    ['1,2345', 'en', '1.2345'],
    ['1234,567', 'en', '1234.567'],
    ['1,234,567', 'en', '1234567'],
    ['1.234.567', 'en', '1234567'],
    ['1,234.5', 'en', '1234.5'],
    ['1.234,5', 'en', '1234.5'],
    ['1,234.5', 'de', '1234.5'],
    ['12,34,567', 'en-IN', '1234567'],
    [',5', 'en', '0.5'],
    ['.5', 'en', '0.5'],
    ['5.', 'en', '5'],
    // Grouping by blanks and apostrophes.
    ['1 234', 'en', '1234'],
    ['1\u00A0234\u00A0567', 'fr', '1234567'],
    ['1\u202F234,5', 'fr', '1234.5'],
    ['1\u2009234', 'en', '1234'],
    ["1'234.5", 'de-CH', '1234.5'],
    ['1’234’567', 'de-CH', '1234567'],
    ['1 234,567', 'en', '1234.567'],
    // Signs, powers, digits of other scripts.
    ['−5', 'en', '-5'],
    ['–5', 'en', '-5'],
    ['- 5', 'en', '-5'],
    ['+5', 'en', '5'],
    ['1.5×10^3', 'en', '1500'],
    ['1.5 × 10³', 'en', '1500'],
    ['1,5·10^-3', 'de', '0.0015'],
    ['2 x 10⁻²', 'en', '0.02'],
    ['10^6', 'en', '1000000'],
    ['1e3', 'en', '1000'],
    ['2.5E-2', 'en', '0.025'],
    ['１２．５', 'ja', '12.5'],
    ['٣٤', 'ar', '34'],
    ['१२', 'hi', '12'],
    ['\u200F٣٤\u200F', 'ar', '34'],
    // Units before and behind.
    ['5 kg', 'en', '5 kg'],
    ['5kg', 'en', '5 kg'],
    ['€ 5', 'en', '5 €'],
    ['50 %', 'en', '50 %'],
    ['x = 5', 'en', '5'],
    ['5 m/s', 'en', '5 m/s'],
    // No numbers.
    ['', 'en', ''],
    ['five', 'en', ''],
    ['1/2', 'en', ''],
    ['1..2', 'en', ''],
    ['1 2', 'en', ''],
    ['1 2345', 'en', ''],
    ['1,23,4', 'en', ''],
    ['1e9999', 'en', ''],
    ['--5', 'en', ''],
    ['٫', 'ar', ''],
    ['9'.repeat(500), 'en', ''],
  ])('%s in %s is %s', (text, language, expected) => {
    expect(told(text, language)).toBe(expected);
  });

  test.each([
    ['en', '.'],
    ['en-ZA', '.'],
    ['de', ','],
    ['de-AT', ','],
    ['de_CH', '.'],
    ['pt-BR', ','],
    ['ar-EG', '٫'],
    ['ar-AE', '.'],
    ['ja', '.'],
    ['not a language', '.'],
    ['', null],
  ] as const)('%s writes decimals with %s', (language, sign) => {
    expect(decimalSign(language)).toBe(sign);
  });

  test('every finite number is read as itself, however it is written', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const read = readNumber(String(value), 'en');
        expect(read.is === 'number' && Number(writeDecimal(read.value))).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  test('nothing that can be typed makes it throw', () => {
    const characters = fc.constantFrom(..."0123456789.,٫٬'’ \u00A0-−+eE×^·10xkg%€³⁻٣/()=");
    fc.assert(
      fc.property(
        fc.array(characters, { maxLength: 30 }),
        fc.constantFrom('en', 'de', 'ar', '', '§'),
        (typed, language) => {
          expect(['number', 'ambiguous', 'none']).toContain(readNumber(typed.join(''), language).is);
        },
      ),
    );
  });
});

describe('how far a number may lie off', () => {
  const within = (given: string, value: number, width: number, isRelative = false) => {
    const [one, other, limit] = [readDecimal(given), decimalOf(value), decimalOf(width)];
    if (!one || !other || !limit) throw new Error('no number');
    return isWithin(one, other, limit, isRelative);
  };

  test.each([
    // 0.3 - 0.2 is 0.09999999999999998 and 0.1 + 0.2 is 0.30000000000000004 in binary fractions.
    ['0.3', 0.2, 0.1, false, true],
    ['0.30000000000000001', 0.2, 0.1, false, false],
    ['0.1', 0.2, 0.1, false, true],
    ['4.1', 4, 0.1, false, true],
    ['4.11', 4, 0.1, false, false],
    ['1.005', 1, 0.005, false, true],
    ['105', 100, 0.05, true, true],
    ['105.0000001', 100, 0.05, true, false],
    ['-105', -100, 0.05, true, true],
    ['20200', 20000, 0.01, true, true],
    ['1e21', 1e21, 0, false, true],
    ['3', 3, 0, false, true],
    ['4', 3, -1, false, true],
  ])('%s for %d ± %d (relative: %s): %s', (given, value, width, isRelative, expected) => {
    expect(within(given, value, width, isRelative)).toBe(expected);
  });
});

describe('a unit', () => {
  test.each([
    ['GDD', 'gdd', true],
    ['m²', 'm2', true],
    ['m^2', 'm²', true],
    ['kW·h', 'kWh', true],
    ['Kg', 'kg', true],
    ['mW', 'MW', false],
    ['µm', 'μm', true],
    ['rows', ' Rows ', true],
    ['g', 'kg', false],
  ])('%s and %s: %s', (one, other, isSame) => {
    expect(unitKey(one) === unitKey(other)).toBe(isSame);
  });
});
