import { csvOf } from '#lib/base/core/csv.ts';
import { type ChartName, type ChartRow, columnsOf } from './charts.ts';

/** By which spreadsheets know a file for UTF-8; it stands at the beginning alone. */
const MARK = '\ufeff';

const fieldsOf = (row: ChartRow, columns: readonly string[]) =>
  columns.map((name) => {
    const value = (row as Readonly<Record<string, string | number | boolean | null>>)[name] ?? null;
    return typeof value === 'boolean' ? String(value) : value;
  });

/** The rows of a chart as CSV: every row, every column, as the database answered them. */
export function chartCsv(chart: ChartName, rows: readonly ChartRow[]): string {
  const columns = columnsOf(chart);
  return csvOf(
    columns,
    rows.map((row) => fieldsOf(row, columns)),
  );
}

/** Several charts in one file, each row beginning with the name of its chart. Their columns differ, so each has its own line of them. */
export function chartsCsv(charts: readonly { chart: ChartName; rows: readonly ChartRow[] }[]): string {
  return charts
    .map(({ chart, rows }) => {
      const columns = columnsOf(chart);
      return csvOf(
        ['chart', ...columns],
        rows.map((row) => [chart, ...fieldsOf(row, columns)]),
      );
    })
    .map((text, at) => (at === 0 ? text : text.slice(MARK.length)))
    .join('\r\n');
}
