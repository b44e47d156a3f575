import { readTable, type Table } from '#lib/exercises/core/formats/csv/table.ts';
import { Findings, type FoundColumn, type ReadOutcome, refused } from './answers.ts';
import { type ColumnRole, guessColumns, whyNotRead } from './columns.ts';
import { isDump, readDump } from './read-scorm.ts';
import { dateOrder, markOf, numberOf, rightOf, shareOf, timeOf, UNANSWERED } from './values.ts';

export interface CsvOptions {
  encoding: string;
  isExercise: (name: string) => boolean;
  /** What each column is, as a person has decided; guessed without it. */
  roles?: readonly ColumnRole[];
}

/** So many rows a column is guessed by, and so many values of it are shown. */
const GUESSED_BY = 50;
const SHOWN = 3;

/** A table of answers: one a row, or a learner a row with a column for each exercise. What is one of SCORM elements is read as such. */
export function readCsv(text: string, { encoding, isExercise, roles }: CsvOptions): ReadOutcome {
  const table = readTable(text);
  if (table.isHopeless) return refused('broken', 'Too many rows of this table are broken.', 'Save it as CSV anew.');
  if (table.headings.length < 2) {
    return refused(
      'unknown_format',
      'This is neither a table, nor xAPI statements, nor SCORM interactions.',
      'Choose another file.',
    );
  }
  const found = new Findings();
  const read = { encoding, separator: table.separator, answers: found.answers, left: found.left };
  for (const { line, error } of table.rows) if (error) found.leave(line, 'unreadable', error);
  const rows = table.rows.filter(({ error, cells }) => !error && cells.some((cell) => cell.trim() !== ''));
  if (isDump(table.headings)) {
    readDump(table.headings, rows, found);
    return { ok: true, read: { ...read, format: 'scorm', columns: [] } };
  }
  const cells = rows.slice(0, GUESSED_BY).map((row) => row.cells);
  const taken = roles?.length === table.headings.length ? roles : guessColumns(table.headings, cells, isExercise);
  const why = whyNotRead(taken);
  const columns = columnsOf(table, taken);
  // With the columns, so that a person can say which is which.
  if (why) return refused('no_columns', why, 'Say what each column is.', columns);
  readRows(rows, table.headings, taken, found);
  return { ok: true, read: { ...read, format: 'csv', columns } };
}

function columnsOf({ headings, rows }: Table, roles: readonly ColumnRole[]): FoundColumn[] {
  return headings.map((name, at) => {
    const cells = rows.slice(0, GUESSED_BY).flatMap((row) => row.cells[at]?.trim() || []);
    const first = [...new Set(cells)].slice(0, SHOWN).map((cell) => cell.slice(0, 60));
    return { name: name.slice(0, 100), role: roles[at] ?? 'none', first };
  });
}

type Row = Table['rows'][number];

function readRows(rows: readonly Row[], headings: readonly string[], roles: readonly ColumnRole[], found: Findings) {
  const at = (role: ColumnRole) => roles.indexOf(role);
  const cell = ({ cells }: Row, role: ColumnRole) => (at(role) < 0 ? '' : (cells[at(role)] ?? '').trim());
  const order = dateOrder((at('when') < 0 ? [] : rows).map((row) => cell(row, 'when')));
  const wide = [...roles.entries()].flatMap(([place, role]) => (role === 'wide' ? [place] : []));
  const marks = new Set(wide.filter((place) => isOfMarks(rows, place)));
  for (const row of rows) {
    const { line } = row;
    const when = cell(row, 'when');
    const time = when === '' ? null : timeOf(when, order);
    const common = {
      line,
      learner: cell(row, 'learner'),
      spark: cell(row, 'spark') || null,
      is_spark_guessed: false,
      at: time,
    };
    const isLate = when !== '' && time === null;
    const counted = { attempt: wholeOf(cell(row, 'attempt')), version: wholeOf(cell(row, 'version')) };
    for (const place of wide) {
      const value = (row.cells[place] ?? '').trim();
      // An empty cell is no answer: nobody says that the exercise was shown.
      if (value === '' || (marks.has(place) && value === UNANSWERED)) continue;
      const said = marks.has(place) ? { score: markOf(value), response: null } : { score: null, response: value };
      if (isLate) found.leave(line, 'bad_time', when);
      else found.add({ ...common, ...counted, chosen_texts: null, exercise: headings[place] ?? '', ...said });
    }
    if (wide.length > 0) continue;
    const points = cell(row, 'points');
    const most = cell(row, 'most_points');
    const score =
      points === '' ? rightOf(cell(row, 'right')) : shareOf(points, most === '' ? null : (numberOf(most) ?? 0));
    const response = at('answer') < 0 ? null : cell(row, 'answer');
    if (isLate) found.leave(line, 'bad_time', when);
    else if (points !== '' && score === null) found.leave(line, 'bad_score', points);
    else found.add({ ...common, ...counted, chosen_texts: null, exercise: cell(row, 'exercise'), response, score });
  }
}

/**
 * Whether a column of a table with a column an exercise has points, or words for right and wrong: it does only where all of it are such. Of
 * the answers 1, 42 and 0 to a question for a number none is a mark.
 */
function isOfMarks(rows: readonly Row[], place: number): boolean {
  return rows.every(({ cells }) => {
    const value = (cells[place] ?? '').trim();
    return value === '' || value === UNANSWERED || markOf(value) !== null;
  });
}

function wholeOf(text: string): number | null {
  const number = numberOf(text);
  return number !== null && Number.isInteger(number) && number >= 1 && number <= 2_000_000_000 ? number : null;
}
