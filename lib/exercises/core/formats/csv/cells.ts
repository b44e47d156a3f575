/** A row of a table of exercises: cells by the name of their column. */
export type CsvRow = Record<string, string>;

/** How a table writes numbers: with a point, or with a comma as languages with `;` between cells do. */
export type Decimal = 'point' | 'comma';

/** Columns that every exercise may fill, in their order. */
export const COLUMNS = [
  'type',
  'id',
  'stem',
  'text',
  'right',
  'also_right',
  'explanation',
  'explanation_wrong',
  'scoring',
  'tolerance',
  'unit',
  'unit_mode',
  'model_answer',
  'category',
  'level',
  'difficulty',
  'objective',
] as const;

/** Columns that come with a number: option_1, reason_1, option_2 ... */
export const NUMBERED = [
  'option',
  'wrong',
  'reason',
  'blank',
  'choices',
  'case',
  'left',
  'match',
  'step',
  'criterion',
  'levels',
] as const;

const ALIASES = new Map(
  Object.entries({
    question: 'stem',
    question_text: 'stem',
    questiontext: 'stem',
    question_type: 'type',
    exercise_type: 'type',
    answer: 'right',
    right_answer: 'right',
    correct: 'right',
    correct_answer: 'right',
    feedback: 'explanation',
    general_feedback: 'explanation',
    generalfeedback: 'explanation',
    exercise_category: 'category',
    cognitive_level: 'level',
    learning_objective: 'objective',
    aligned_learning_objective: 'objective',
  }),
);

const NUMBERED_NAME = new RegExp(`^(${NUMBERED.join('|')}|choice|answer)_?(\\d{1,3}|[a-z])$`);

/** The column that a heading names: its own name or one that others use for it; null for one that is not known. */
export function columnOf(heading: string): string | null {
  const name = heading
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  if (COLUMNS.some((one) => one === name)) return name;
  const numbered = NUMBERED_NAME.exec(name);
  if (numbered?.[2]) {
    const number = /\d/.test(numbered[2]) ? Number(numbered[2]) : numbered[2].charCodeAt(0) - 96;
    const base = numbered[1] === 'choice' || numbered[1] === 'answer' ? 'option' : numbered[1];
    return `${base}_${number}`;
  }
  return ALIASES.get(name) ?? null;
}

/** A cell without the apostrophe that guards it from being run as a formula (lib/base/core/csv.ts). */
export const unguarded = (cell: string) => (/^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);

/** Several texts in one cell, with ` | ` between them. */
export const joined = (texts: readonly string[]) =>
  texts.map((one) => one.replace(/[\\|]/g, '\\$&').replaceAll('\n', '\\n')).join(' | ');

export function parted(cell: string): string[] {
  if (cell.trim() === '') return [];
  return splitBars(cell).map((one) =>
    one.trim().replace(/\\([\\|n])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign)),
  );
}

/** Parts at bars that have no backslash before them. */
const splitBars = (cell: string) => cell.match(/(?<=^|\|)(?:\\[\s\S]|[^\\|])*/g) ?? [];

export const numberCell = (value: number, decimal: Decimal) =>
  decimal === 'comma' ? String(value).replace('.', ',') : String(value);

/** A number as the table writes it: NaN where it is none, and `ambiguous` where it can be read in two ways. */
export function readNumber(cell: string, decimal: Decimal): number | 'ambiguous' {
  const text = cell.trim().replace(/\u2212/g, '-');
  if (/^[+-]?\d{1,3}([.,])\d{3}$/.test(text)) {
    // 1,234 among points and 1.234 among commas: a thousand, or a little more than one.
    const isOther = text.includes(decimal === 'comma' ? '.' : ',');
    if (isOther) return 'ambiguous';
  }
  const plain = decimal === 'comma' ? text.replace(',', '.') : text;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN;
}
