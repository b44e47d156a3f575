import { type Browser, chromium, type Page } from '@playwright/test';
import { Trial } from '#lib/studio/embedded/trial.ts';
import { findBrowser } from '../e2e/browser.ts';
import { connectTo, fillWorkspace } from './filled-workspace.ts';
import { generateBundle, SIZES, type Size } from './generate.ts';
import { type Bench, figure, type Row } from './report.ts';

// The outline in a browser, with as much in it as a large catalogue holds.

/** TRAILWRIGHT_BENCH_SIZE=M makes a quick run of it. */
const SIZE = (process.env.TRAILWRIGHT_BENCH_SIZE ?? 'L') as Size;
const OPENINGS = 6;
const DRAGS = 12;
const SCROLL_MS = 4000;
const WORKSPACE = 'bench';
const TREE = '[role="treegrid"][aria-label="Outline"]';

/** What the page notes about itself; its clock begins with the navigation. */
interface Notes {
  first_row?: number;
  dropped?: number;
}
declare global {
  interface Window {
    notes: Notes;
  }
}

const bench: Bench = {
  name: 'outline',
  about: `the outline of ${SIZES[SIZE].sparks} sparks in a browser`,
  run: async (say) => {
    const trial = await Trial.create();
    let browser: Browser | undefined;
    try {
      say('start a studio');
      await trial.startAndWait();
      say('load the catalogue');
      const folded = await fill(trial);
      browser = await chromium.launch({
        executablePath: findBrowser(),
        args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
      });
      const context = await browser.newContext({ baseURL: trial.webUrl, viewport: { width: 1440, height: 900 } });
      await context.addInitScript(watch, TREE);
      const page = await context.newPage();
      await page.goto('/sign-in');
      await page.getByRole('button', { name: /sign in as .*admin/i }).click();
      await page.waitForURL('**/w/**');

      say('open it');
      const openings: number[] = [];
      const answers: number[] = [];
      for (let round = 0; round <= OPENINGS; round++) {
        const { first_row, answered } = await open(page);
        // The first one fills the caches of server and browser.
        if (round > 0) openings.push(first_row);
        if (round > 0) answers.push(answered);
      }
      say('drag sparks');
      const drags = await dragSparks(page);
      say('scroll through all of it');
      const frames = await scroll(page, folded);
      return rows(openings, answers, drags, frames);
    } finally {
      await browser?.close();
      await trial.interrupt();
      await trial.destroy();
    }
  },
};
export default bench;

function rows(openings: number[], answers: number[], drags: number[], frames: number[]): Row[] {
  const first = figure(openings);
  const drag = figure(drags);
  const rate = figure([(frames.length * 1000) / frames.reduce((sum, frame) => sum + frame, 0)], 'fps');
  return [
    {
      what: 'first rows of the tree',
      figure: first,
      reference: { what: 'the last byte of the page', figure: figure(answers) },
      target: { text: '<= 1 s', is_met: first.median <= 1000 },
      how: `from the navigation to the first row in the document, ${OPENINGS} times by address; the clock of the page`,
    },
    {
      what: 'a spark dragged to another concept',
      figure: drag,
      target: { text: '<= 100 ms to confirmed on screen', is_met: drag.median <= 100 },
      how: `${DRAGS} times by mouse: from the drop to the frame that shows it below the other concept`,
    },
    {
      what: 'scrolling with everything open',
      figure: rate,
      reference: { what: 'one frame', figure: figure(frames) },
      target: { text: '>= 50 fps', is_met: rate.median >= 50 },
      how: `${SCROLL_MS / 1000} s, three rows a frame, drawn without a graphics card`,
    },
  ];
}

