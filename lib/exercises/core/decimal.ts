/**
 * A number exactly as it is written: digits / 10^scale. Marking compares with a tolerance at its very edge, where binary fractions
 * would say that 0.1 + 0.2 lies beyond 0.3.
 */
export interface Decimal {
  digits: bigint;
  scale: number;
}

// Beyond this no number of an exercise lies, and a power of ten would only take time and memory.
const FARTHEST_EXPONENT = 400;
const MOST_DIGITS = 400;

const PLAIN = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,4}))?$/i;

/** A number written with a point and perhaps an exponent, as `-12.5e3`; null where it is none, or one beyond all measure. */
export function readDecimal(text: string): Decimal | null {
  const found = PLAIN.exec(text);
  if (!found) return null;
  const [, sign, whole = '', part = '', exponent = '0'] = found;
  const digits = whole + part;
  const power = Number(exponent);
  if (digits === '' || digits.length > MOST_DIGITS || Math.abs(power) > FARTHEST_EXPONENT) return null;
  const scale = part.length - power;
  const value = BigInt(digits) * (sign === '-' ? -1n : 1n);
  return scale >= 0 ? { digits: value, scale } : { digits: value * 10n ** BigInt(-scale), scale: 0 };
}

/** A number of JavaScript as people read it: the shortest digits that give the same number again. Null unless it is finite. */
export const decimalOf = (value: number): Decimal | null =>
  Number.isFinite(value) ? readDecimal(String(value)) : null;

function aligned(one: Decimal, other: Decimal): [bigint, bigint, number] {
  const scale = Math.max(one.scale, other.scale);
  const at = ({ digits, scale: own }: Decimal) => digits * 10n ** BigInt(scale - own);
  return [at(one), at(other), scale];
}

const absolute = ({ digits, scale }: Decimal): Decimal => ({ digits: digits < 0n ? -digits : digits, scale });

const times = (one: Decimal, other: Decimal): Decimal => ({
  digits: one.digits * other.digits,
  scale: one.scale + other.scale,
});

/** Whether a number lies at most `width` from another, or at most that share of the other where it is relative. */
export function isWithin(given: Decimal, value: Decimal, width: Decimal, isRelative: boolean): boolean {
  const [one, other, scale] = aligned(given, value);
  const distance = absolute({ digits: one - other, scale });
  const allowed = isRelative ? times(absolute(value), absolute(width)) : absolute(width);
  const [apart, limit] = aligned(distance, allowed);
  return apart <= limit;
}

/** The number written out with a point and without grouping or exponent, no zeros at its end. */
export function writeDecimal({ digits, scale }: Decimal): string {
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  const whole = text.slice(0, text.length - scale);
  const part = text.slice(text.length - scale).replace(/0+$/, '');
  return `${digits < 0n ? '-' : ''}${whole}${part === '' ? '' : `.${part}`}`;
}
