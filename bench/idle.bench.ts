import { spawn } from 'node:child_process';
import os from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { Trial } from '#lib/studio/embedded/trial.ts';
import { BROWSER_ARGS, findBrowser } from '../e2e/browser.ts';
import { processesOf, pssOf, type Seen } from './processes.ts';
import { type Bench, figure, type Row } from './report.ts';

// What a studio that nobody uses any more keeps of the machine's memory: started, signed in to, two pages each of what people open
// most, then left alone. PSS: what processes share is counted once.

const MOST_NODE = 200;
const MOST_POSTGRESQL = 100;
/** How long it has been left alone: longer than pools keep connections and V8 waits before it tidies up. */
const QUIET_SECONDS = Number(process.env.TRAILWRIGHT_IDLE_SECONDS ?? 60);

/** Two pages of each kind that people work in; two lessons of the demo course and their places come to these. */
const PAGES = ['/w/demo/outline', '/w/demo/changes', '/w/demo/search?q=index', '/w/demo/search?q=query'];
/** All the others. */
const REST = [
  '/w/demo',
  '/w/demo/graph',
  '/w/demo/snapshots',
  '/w/demo/snapshots/new',
  '/w/demo/imports',
  '/w/demo/imports/new',
  '/w/demo/assets',
  '/w/demo/trash',
  '/w/demo/settings/members',
  '/w/demo/settings/workspace',
  '/account',
];

const CONTENT = ['/api/v1/demo/trails?limit=2', '/api/v1/demo/sparks?limit=2'];

const bench: Bench = {
  name: 'idle',
  about: `memory (PSS) of a studio that was opened, looked at and left alone for ${QUIET_SECONDS} s`,
  run: async (say) => {
    if (os.platform() !== 'linux') throw new Error('PSS is read from /proc: this runs on Linux only');
    const trial = await Trial.create();
    try {
      const bare = await bareNode();
      const rows: Row[] = [];
      for (const start of ['first start', 'later start']) {
        say(start);
        await trial.startAndWait();
        await open(trial, PAGES);
        rows.push(...rowsOf(start, await afterQuiet(trial, say), bare));
        if (start === 'first start') await trial.interrupt();
      }
      await open(trial, [...PAGES, ...REST]);
      // A limit for what most people never do would be a wish.
      const all = rowsOf('every page', await afterQuiet(trial, say), bare);
      return [...rows, ...all.map(({ target: _, ...row }) => row)];
    } finally {
      await trial.interrupt();
      await trial.destroy();
    }
  },
};
export default bench;

/** Signs in and opens pages of the workspace, and two lessons in both places; then nobody is there any more. */
async function open(trial: Trial, pages: readonly string[]): Promise<void> {
  const browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
  try {
    const page = await browser.newPage({ baseURL: trial.webUrl });
    await page.goto('/sign-in');
    await page.getByRole('button', { name: /sign in as .*admin/i }).click();
    await page.waitForURL('**/w/**');
    const list = (await (await fetch(`${trial.webUrl}/api/v1/demo/sparks?limit=2`)).json()) as {
      data: { slug: string }[];
    };
    const lessons = list.data.flatMap(({ slug }) => [`/w/demo/sparks/${slug}`, `/w/demo/outline/spark/${slug}`]);
    for (const address of [...pages, ...lessons]) {
      const answer = await page.goto(address, { waitUntil: 'networkidle' });
      if (!answer?.ok()) throw new Error(`${address} answers ${answer?.status()}`);
    }
    for (const address of CONTENT) {
      const answer = await fetch(trial.webUrl + address);
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
    }
  } finally {
    await browser.close();
  }
}

async function afterQuiet(trial: Trial, say: (line: string) => void): Promise<Seen[]> {
  say(`quiet for ${QUIET_SECONDS} s`);
  await pause(QUIET_SECONDS * 1000);
  return processesOf(trial);
}

function rowsOf(start: string, seen: Seen[], bare: number): Row[] {
  const node = seen.filter(({ what }) => !what.startsWith('postgres'));
  const postgresql = seen.filter(({ what }) => what.startsWith('postgres'));
  const list = (some: Seen[]) =>
    some.map(({ what, kilobytes }) => `${what} ${(kilobytes / 1024).toFixed(1)} MB`).join(', ');
  const row = (what: string, some: Seen[], most: number, reference?: Row['reference']): Row => {
    const total = figure([some.reduce((sum, { kilobytes }) => sum + kilobytes, 0) / 1024], 'MB');
    return {
      what: `${what} (${start})`,
      figure: total,
      ...(reference && { reference }),
      target: { text: `<= ${most} MB`, is_met: total.most <= most },
      how: `PSS of ${some.length} processes: ${list(some)}`,
    };
  };
  return [
    row('Node', node, MOST_NODE, {
      what: `${node.length} that do nothing`,
      figure: figure([bare * node.length], 'MB'),
    }),
    row('PostgreSQL', postgresql, MOST_POSTGRESQL),
  ];
}

/** What a process of Node takes that has nothing to do, with others of its kind beside it. */
async function bareNode(): Promise<number> {
  const some = Array.from({ length: 4 }, () =>
    spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1e9)'], { stdio: 'ignore' }),
  );
  try {
    await pause(2_000);
    const sizes = await Promise.all(some.map(({ pid }) => pssOf(pid as number)));
    return sizes.reduce((sum, size) => sum + size, 0) / sizes.length / 1024;
  } finally {
    for (const one of some) one.kill();
  }
}
