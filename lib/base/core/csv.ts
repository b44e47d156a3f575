import { csvFormatRow } from 'd3-dsv';

const isNumber = (cell: string) => /^-?\d[\d.,]*(e[+-]?\d+)?$/i.test(cell);

/** What a spreadsheet would run as a formula gets an apostrophe before it; one that is there already gets another. */
export const guarded = (cell: string) => (/^'*[=+\-@\t\r]/.test(cell) && !isNumber(cell) ? `'${cell}` : cell);

export type CsvCell = string | number | null | undefined;

/** A table as CSV: a row of heads, then the rows, for spreadsheets that take a file for UTF-8 by its mark. Nothing in it runs as a formula. */
export const csvOf = (heads: readonly string[], rows: readonly (readonly CsvCell[])[]): string =>
  `\ufeff${[heads, ...rows].map((row) => csvFormatRow(row.map((cell) => guarded(cell == null ? '' : String(cell))))).join('\r\n')}\r\n`;
