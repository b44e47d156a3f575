import { readdir, readFile } from 'node:fs/promises';
import os from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { Trial } from '#lib/studio/embedded/trial.ts';
import { BROWSER_ARGS, findBrowser } from '../e2e/browser.ts';
import { type Bench, figure, type Row } from './report.ts';

// What a studio that nobody uses any more keeps of the machine's memory: started, signed in to, two pages each of what people open
// most, then left alone. PSS: what processes share is counted once.

const MOST_NODE = 200;
const MOST_POSTGRESQL = 100;
/** How long it has been left alone: longer than pools keep connections and V8 waits before it tidies up. */
const QUIET_SECONDS = Number(process.env.TRAILWRIGHT_IDLE_SECONDS ?? 60);

/** Two of each kind. */
const PAGES = [
  '/w/demo',
  '/w/demo/changes',
  '/w/demo/outline',
  '/w/demo/search?q=index',
  '/w/demo/graph',
  '/w/demo/graph?level=concepts',
  '/w/demo/snapshots',
  '/w/demo/imports',
  '/w/demo/settings/members',
  '/w/demo/settings/workspace',
];
const CONTENT = ['/api/v1/demo/trails?limit=2', '/api/v1/demo/sparks?limit=2'];

interface Seen {
  pid: number;
  parent: number;
  what: string;
  kilobytes: number;
}

const bench: Bench = {
  name: 'idle',
  about: `memory (PSS) of a studio that was opened, looked at and left alone for ${QUIET_SECONDS} s`,
  run: async (say) => {
    if (os.platform() !== 'linux') throw new Error('PSS is read from /proc: this runs on Linux only');
    const trial = await Trial.create();
    try {
      say('a first start');
      await trial.startAndWait();
      const first = await useAndWait(trial, say);
      await trial.interrupt();
      say('a second start');
      await trial.startAndWait();
      const second = await useAndWait(trial, say);
      const bare = await bareNode();
      return [...rowsOf('first start', first, bare), ...rowsOf('later start', second, bare)];
    } finally {
      await trial.interrupt();
      await trial.destroy();
    }
  },
};
export default bench;

async function useAndWait(trial: Trial, say: (line: string) => void): Promise<Seen[]> {
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
    for (const address of [...PAGES, ...lessons]) {
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
    row('Node', node, MOST_NODE, { what: `${node.length} that do nothing`, figure: figure([bare * node.length], 'MB') }),
    row('PostgreSQL', postgresql, MOST_POSTGRESQL),
  ];
}

/** All processes of a studio: those that know its folder, and what these have started. */
async function processesOf(trial: Trial): Promise<Seen[]> {
  const known = new Set(trial.leftovers());
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const all = (await Promise.all(pids.map(look))).filter((one) => one !== null);
  const ours = all.filter(({ pid, parent }) => known.has(pid) || known.has(parent));
  return Promise.all(ours.map(async (one) => ({ ...one, kilobytes: await pssOf(one.pid) })));
}

async function look(pid: number): Promise<Omit<Seen, 'kilobytes'> | null> {
  const [stat, line] = await Promise.all(
    ['stat', 'cmdline'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => null)),
  );
  if (!stat || !line) return null;
  const parent = Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0]);
  return { pid, parent, what: nameOf(line.replaceAll('\0', ' ').trim()) };
}

/** `postgres: checkpointer`, `postgres` for the postmaster, or what Node was told to run. */
function nameOf(line: string): string {
  if (line.startsWith('postgres:')) return line.replace(/ 127\.0\.0\.1\(\d+\)/, '');
  if (line.includes('/bin/postgres ')) return 'postgres';
  const file = /([\w-]+)\.(?:ts|mjs|js)(?= |$)/.exec(line)?.[1];
  return file ?? line.slice(0, 30);
}

async function pssOf(pid: number | 'self'): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0);
}

/** What a process of Node takes that has nothing to do, with others of its kind beside it. */
async function bareNode(): Promise<number> {
  const { spawn } = await import('node:child_process');
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
