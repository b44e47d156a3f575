import { AssetShelf, type Digest } from '../assets.ts';
import { noteBlocks } from '../blocks.ts';
import { type LossCode, type LossDetail, loss } from '../losses.ts';
import type { QuestionFile, ReadQuestion, ReadResult } from '../report.ts';
import { Conversion } from '../text/text.ts';
import { type CsvRow, columnOf, type Decimal } from './cells.ts';
import { isMoodleTable, moodleRow } from './moodle-table.ts';
import { exerciseOfRow } from './read-row.ts';
import { readTable, type Table, type TableRow } from './table.ts';

/** A table of exercises, ours or that of Moodle's CSV plugin. A row that cannot be read costs itself only. */
export function readCsv(text: string, encoding: string, digest: Digest): ReadResult {
  const table = readTable(text);
  if (table.isHopeless)
    return {
      ok: false,
      refusal: {
        code: 'csv_broken',
        is: 'a table',
        sentence: 'More than a hundred rows cannot be read.',
        instead: 'Save the table as CSV again, with quotes around cells that need them.',
      },
    };
  const assets = new AssetShelf(digest);
  const read = isMoodleTable(table.headings) ? moodleRow : ownRow;
  const questions = table.rows.map((row) => rowOf(row, table, assets, read));
  const file: QuestionFile = { format: 'csv', encoding, questions, total: questions.length, assets: assets.all };
  return { ok: true, file };
}

export type ReadRow = (row: TableRow, table: Table, assets: AssetShelf) => ReadQuestion;

function rowOf(row: TableRow, table: Table, assets: AssetShelf, read: ReadRow): ReadQuestion {
  const source = { line: row.line, text: row.source.slice(0, 4_000) };
  const refused = (code: LossCode, detail: LossDetail = {}): ReadQuestion => ({
    exercise: null,
    source,
    losses: [loss(code, 'row', detail)],
  });
  if (row.error) return refused('broken_row', { sentence: row.error });
  const extra = row.cells.slice(table.headings.length).filter((cell) => cell.trim() !== '');
  if (extra.length > 0)
    return refused('broken_row', {
      sentence: `The row has ${row.cells.length} cells and the table ${table.headings.length} columns, so a quote or a separator is wrong.`,
    });
  if (row.cells.every((cell) => cell.trim() === '')) return refused('no_stem', { sentence: 'The row is empty.' });
  return read(row, table, assets);
}

function ownRow({ line, source, cells }: TableRow, { headings, separator }: Table, assets: AssetShelf): ReadQuestion {
  const conversion = new Conversion(assets);
  const decimal: Decimal = separator === ';' ? 'comma' : 'point';
  const row: CsvRow = {};
  for (const [at, heading] of headings.entries()) {
    const cell = cells[at] ?? '';
    if (cell === '') continue;
    const column = columnOf(heading);
    if (column) row[column] ??= cell;
    else
      conversion.lose('unknown_column', heading, {
        sentence: `There is a column “${heading.slice(0, 60)}” that is not known here.`,
      });
  }
  const exercise = exerciseOfRow(row, decimal, conversion);
  if (exercise) noteBlocks(exercise, conversion);
  const type = row.type === undefined ? {} : { type: row.type };
  return { exercise, source: { line, text: source.slice(0, 4_000), ...type }, losses: conversion.losses };
}
