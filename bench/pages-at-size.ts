import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import type pg from 'pg';
import { Trial } from '#lib/studio/embedded/trial.ts';
import { BROWSER_ARGS, findBrowser } from '../e2e/browser.ts';
import { connectTo, fillWorkspace } from './filled-workspace.ts';
import { generateBundle, SIZES, type Size } from './generate.ts';
import { figure, type Row } from './report.ts';

// What pages of a large workspace weigh and how soon they show something, with nothing and with ten thousand changes pending.

/** TRAILWRIGHT_BENCH_SIZE=M makes a quick run of it. */
const AT: Size[] = process.env.TRAILWRIGHT_BENCH_SIZE ? [process.env.TRAILWRIGHT_BENCH_SIZE as Size] : ['L', 'XL'];
const PENDING = 10_000;
const ROUNDS = 7;
const LONG_LESSON = 100_000;
const MOST_KB = 500;
const MOST_MS = 300;
/** What is on the screen first, of the studio and of the plain pages alike. */
const FIRST = '[aria-label="Outline"] [role="row"], [data-first-rows] a, .lesson p, [data-plain] > *';

/** Every other page of a workspace, by its address. */
const OTHERS = [
  '',
  '/changes',
  '/trash',
  '/search?q=lesson',
  '/outline?q=lesson&state=changed',
  '/outline?state=published',
  '/assets',
  '/snapshots',
  '/snapshots/new',
  '/snapshots/compare',
  '/imports',
  '/imports/new',
  '/settings/members',
  '/settings/workspace',
  '/graph',
];
/** The map draws all there is: its page is held to the limit, what it asks for is not. */
const DRAWS_ALL = '/graph';

export async function pagesAtSize(say: (line: string) => void): Promise<Row[]> {
  const trial = await Trial.create();
  let browser: Browser | undefined;
  let plain: Server | undefined;
  let client: pg.Client | undefined;
  try {
    say('start a studio');
    await trial.startAndWait();
    client = await connectTo(trial);
    browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
    const context = await browser.newContext({ baseURL: trial.webUrl, viewport: { width: 1440, height: 900 } });
    await context.addInitScript(watch, FIRST);
    const page = await context.newPage();
    await page.goto('/sign-in');
    await page.getByRole('button', { name: /sign in as .*admin/i }).click();
    await page.waitForURL('**/w/**');
    const rows: Row[] = [];
    for (const size of AT) {
      const slug = `size-${size.toLowerCase()}`;
      say(`load ${SIZES[size].sparks} sparks`);
      const id = await fillWorkspace(client, slug, generateBundle(size));
      await lengthen(client, id);
      plain = await servePlain(client, id);
      for (const state of ['promoted', 'pending'] as const) {
        if (state === 'pending') await change(client, id);
        await settle(client);
        await client.query('vacuum analyze');
        say(`${SIZES[size].sparks} sparks, ${state}`);
        rows.push(...(await measure(context, page, `/w/${slug}`, plain, `${SIZES[size].sparks} sparks, ${state}`)));
      }
      plain.close();
    }
    return rows;
  } finally {
    plain?.close();
    await browser?.close();
    await client?.end();
    await trial.interrupt();
    await trial.destroy();
  }
}

async function measure(
  context: BrowserContext,
  page: Page,
  workspace: string,
  plain: Server,
  at: string,
): Promise<Row[]> {
  const base = `http://127.0.0.1:${(plain.address() as AddressInfo).port}`;
  const list = await load(page, `${base}/`);
  const text = await load(page, `${base}/lesson`);
  const reference = { what: 'a plain list of 100 sparks', figure: figure(list.first) };
  const rows: Row[] = [];
  for (const [what, path] of [
    ['outline', '/outline'],
    ['outline at a spark', '/outline/spark/spark-4321'],
  ] as const) {
    const seen = await load(page, workspace + path);
    const first = figure(seen.first);
    rows.push({
      what: `${what}: first rows (${at})`,
      figure: first,
      reference,
      target: { text: `<= ${MOST_MS} ms`, is_met: first.median <= MOST_MS },
      how: `from the navigation to the first rows on the screen, by the clock of the page, warm, ${ROUNDS} times`,
    });
    rows.push({
      what: `${what}: the tree takes keys (${at})`,
      figure: figure(seen.alive),
      reference: { what: 'last byte of the page', figure: figure(seen.answered) },
      how: 'until the rows that the server wrote have made way for the tree',
    });
    rows.push(weight(`${what}: page and data (${at})`, seen.kilobytes, list.kilobytes));
  }
  const lesson = await load(page, `${workspace}/sparks/spark-0`);
  rows.push({
    what: `a lesson of 100 KB: first text (${at})`,
    figure: figure(lesson.first),
    reference: { what: 'the same text in a plain page', figure: figure(text.first) },
    how: 'from the navigation to the first paragraph on the screen',
  });
  rows.push(weight(`a lesson of 100 KB: page and data (${at})`, lesson.kilobytes, text.kilobytes));
  for (const path of OTHERS) {
    const fresh = await context.newPage();
    const { page: html, data } = await weigh(fresh, workspace + path);
    await fresh.close();
    rows.push(weight(`${path || '/'}: page and data (${at})`, html + (path === DRAWS_ALL ? 0 : data), list.kilobytes));
    if (path === DRAWS_ALL)
      rows.push({ what: `${path}: what it draws (${at})`, figure: figure([data], 'KB'), how: 'no page waits for it' });
  }
  return rows;
}