/** A workspace with the bundle; gives the keys of all that can be open. */
async function fill(trial: Trial): Promise<string[]> {
  const client = await connectTo(trial);
  try {
    const id = await fillWorkspace(client, WORKSPACE, generateBundle(SIZE));
    const open = await client.query(
      `select 'd-' || id as key from public.domains where workspace_id = $1 union all select 't-' || id from public.trails
       where workspace_id = $1 union all select 'c-' || id from public.concepts where workspace_id = $1`,
      [id],
    );
    return open.rows.map(({ key }) => key);
  } finally {
    await client.end();
  }
}

/** Runs in the page before anything of it does. */
function watch(tree: string): void {
  window.notes = {};
  const look = () => {
    if (window.notes.first_row === undefined && document.querySelector(`${tree} [role="row"]`))
      window.notes.first_row = performance.now();
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
  addEventListener('drop', () => (window.notes.dropped = performance.now()), true);
}

async function open(page: Page): Promise<{ first_row: number; answered: number }> {
  await page.goto(`/w/${WORKSPACE}/outline`);
  await page.locator(`${TREE} [role="row"]`).first().waitFor();
  return page.evaluate(() => ({
    first_row: window.notes.first_row ?? Number.NaN,
    answered: (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).responseEnd,
  }));
}

/** Drags one spark between two concepts, forth and back, and tells how long each took to show. */
async function dragSparks(page: Page): Promise<number[]> {
  await page.goto(`/w/${WORKSPACE}/outline/concept/concept-0`);
  const row = (name: string) => page.locator(TREE).getByRole('row', { name, exact: true });
  await row('Spark 0').waitFor();
  const took: number[] = [];
  for (let round = 0; round < DRAGS; round++) {
    const target = round % 2 === 0 ? 'Concept 1' : 'Concept 0';
    const shown = page.evaluate(untilBelow, { tree: TREE, spark: 'Spark 0', concept: target });
    await row('Spark 0').dragTo(row(target));
    took.push(await shown);
    // The next one begins when this one is saved and said.
    await page.getByText(`Moved “Spark 0” to “${target}”`).waitFor();
    await page.waitForLoadState('networkidle');
  }
  return took;
}

/** Runs in the page: frame by frame, until a spark stands below a concept; milliseconds since the drop. */
function untilBelow({ tree, spark, concept }: { tree: string; spark: string; concept: string }): Promise<number> {
  window.notes.dropped = undefined;
  return new Promise((resolve) => {
    const look = () => {
      const all = [...document.querySelectorAll<HTMLElement>(`${tree} [role="row"]`)].sort(
        (a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top,
      );
      const at = all.findIndex((row) => row.getAttribute('aria-label') === spark);
      const above = all.slice(0, at).findLast((row) => row.getAttribute('aria-level') === '3');
      if (window.notes.dropped !== undefined && at >= 0 && above?.getAttribute('aria-label') === concept)
        resolve(performance.now() - window.notes.dropped);
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** Opens every branch and scrolls; the milliseconds of every frame. */
async function scroll(page: Page, keys: string[]): Promise<number[]> {
  await page.evaluate(({ name, value }) => sessionStorage.setItem(name, value), {
    name: `outline-expanded:${WORKSPACE}`,
    value: JSON.stringify(keys),
  });
  await page.goto(`/w/${WORKSPACE}/outline`);
  await page.locator(TREE).getByRole('row', { name: 'Spark 0', exact: true }).waitFor();
  await page.waitForLoadState('networkidle');
  return page.evaluate(
    ({ tree, most }) =>
      new Promise<number[]>((resolve, reject) => {
        const scroller = document.querySelector(tree);
        if (!scroller || scroller.scrollHeight < 10 * scroller.clientHeight)
          return reject(new Error('nothing to scroll'));
        const frames: number[] = [];
        const begin = performance.now();
        let last = begin;
        const step = (now: number) => {
          if (now > last) frames.push(now - last);
          last = now;
          scroller.scrollTop += 90;
          if (now - begin < most) requestAnimationFrame(step);
          else resolve(frames.slice(1));
        };
        requestAnimationFrame(step);
      }),
    { tree: TREE, most: SCROLL_MS },
  );
}
