import { guarded } from '#lib/base/core/csv.ts';
import { clozeParts, type Exercise, optionLabel } from '../../exercise.ts';
import { COLUMNS, type CsvRow, type Decimal, joined, NUMBERED, numberCell } from './cells.ts';

/** An exercise as a row. Numbers are written by `decimal`. */
export function csvRow(exercise: Exercise, decimal: Decimal = 'point'): CsvRow {
  const row: CsvRow = {
    type: exercise.exercise_type,
    id: exercise.id,
    stem: exercise.stem,
    category: exercise.exercise_category ?? '',
    level: exercise.cognitive_level ?? '',
    difficulty: exercise.difficulty ?? '',
    objective: exercise.aligned_learning_objective ?? '',
    ...partsOf(exercise, decimal),
  };
  return Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== ''));
}

const numbered = (name: string, cells: readonly string[]): CsvRow =>
  Object.fromEntries(cells.map((cell, at) => [`${name}_${at + 1}`, cell]));

function partsOf(exercise: Exercise, decimal: Decimal): CsvRow {
  switch (exercise.exercise_type) {
    case 'mcq':
    case 'multi_select': {
      const { options } = exercise;
      const ids = exercise.exercise_type === 'mcq' ? [exercise.answer_key.option_id] : exercise.answer_key.option_ids;
      // The letters of their places, whatever their labels are.
      const labels = ids.map((id) => optionLabel(options.findIndex((one) => one.id === id)));
      return {
        right: joined(labels),
        explanation: exercise.answer_key.rationale_right,
        scoring: exercise.exercise_type === 'mcq' ? '' : exercise.scoring,
        ...numbered(
          'option',
          options.map(({ text }) => text),
        ),
        ...numbered(
          'reason',
          options.map(({ rationale_wrong }) => rationale_wrong ?? ''),
        ),
      };
    }
    case 'true_false':
      return {
        right: String(exercise.answer),
        explanation: exercise.rationale_right,
        explanation_wrong: exercise.rationale_wrong,
      };
    case 'short_answer':
      return {
        right: exercise.canonical_answer,
        also_right: joined(exercise.acceptable_answers),
        explanation: exercise.explanation_correct,
        ...numbered(
          'wrong',
          exercise.wrong_answers.map(({ answer }) => answer),
        ),
        ...numbered(
          'reason',
          exercise.wrong_answers.map(({ rationale }) => rationale),
        ),
      };
    case 'numeric':
      return {
        right: numberCell(exercise.value, decimal),
        tolerance: toleranceCell(exercise.tolerance, decimal),
        unit: exercise.unit,
        unit_mode: exercise.unit_mode,
        explanation: exercise.explanation_correct ?? '',
      };
    case 'cloze': {
      // A blank has the number of its place in the text.
      const ids = [...new Set(clozeParts(exercise.text).flatMap((one) => ('blank_id' in one ? [one.blank_id] : [])))];
      const blanks = ids.map((id) => exercise.blanks.find((one) => one.id === id));
      const cased = (is: boolean | undefined) => (is === undefined ? '' : is ? 'yes' : 'no');
      return {
        text: exercise.text,
        scoring: exercise.scoring ?? '',
        explanation: exercise.explanation_correct ?? '',
        ...numbered(
          'blank',
          blanks.map((one) => joined(one?.accepted ?? [])),
        ),
        ...numbered(
          'choices',
          blanks.map((one) => joined(one?.options ?? [])),
        ),
        ...numbered(
          'case',
          blanks.map((one) => cased(one?.is_case_sensitive)),
        ),
      };
    }
    case 'matching':
      return {
        scoring: exercise.scoring ?? '',
        explanation: exercise.explanation_correct ?? '',
        ...numbered(
          'left',
          exercise.pairs.map(({ left }) => left),
        ),
        ...numbered('match', [...exercise.pairs.map(({ right }) => right), ...exercise.distractors]),
      };
    case 'ordering':
      return {
        scoring: exercise.scoring ?? '',
        explanation: exercise.explanation_correct ?? '',
        ...numbered(
          'step',
          exercise.items.map(({ text }) => text),
        ),
      };
    case 'open_response':
      return {
        model_answer: exercise.model_answer,
        ...numbered(
          'criterion',
          exercise.rubric.map(({ criterion }) => criterion),
        ),
        ...numbered(
          'levels',
          exercise.rubric.map(({ levels }) =>
            levels.map((one) => joined([numberCell(one.points, decimal), one.label, one.description])).join('\n'),
          ),
        ),
      };
  }
}

function toleranceCell({ mode, value }: { mode: 'absolute' | 'relative'; value: number }, decimal: Decimal): string {
  return mode === 'absolute'
    ? numberCell(value, decimal)
    : `${numberCell(Number((value * 100).toPrecision(15)), decimal)} %`;
}

/** Rows as a file: a byte order mark, by which spreadsheets know UTF-8, and the columns that some row fills. */
export function csvText(rows: readonly CsvRow[], decimal: Decimal = 'point'): string {
  const used = new Set(rows.flatMap((row) => Object.keys(row)));
  const columns = [
    ...COLUMNS.filter((one) => one === 'type' || one === 'id' || one === 'stem' || used.has(one)),
    ...numberedOf(used),
  ];
  const separator = decimal === 'comma' ? ';' : ',';
  const line = (cells: readonly string[]) => cells.map(quoted).join(separator);
  const lines = [line(columns), ...rows.map((row) => line(columns.map((one) => guarded(row[one] ?? ''))))];
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

/** option_1, reason_1, option_2, reason_2 ...: what belongs together stands together. */
function numberedOf(used: ReadonlySet<string>): string[] {
  const rank = (name: string) => {
    const [base = '', number = '0'] = name.split(/_(?=\d+$)/);
    const order = (NUMBERED as readonly string[]).indexOf(base);
    const group = base === 'reason' ? 0 : Math.floor(order / 3);
    return [group, Number(number), order] as const;
  };
  const names = [...used].filter((one) => /_\d+$/.test(one));
  return names.sort((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    return x[0] - y[0] || x[1] - y[1] || x[2] - y[2];
  });
}

const quoted = (cell: string) => (/[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
