import { CsvError, parse } from 'csv-parse/sync';
import { columnOf, unguarded } from './cells.ts';

/** A row of a file: its cells, or why it cannot be read. */
export interface TableRow {
  /** From 1. */
  line: number;
  source: string;
  cells: string[];
  error?: string;
}

export interface Table {
  headings: string[];
  rows: TableRow[];
  separator: Separator;
  /** The rows were too broken to go on. */
  isHopeless: boolean;
}

export type Separator = ',' | ';' | '\t';
const SEPARATORS: readonly Separator[] = [',', ';', '\t'];
const MOST_BROKEN = 100;
// A quote that is never closed is looked for to the end, at each attempt.
const MOST_SCANNED = 400_000_000;

/** The separator under which the first line names the most columns that are known, else under which it has the most. */
export function separatorOf(head: string): Separator {
  const known = (one: Separator) => head.split(one).filter((cell) => columnOf(cell.replace(/^"|"$/g, ''))).length;
  const count = (one: Separator) => head.split(one).length;
  const [best = ','] = [...SEPARATORS].sort((a, b) => known(b) - known(a) || count(b) - count(a));
  return best;
}

/** The first line of a table, behind the `sep=;` of spreadsheets. */
export function headOf(text: string): { head: string; start: number } {
  const start = /^(?:\uFEFF)?(?:sep=.[ \t]*(?:\r\n|\r|\n))?\s*/i.exec(text)?.[0].length ?? 0;
  return { head: /^[^\r\n]*/.exec(text.slice(start))?.[0] ?? '', start };
}

/**
 * The rows of a table. A row that cannot be read, as with a quote that is never closed, costs itself only: reading goes on
 * with the next line.
 */
export function readTable(text: string): Table {
  const { head, start } = headOf(text);
  const separator = separatorOf(head);
  const starts = lineStarts(text);
  const rows: TableRow[] = [];
  let line = starts.findIndex((one, at) => one <= start && (starts[at + 1] ?? Number.POSITIVE_INFINITY) > start);
  let broken = 0;
  let scanned = 0;
  while (line < starts.length && broken <= MOST_BROKEN && scanned <= MOST_SCANNED) {
    const from = line;
    const offset = starts[from] ?? 0;
    scanned += text.length - offset;
    let next = from;
    const take = (cells: string[], end: number) => {
      // Empty lines belong to no row.
      while (next < end - 1 && /^\s*$/.test(lineAt(text, starts, next))) next++;
      const source = text.slice(starts[next], starts[end]).trimEnd();
      rows.push({ line: next + 1, source, cells: cells.map(unguarded) });
      next = end;
    };
    try {
      parse(text.slice(offset), {
        delimiter: separator,
        relax_column_count: true,
        skip_empty_lines: true,
        trim: false,
        on_record: (cells: string[], { lines }: { lines: number }) => {
          take(cells, from + lines);
          return null;
        },
      });
      break;
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      while (/^\s*$/.test(lineAt(text, starts, next)) && next < starts.length) next++;
      rows.push({ line: next + 1, source: lineAt(text, starts, next).trimEnd(), cells: [], error: wordsOf(error) });
      broken++;
      line = next + 1;
    }
  }
  const [first, ...others] = rows;
  return {
    headings: first?.cells ?? [],
    rows: others,
    separator,
    isHopeless: broken > 0 && (broken > MOST_BROKEN || scanned > MOST_SCANNED),
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (const found of text.matchAll(/\r\n|\r|\n/g)) starts.push(found.index + found[0].length);
  if (starts.at(-1) === text.length) starts.pop();
  return starts;
}

const lineAt = (text: string, starts: readonly number[], line: number) =>
  text.slice(starts[line] ?? text.length, starts[line + 1]);

function wordsOf({ code }: CsvError): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'A quote is opened and never closed.';
  if (code === 'CSV_INVALID_CLOSING_QUOTE')
    return 'A quote is closed in the middle of a cell, so one before it may be missing.';
  if (code === 'INVALID_OPENING_QUOTE') return 'A quote stands in the middle of a cell that does not begin with one.';
  return 'The row cannot be parted into cells.';
}
