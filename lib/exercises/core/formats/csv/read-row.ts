import {
  type Blank,
  clozeParts,
  type Exercise,
  type ExerciseBase,
  type ExerciseType,
  optionLabel,
} from '../../exercise.ts';
import { optionId } from '../moodle/choice.ts';
import { explained } from '../moodle/parts.ts';
import { readText } from '../text/read.ts';
import type { Conversion } from '../text/text.ts';
import { type CsvRow, type Decimal, parted, readNumber } from './cells.ts';

const TYPES: Record<string, ExerciseType> = {
  mcq: 'mcq',
  single: 'mcq',
  single_choice: 'mcq',
  multi_select: 'multi_select',
  multiple_choice: 'multi_select',
  multiple_answer: 'multi_select',
  multiple_select: 'multi_select',
  true_false: 'true_false',
  short_answer: 'short_answer',
  numeric: 'numeric',
  number: 'numeric',
  numerical: 'numeric',
  cloze: 'cloze',
  matching: 'matching',
  ordering: 'ordering',
  open_response: 'open_response',
  essay: 'open_response',
};

interface Reading {
  row: CsvRow;
  decimal: Decimal;
  conversion: Conversion;
}

/** The exercise of a row; null where its type is not known, and then the conversion says so. */
export function exerciseOfRow(row: CsvRow, decimal: Decimal, conversion: Conversion): Exercise | null {
  const named = (row.type ?? '')
    .trim()
    .toLowerCase()
    .replace(/[\s/-]+/g, '_');
  const right = parted(row.right ?? '');
  // "Multiple choice" is what many call a choice of one.
  const type =
    named === 'multiple_choice' && right.length === 1
      ? 'mcq'
      : named === ''
        ? guessed(row)
        : Object.hasOwn(TYPES, named)
          ? TYPES[named]
          : undefined;
  if (!type) {
    conversion.lose('unknown_type', 'exercise_type', {
      sentence: `The type “${row.type?.slice(0, 60)}” is not known here.`,
    });
    return null;
  }
  const reading = { row, decimal, conversion };
  const base: ExerciseBase = {
    id: (row.id ?? '').trim(),
    stem: markdown(reading, 'stem', '/stem'),
    ...given('exercise_category', row.category),
    ...given('cognitive_level', row.level),
    ...given('difficulty', row.difficulty),
    ...given('aligned_learning_objective', row.objective),
  };
  return READERS[type](base, reading);
}

/** The type of a row that does not name one. */
function guessed(row: CsvRow): ExerciseType {
  if (row.left_1) return 'matching';
  if (row.step_1) return 'ordering';
  if (row.blank_1) return 'cloze';
  if (row.option_1) return parted(row.right ?? '').flatMap(letters).length > 1 ? 'multi_select' : 'mcq';
  if (yesOrNo(row.right ?? '') !== null) return 'true_false';
  if (row.tolerance || row.unit) return 'numeric';
  return row.right ? 'short_answer' : 'open_response';
}

const given = (field: keyof ExerciseBase, cell: string | undefined) => ((cell ?? '') === '' ? {} : { [field]: cell });

function markdown({ row, conversion }: Reading, column: string, pointer: string): string {
  const field = pointer.split('/')[1] ?? '';
  return readText({ text: row[column] ?? '', format: 'markdown', files: [] }, conversion, { field, pointer });
}

/** The numbers from 1 to the last one that a column has. */
function numbersOf(row: CsvRow, column: string): number[] {
  const numbers = Object.keys(row).flatMap((name) =>
    name.startsWith(`${column}_`) ? [Number(name.slice(column.length + 1))] : [],
  );
  return Array.from({ length: Math.max(0, ...numbers.filter(Number.isInteger)) }, (_, at) => at + 1);
}

/** "A", "A, C", "AC" or "A | C" as letters. */
function letters(cell: string): string[] {
  const text = cell.trim();
  if (/^[A-Z]{2,}$/.test(text) && text.length > 2) return [...text];
  return text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map((one) => one.toUpperCase());
}

function yesOrNo(cell: string): boolean | null {
  const text = cell.trim().toLowerCase();
  return /^(true|t|yes|1)$/.test(text) ? true : /^(false|f|no|0)$/.test(text) ? false : null;
}

const scoringOf = ({ row }: Reading) => {
  const named = (row.scoring ?? '').trim();
  return named === 'partial' || named === 'all_or_nothing' ? { scoring: named as 'partial' | 'all_or_nothing' } : {};
};

