import { type Browser, chromium, type Page } from '@playwright/test';
import type pg from 'pg';
import { demoEmail } from '#lib/people/core/demo.ts';
import { Trial } from '#lib/studio/embedded/trial.ts';
import { BROWSER_ARGS, findBrowser } from '../e2e/browser.ts';
import { connectTo, fillWorkspace } from './filled-workspace.ts';
import { generateBundle, type Size } from './generate.ts';
import { asPerson, fillQueue } from './proposals.ts';
import { type Bench, figure, type Row, timed } from './report.ts';

/** TRAILWRIGHT_BENCH_QUEUE makes a quick run of fewer. */
const WAITING = Number(process.env.TRAILWRIGHT_BENCH_QUEUE ?? 5_000);
/** One proposal in five is another text for one of its lessons. */
const SIZE: Size = 'M';
const DECISIONS = 100;
const OPENINGS = 7;
const MOST_OPEN_MS = 1_000;
const MOST_NEXT_MS = 100;
const MOST_ALL_MS = 150_000;
/** Of ten drafts one is rejected, because it repeats something. */
const REJECTED_EVERY = 10;

const QUEUE = "select public.read_review_queue($1, '{}', $2, 200)";
/** The same rows without anything that is counted, grouped or ranked. */
const PLAIN = `select jsonb_agg(jsonb_build_object('id', p.id, 'kind', p.kind, 'title', p.title, 'status', p.status, 'created_at', p.created_at)) from (
  select q.id, q.kind, q.title, q.status, q.created_at from public.proposals q where q.workspace_id = $1 and q.status in ('pending', 'stale')
  order by q.created_at, q.id offset $2 limit 200) p`;

const bench: Bench = {
  name: 'review',
  about: `The desk with ${WAITING.toLocaleString('en')} proposals, by keyboard in Chromium`,
  run: async (say) => {
    const trial = await Trial.create();
    let browser: Browser | undefined;
    let client: pg.Client | undefined;
    try {
      say('start a studio');
      await trial.startAndWait();
      client = await connectTo(trial);
      say('fill the queue');
      const workspace = await fillWorkspace(client, 'queue', generateBundle(SIZE));
      const people = await seat(client, workspace);
      const waiting = await fillQueue(client, workspace, people.editor, WAITING);
      await client.query('vacuum analyze');
      say(`${waiting} wait: ask the database`);
      const rows = await asked(client, workspace, people.reviewer);
      browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
      const context = await browser.newContext({ baseURL: trial.webUrl, viewport: { width: 1440, height: 900 } });
      const page = await context.newPage();
      await page.goto('/sign-in');
      await page.getByRole('button', { name: /sign in as .*reviewer/i }).click();
      await page.waitForURL('**/w/**');
      say('open the desk');
      rows.push(...(await opened(page)));
      say(`decide ${DECISIONS}`);
      rows.push(...(await decided(page, client, workspace)));
      return rows;
    } finally {
      await browser?.close();
      await client?.end();
      await trial.interrupt();
      await trial.destroy();
    }
  },
};
export default bench;

/** Seats of the demo people who ask and decide. */
async function seat(client: pg.Client, workspace: string): Promise<{ editor: string; reviewer: string }> {
  const ids = await Promise.all(
    (['editor', 'reviewer'] as const).map(async (role) => {
      const { rows } = await client.query(
        `insert into public.memberships (workspace_id, user_id, role) select $1, user_id, $3 from public.profiles where email = $2 returning user_id`,
        [workspace, demoEmail(role), role],
      );
      return rows[0].user_id as string;
    }),
  );
  return { editor: ids[0] as string, reviewer: ids[1] as string };
}

/** What a page of the queue costs in the database, the first and the last. */
async function asked(client: pg.Client, workspace: string, reviewer: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [what, offset] of [
    ['the first page', 0],
    ['the last page', WAITING - 200],
  ] as const) {
    const samples = async (text: string) => {
      const times: number[] = [];
      for (let nth = 0; nth <= OPENINGS; nth++)
        times.push(await timed(() => asPerson(client, reviewer, text, [workspace, offset])));
      // The first one reads from disk.
      return figure(times.slice(1));
    };
    rows.push({
      what: `${what} of the queue, in the database`,
      figure: await samples(QUEUE),
      reference: { what: 'the same rows, paged and neither counted nor ranked', figure: await samples(PLAIN) },
      how: `200 rows as a reviewer under row level security, ${OPENINGS} times, warm`,
    });
  }
  return rows;
}

