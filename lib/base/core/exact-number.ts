/** No double needs more digits than this when it is written out in full without a fraction. */
export const MOST_DIGITS = 400;

/** Whether a number of JSON, by its digits, is still the same number once it is `value`, a number of JavaScript. */
export function keepsValue(text: string, value: number): boolean {
  // Every number of 15 digits can be kept; this is nearly all of them, and cheap to see.
  if (text.length <= 15 && !/e/i.test(text)) return true;
  if (!Number.isFinite(value) || text.length > MOST_DIGITS) return false;
  return canonical(text) === canonical(String(value));
}

/** Sign, digits without zeros at either end, and exponent: equal for equal numbers, however they are written. */
function canonical(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
