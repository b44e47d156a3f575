import { guarded } from '#lib/base/core/csv.ts';
import type { PlannedQuestion } from '#lib/bundles/data/questions.ts';

const cell = (text: string) => `"${guarded(text).replaceAll('"', '""')}"`;
const HEAD = ['line', 'name', 'category', 'result', 'code', 'field', 'what', 'instead'];

/** The losses of a file as a table for a spreadsheet, a row each; no cell of it runs as a formula. */
export function reportCsv(questions: readonly PlannedQuestion[]): string {
  const rows = questions.flatMap(({ source, category, fate, losses }) =>
    losses.map(({ code, field, pointer, sentence, instead }) =>
      [String(source.line), source.name ?? '', category, fate, code, pointer ?? field, sentence, instead].map(cell),
    ),
  );
  return `\ufeff${[HEAD, ...rows].map((row) => row.join(',')).join('\r\n')}\r\n`;
}
