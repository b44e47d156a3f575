import { rich, showRich, showSource, source, writeSource } from '../e2e/lesson-editor.ts';
import { timeKeys, withStudio } from './editor-screen.ts';
import { type Bench, figure } from './report.ts';

// Typing in a cell in the middle of a long table, against the same in a short one: a key may not cost more for the rows around it.

const LONG = 600;
const SHORT = 10;

function table(rows: number): string {
  const row = (number: number) =>
    `| ${['a', 'b', 'c', 'd', 'e'].map((column) => `${column}${number} words`).join(' | ')} |`;
  const lines = Array.from({ length: rows }, (_, number) => row(number + 1));
  return `${row(0)}\n|${' --- |'.repeat(5)}\n${lines.join('\n')}\n`;
}

const bench: Bench = {
  name: 'tables',
  about: 'typing in a table of the rich editor',
  run: (say) =>
    withStudio(say, async (page) => {
      const measured = new Map<number, number[]>();
      for (const rows of [SHORT, LONG]) {
        say(`type in a table of ${rows} rows`);
        await writeSource(page, table(rows));
        await showRich(page);
        const cell = rich(page).getByText(`c${rows / 2} words`, { exact: true });
        await cell.scrollIntoViewIfNeeded();
        await cell.click();
        await page.keyboard.press('End');
        measured.set(rows, await timeKeys(page));
        await showSource(page);
        await source(page).waitFor();
      }
      const long = figure(measured.get(LONG) ?? []);
      const short = figure(measured.get(SHORT) ?? []);
      return [
        {
          what: `a key in a table of ${LONG} rows`,
          figure: long,
          reference: { what: `the same in a table of ${SHORT} rows`, figure: short },
          target: { text: 'within twice of it, or 16 ms', is_met: long.median <= Math.max(16, 2 * short.median) },
          how: 'five columns, the cursor in the middle, pauses among the keys in which it is written; from the press to the new layout',
        },
      ];
    }),
};
export default bench;
