import { csvOf } from '#lib/base/core/csv.ts';
import type { PlannedQuestion } from '#lib/bundles/data/questions.ts';

const HEAD = ['line', 'name', 'category', 'result', 'code', 'field', 'what', 'instead'];

/** The losses of a file as a table for a spreadsheet, a row each; no cell of it runs as a formula. */
export function reportCsv(questions: readonly PlannedQuestion[]): string {
  const rows = questions.flatMap(({ source, category, fate, losses }) =>
    losses.map(({ code, field, pointer, sentence, instead }) => {
      return [source.line, source.name, category, fate, code, pointer ?? field, sentence, instead];
    }),
  );
  return csvOf(HEAD, rows);
}