const weight = (what: string, kilobytes: number, plain: number): Row => ({
  what,
  figure: figure([kilobytes], 'KB'),
  reference: { what: 'the plain page', figure: figure([plain], 'KB') },
  target: { text: `<= ${MOST_KB} KB`, is_met: kilobytes <= MOST_KB },
  how: 'the document and all answers in JSON until the network is still, before compression',
});

interface Seen {
  first: number[];
  alive: number[];
  answered: number[];
  kilobytes: number;
}

/** Loads an address again and again; the first time fills the caches of server and browser. */
async function load(page: Page, address: string): Promise<Seen> {
  const seen: Seen = { first: [], alive: [], answered: [], kilobytes: 0 };
  const { page: html, data } = await weigh(page, address);
  seen.kilobytes = html + data;
  for (let round = 0; round < ROUNDS; round++) {
    await page.goto(address, { waitUntil: 'networkidle' });
    const { first, alive, answered } = await page.evaluate(() => ({
      ...window.seen,
      answered: (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).responseEnd,
    }));
    seen.first.push(first ?? Number.NaN);
    seen.alive.push(alive ?? first ?? Number.NaN);
    seen.answered.push(answered);
  }
  return seen;
}

/** Kilobytes of the document, and of what it asks for in JSON until it is still. */
async function weigh(page: Page, address: string): Promise<{ page: number; data: number }> {
  const sizes: Promise<number>[] = [];
  const note = (response: import('@playwright/test').Response) => {
    if (response.url().includes('/api/'))
      sizes.push(
        response.body().then(
          (body) => body.length,
          () => 0,
        ),
      );
  };
  page.on('response', note);
  const answer = await page.goto(address, { waitUntil: 'networkidle' });
  page.off('response', note);
  if (!answer?.ok()) throw new Error(`${address} answered ${answer?.status()}`);
  const data = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  return { page: (await answer.body()).length / 1024, data: data / 1024 };
}

declare global {
  interface Window {
    seen: { first?: number; alive?: number };
  }
}

/** Runs in the page before anything of it does. */
function watch(first: string): void {
  window.seen = {};
  const look = () => {
    if (window.seen.first === undefined && document.querySelector(first)) window.seen.first = performance.now();
    if (window.seen.alive === undefined && document.querySelector('[role="treegrid"] [role="row"]'))
      window.seen.alive = performance.now();
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
}

/** Gives one lesson a hundred kilobytes of text. */
async function lengthen(client: pg.Client, id: string): Promise<void> {
  await client.query(
    "update public.sparks set content_md = left(repeat(content_md || E'\\n', $2 / length(content_md) + 1), $2) where workspace_id = $1 and slug = 'spark-0'",
    [id, LONG_LESSON],
  );
  const staged = await client.query('select public.stage_snapshot($1) as staged', [id]);
  await client.query('select public.promote_snapshot($1)', [staged.rows[0].staged.snapshot_id]);
}

/** Ten thousand changes since the snapshot. */
async function change(client: pg.Client, id: string): Promise<void> {
  await client.query(
    "update public.sparks set summary = 'Changed since.' where id in (select id from public.sparks where workspace_id = $1 order by ordinal limit $2)",
    [id, PENDING],
  );
}

/** Waits until the worker has read for the search what was written: that is work of its own, and is measured with the search. */
async function settle(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query('select not exists (select from private.search_queue) as is_done');
    if (rows[0].is_done) return;
    await setTimeout(500);
  }
}

const asHtml = (text: string) => text.replace(/[&<>]/g, (one) => `&#${one.charCodeAt(0)};`);

/** The same rows and the same text as plainly as it goes: a query, and HTML without a script. */
async function servePlain(client: pg.Client, id: string): Promise<Server> {
  const server = createServer(async (request, response) => {
    const lesson = request.url === '/lesson';
    const { rows } = lesson
      ? await client.query("select content_md from public.sparks where workspace_id = $1 and slug = 'spark-0'", [id])
      : await client.query('select slug, title from public.sparks where workspace_id = $1 order by ordinal limit 100', [
          id,
        ]);
    const inside = lesson
      ? String(rows[0].content_md)
          .split('\n\n')
          .map((part) => `<p>${asHtml(part)}</p>`)
      : rows.map(({ slug, title }) => `<li><a href="/${slug}">${asHtml(title)}</a></li>`);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><title>Plain</title><main data-plain>${inside.join('')}</main>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