const READERS: Record<ExerciseType, (base: ExerciseBase, reading: Reading) => Exercise> = {
  mcq: (base, reading) => choice(base, reading, 'mcq'),
  multi_select: (base, reading) => choice(base, reading, 'multi_select'),
  true_false: (base, reading) => ({
    ...base,
    exercise_type: 'true_false',
    answer: yesOrNo(reading.row.right ?? ''),
    rationale_right: markdown(reading, 'explanation', '/rationale_right'),
    rationale_wrong: markdown(reading, 'explanation_wrong', '/rationale_wrong'),
  }),
  short_answer: (base, reading) => ({
    ...base,
    exercise_type: 'short_answer',
    canonical_answer: (reading.row.right ?? '').trim(),
    acceptable_answers: parted(reading.row.also_right ?? ''),
    wrong_answers: numbersOf(reading.row, 'wrong').map((number) => ({
      answer: (reading.row[`wrong_${number}`] ?? '').trim(),
      rationale: markdown(reading, `reason_${number}`, `/wrong_answers/${number - 1}/rationale`),
    })),
    explanation_correct: markdown(reading, 'explanation', '/explanation_correct'),
  }),
  numeric: numeric,
  cloze: cloze,
  matching(base, reading) {
    const { row } = reading;
    const all = numbersOf(row, 'match').map((number) => ({
      left: markdown(reading, `left_${number}`, `/pairs/${number - 1}/left`),
      right: markdown(reading, `match_${number}`, `/pairs/${number - 1}/right`),
    }));
    return {
      ...base,
      exercise_type: 'matching',
      pairs: all.filter(({ left }) => left !== ''),
      distractors: all.filter(({ left }) => left === '').map(({ right }) => right),
      ...scoringOf(reading),
      ...explained(markdown(reading, 'explanation', '/explanation_correct')),
    };
  },
  ordering: (base, reading) => ({
    ...base,
    exercise_type: 'ordering',
    items: numbersOf(reading.row, 'step').map((number) => ({
      id: String(number),
      text: markdown(reading, `step_${number}`, `/items/${number - 1}/text`),
    })),
    ...scoringOf(reading),
    ...explained(markdown(reading, 'explanation', '/explanation_correct')),
  }),
  open_response: (base, reading) => ({
    ...base,
    exercise_type: 'open_response',
    rubric: numbersOf(reading.row, 'criterion').map((number) => ({
      criterion: (reading.row[`criterion_${number}`] ?? '').trim(),
      levels: (reading.row[`levels_${number}`] ?? '')
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => {
          const [points = '', label = '', description = ''] = parted(line);
          return { label, points: numberOf(points, reading, 'rubric', `/rubric/${number - 1}/levels`), description };
        }),
    })),
    model_answer: markdown(reading, 'model_answer', '/model_answer'),
  }),
};

function choice(base: ExerciseBase, reading: Reading, type: 'mcq' | 'multi_select'): Exercise {
  const { row, conversion } = reading;
  const named = parted(row.right ?? '');
  const count = Math.max(numbersOf(row, 'option').length, numbersOf(row, 'reason').length);
  const texts = Array.from({ length: count }, (_, at) => (row[`option_${at + 1}`] ?? '').trim());
  // Some tables write the right option itself in place of its letter.
  const spelled = named.map((one) => texts.indexOf(one)).filter((at) => at >= 0);
  const lettered = named.flatMap(letters).map((one) => texts.findIndex((_, at) => optionLabel(at) === one));
  const places =
    spelled.length === named.length && lettered.some((at) => at < 0) ? spelled : lettered.filter((at) => at >= 0);
  const right = new Set(places);
  const options = texts.map((_, at) => {
    const reason = markdown(reading, `reason_${at + 1}`, `/options/${at}/rationale_wrong`);
    return {
      id: optionId(at),
      label: optionLabel(at),
      text: markdown(reading, `option_${at + 1}`, `/options/${at}/text`),
      rationale_wrong: reason === '' ? null : reason,
    };
  });
  const rationale_right = markdown(reading, 'explanation', '/answer_key/rationale_right');
  if (type === 'multi_select') {
    const option_ids = options.filter((_, at) => right.has(at)).map(({ id }) => id);
    return {
      ...base,
      exercise_type: type,
      options,
      answer_key: { option_ids, rationale_right },
      scoring: 'all_or_nothing',
      ...scoringOf(reading),
    };
  }
  if (right.size > 1) conversion.lose('several_right_answers', 'answer_key', { pointer: '/answer_key/option_id' });
  const only = right.size === 1 ? options[places[0] ?? -1] : undefined;
  return {
    ...base,
    exercise_type: type,
    options,
    answer_key: { label: only?.label ?? '', option_id: only?.id ?? '', rationale_right },
  };
}

function numberOf(cell: string, { decimal, conversion }: Reading, field: string, pointer: string): number {
  const number = readNumber(cell, decimal);
  if (number !== 'ambiguous') return number;
  conversion.lose('ambiguous_number', field, { pointer, sentence: `“${cell.trim()}” can be read in two ways.` });
  return Number.NaN;
}

function numeric(base: ExerciseBase, reading: Reading): Exercise {
  const { row } = reading;
  const width = (row.tolerance ?? '').trim();
  const share = /^(.*?)\s*%$/.exec(width);
  const value = width === '' ? 0 : numberOf(share?.[1] ?? width, reading, 'tolerance', '/tolerance/value');
  const mode = (row.unit_mode ?? '').trim();
  const unit = (row.unit ?? '').trim();
  return {
    ...base,
    exercise_type: 'numeric',
    value: numberOf(row.right ?? '', reading, 'value', '/value'),
    tolerance: share ? { mode: 'relative', value: Number((value / 100).toPrecision(15)) } : { mode: 'absolute', value },
    unit,
    unit_mode: mode === 'required' || mode === 'optional' || mode === 'none' ? mode : unit === '' ? 'none' : 'optional',
    ...explained(markdown(reading, 'explanation', '/explanation_correct')),
  };
}

function cloze(base: ExerciseBase, reading: Reading): Exercise {
  const { row } = reading;
  const text = markdown(reading, 'text', '/text') || base.stem;
  const ids = [...new Set(clozeParts(text).flatMap((one) => ('blank_id' in one ? [one.blank_id] : [])))];
  const blanks = numbersOf(row, 'blank').map((number): Blank => {
    const options = parted(row[`choices_${number}`] ?? '');
    const is_case_sensitive = yesOrNo(row[`case_${number}`] ?? '');
    return {
      id: ids[number - 1] ?? String(number),
      accepted: parted(row[`blank_${number}`] ?? ''),
      ...(options.length > 0 ? { options } : {}),
      ...(is_case_sensitive === null ? {} : { is_case_sensitive }),
    };
  });
  return {
    ...base,
    stem: text === base.stem ? '' : base.stem,
    exercise_type: 'cloze',
    text,
    blanks,
    ...scoringOf(reading),
    ...explained(markdown(reading, 'explanation', '/explanation_correct')),
  };
}
