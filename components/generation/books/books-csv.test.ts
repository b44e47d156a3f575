import { csvParseRows } from 'd3-dsv';
import { expect, test } from 'vitest';
import { booksCsv } from './books-csv.ts';

const row = (name: string, spent_micros: number) => ({
  name,
  requests: 12,
  jobs: 3,
  input_tokens: 1_234_567,
  cached_input_tokens: 5,
  output_tokens: 89,
  spent_micros,
  reserved_micros: 7,
  unknown_micros: 9,
});

test('it has the rows of the screen, money to the millionth, and nothing that a spreadsheet would run', () => {
  const csv = booksCsv('trail', [row('=HYPERLINK("x")', 1_234_567_890_123), row('', 1)], 'No trail');
  expect(csvParseRows(csv.replace('\ufeff', ''))).toEqual([
    ['trail', 'jobs', 'requests', 'input_tokens', 'output_tokens', 'spent_micros'],
    [`'=HYPERLINK("x")`, '3', '12', '1234567', '89', '1234567890123'],
    ['No trail', '3', '12', '1234567', '89', '1'],
  ]);
});
