import { readText } from '../text/read.ts';
import type { Conversion } from '../text/text.ts';
import type { MoodleAnswer, MoodleQuestion } from './question.ts';

/** General feedback and the replies to right answers, as one text. */
export function reasonOf(
  question: MoodleQuestion,
  right: readonly MoodleAnswer[],
  conversion: Conversion,
  field: string,
  pointer: string,
): string {
  const texts = [question.general_feedback, ...right.map(({ feedback }) => feedback)];
  const found = [...new Set(texts.map((one) => readText(one, conversion, { field, pointer })).filter(Boolean))];
  if (found.length > 1) conversion.lose('feedback_merged', field, { pointer });
  return found.join('\n\n');
}

export const explained = (words: string) => (words === '' ? {} : { explanation_correct: words });

export const percent = (fraction: number) => `${Number((fraction * 100).toFixed(2))} %`;

/** A number without an exponent, which few readers of these formats know, where a hundred digits are enough for that. */
export function decimalText(value: number): string {
  const text = String(value);
  const found = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!found) return text;
  const [, sign = '', first = '', rest = ''] = found;
  const exponent = Number(found[4]);
  if (Math.abs(exponent) > 100) return text;
  if (exponent > 0) return sign + (first + rest).padEnd(exponent + 1, '0');
  return `${sign}0.${'0'.repeat(-exponent - 1)}${first}${rest}`;
}

/** A number as Moodle writes it: with a point, or with a comma where that cannot be a separator of thousands. */
export function moodleNumber(text: string): number {
  const words = text.trim().replace(/^(-?\d+),(\d+)$/, '$1.$2');
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(words) ? Number(words) : Number.NaN;
}
