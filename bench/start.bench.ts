import { rm } from 'node:fs/promises';
import path from 'node:path';
import { Trial } from '#lib/embedded/trial';
import { type Report, timed } from './report.ts';

// From `npm start` to a page that answers: a first start (build, database, migrations, demo course) and a second one.

const ROOT = path.resolve(import.meta.dirname, '..');

async function startToPage(trial: Trial): Promise<number> {
  const { ms } = await timed(async () => {
    await trial.startAndWait();
    const page = await fetch(`${trial.webUrl}/sign-in`);
    if (!page.ok) throw new Error(`The page answers ${page.status}`);
    await page.text();
  });
  return ms / 1000;
}

export async function run(): Promise<Report> {
  const trial = await Trial.create();
  try {
    await rm(path.join(ROOT, '.next'), { recursive: true, force: true });
    const first = await startToPage(trial);
    await trial.interrupt();
    const second = await startToPage(trial);
    return {
      name: 'start',
      figures: [
        { what: 'first start to a usable page', value: first, unit: 's', target: '<= 60 s', met: first <= 60 },
        {
          what: 'second start',
          value: second,
          unit: 's',
          reference: { what: 'first start', value: first },
          target: '<= 6 s',
          met: second <= 6,
        },
      ],
    };
  } finally {
    await trial.interrupt();
    await trial.destroy();
  }
}
