import { rm } from 'node:fs/promises';
import path from 'node:path';
import { Trial } from '#lib/studio/embedded/trial.ts';
import { type Bench, figure, timed } from './report.ts';

// From `npm start` to a page that answers: a first start (build, database, migrations, demo course) and a second one.

const ROOT = path.resolve(import.meta.dirname, '..');

async function startToPage(trial: Trial): Promise<number> {
  return timed(async () => {
    await trial.startAndWait();
    const page = await fetch(`${trial.webUrl}/sign-in`);
    if (!page.ok) throw new Error(`The page answers ${page.status}`);
    await page.text();
  });
}

const bench: Bench = {
  name: 'start',
  about: 'from `npm start` to a page that answers',
  run: async (say) => {
    const trial = await Trial.create();
    try {
      await rm(path.join(ROOT, '.next'), { recursive: true, force: true });
      say('first start');
      const first = await startToPage(trial);
      const seconds: number[] = [];
      for (let round = 0; round < 3; round++) {
        await trial.interrupt();
        say('start again');
        seconds.push(await startToPage(trial));
      }
      const again = figure(seconds);
      return [
        {
          what: 'first start: build, database, migrations, demo course',
          figure: figure([first]),
          target: { text: '<= 60 s', is_met: first <= 60_000 },
          how: 'without .next and with an empty data folder; wall time to the answer of the sign-in page',
        },
        {
          what: 'start again',
          figure: again,
          reference: { what: 'the first start', figure: figure([first]) },
          target: { text: '<= 6 s', is_met: again.most <= 6_000 },
          how: 'three times, after Ctrl-C',
        },
      ];
    } finally {
      await trial.interrupt();
      await trial.destroy();
    }
  },
};
export default bench;
