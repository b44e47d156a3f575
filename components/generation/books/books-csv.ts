import { csvOf } from '#lib/base/core/csv.ts';
import type { BookView } from '#lib/generation/core/provider.ts';
import type { Books } from '#lib/generation/data/providers.ts';

/** The table of the books as a file: the rows and columns of the screen, money in whole millionths of a dollar. `unnamed`: what has no name there. */
export const booksCsv = (by: BookView, rows: Books['rows'], unnamed: string): string =>
  csvOf(
    [by, 'jobs', 'requests', 'input_tokens', 'output_tokens', 'spent_micros'],
    rows.map((row) => [
      row.name || unnamed,
      row.jobs,
      row.requests,
      row.input_tokens,
      row.output_tokens,
      row.spent_micros,
    ]),
  );