/** A rewrite is called after its lesson, a new one after itself; texts have headings of their own below. */
const NAMED = /^(Spark|Lesson)/;
const title = (page: Page) => page.getByRole('heading', { level: 1 }).filter({ hasText: NAMED }).first();

/** From the navigation to the first proposal on the screen. */
async function opened(page: Page): Promise<Row[]> {
  const [desk, plain]: number[][] = [[], []];
  for (let nth = 0; nth <= OPENINGS; nth++) {
    desk?.push(
      await timed(async () => {
        await page.goto('/w/queue/review');
        await title(page).waitFor();
      }),
    );
    plain?.push(
      await timed(async () => {
        await page.goto('/w/queue/jobs');
        await page.getByRole('row').nth(1).waitFor();
      }),
    );
  }
  const figures = figure((desk ?? []).slice(1));
  return [
    {
      what: 'the desk opens',
      figure: figures,
      reference: { what: 'the list of jobs, 40 rows', figure: figure((plain ?? []).slice(1)) },
      target: { text: `<= ${MOST_OPEN_MS} ms`, is_met: figures.median <= MOST_OPEN_MS },
      how: `from the navigation to the first proposal, by the clock of the script, warm, ${OPENINGS} times`,
    },
  ];
}

/** A hundred decisions by key, each as soon as the next proposal is on the screen. */
async function decided(page: Page, client: pg.Client, workspace: string): Promise<Row[]> {
  await page.goto('/w/queue/review');
  await title(page).waitFor();
  const times: number[] = [];
  const idle: number[] = [];
  const all = await timed(async () => {
    for (let nth = 1; nth <= DECISIONS; nth++) {
      const before = (await title(page).textContent()) ?? '';
      const isRejected = nth % REJECTED_EVERY === 0;
      if (isRejected) await page.keyboard.press('r');
      idle.push(await timed(() => page.evaluate(() => new Promise((done) => requestAnimationFrame(done)))));
      await page.evaluate(watchTitle, before);
      await page.keyboard.press(isRejected ? '6' : 'a');
      times.push(await page.evaluate(() => (window as unknown as Watching).nextTitle));
    }
  });
  const settled = await timed(async () => {
    for (;;) {
      const { rows } = await client.query(
        "select count(*)::integer as n from public.proposals where workspace_id = $1 and status in ('approved', 'rejected')",
        [workspace],
      );
      if (rows[0].n >= DECISIONS) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
  const next = figure(times);
  return [
    {
      what: 'the next proposal after a decision',
      figure: next,
      reference: { what: 'a frame of the same page', figure: figure(idle) },
      target: { text: `<= ${MOST_NEXT_MS} ms`, is_met: next.median <= MOST_NEXT_MS },
      how: 'from the key to its title on the screen, by the clock of the page',
    },
    {
      what: `${DECISIONS} decisions`,
      figure: figure([(all + settled) / 1_000], 's'),
      reference: { what: 'of it until the last one was stored', figure: figure([settled / 1_000], 's') },
      target: { text: `<= ${MOST_ALL_MS / 1_000} s`, is_met: all + settled <= MOST_ALL_MS },
      how: `one after the other, of ten one rejected; until the database had all of them`,
    },
  ];
}

interface Watching {
  nextTitle: Promise<number>;
}

/** Runs in the page: how long it takes from the next key until another title is on the screen. */
function watchTitle(before: string) {
  let start = 0;
  addEventListener(
    'keydown',
    () => {
      start = performance.now();
    },
    { capture: true, once: true },
  );
  const now = () =>
    Array.from(document.querySelectorAll('h1'), (one) => one.textContent).find((text) =>
      /^(Spark|Lesson)/.test(text),
    ) ?? before;
  (window as unknown as Watching).nextTitle = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (now() === before) return;
      observer.disconnect();
      requestAnimationFrame(() => resolve(performance.now() - start));
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}
