import path from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import pg from 'pg';
import { createViteServer } from 'vitest/node';
import { layOut } from '#lib/graph/core/layout.ts';
import { demoEmail } from '#lib/people/core/demo.ts';
import { installEnvironment, readInstall } from '#lib/studio/embedded/install.ts';
import { Trial } from '#lib/studio/embedded/trial.ts';
import { findBrowser } from '../e2e/browser.ts';
import { type Bundle, generateBundle, loadBundle } from './generate.ts';
import { dragCard, during, pan, rateOf, type Smoothness, watchBlocks, zoom } from './graph-screen.ts';
import type { PlacedGraph } from './react-flow/page.ts';
import { type Bench, figure, type Row } from './report.ts';

// The graph in a browser, beside React Flow alone with the same cards at the same places.

/** TRAILWRIGHT_BENCH_NODES=100,1000 makes a quick run of it. */
const NODES = (process.env.TRAILWRIGHT_BENCH_NODES ?? '100,1000,5000,10000').split(',').map(Number);
const OPENINGS = 4;
const VIEW = { width: 1440, height: 900 };

/** What was seen of one graph. */
interface Seen {
  drawn: number[];
  /** While it was read, laid out and drawn. */
  block: number;
  pan: Smoothness;
  zoom: Smoothness;
  near: Smoothness;
  drag: Smoothness;
}

const bench: Bench = {
  name: 'graph',
  about: `the graph of ${NODES.join(', ')} sparks with three links each, in a browser`,
  run: async (say) => {
    const trial = await Trial.create();
    let browser: Browser | undefined;
    try {
      say('start a studio');
      await trial.startAndWait();
      const bundles = new Map(NODES.map((nodes) => [nodes, generateBundle({ sparks: nodes, links: 3 * nodes })]));
      say('load the graphs');
      for (const [nodes, bundle] of bundles) await fill(trial, `nodes-${nodes}`, bundle);
      browser = await chromium.launch({
        executablePath: findBrowser(),
        args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
      });
      const rows: Row[] = [];
      for (const [nodes, bundle] of bundles) {
        say(`${nodes} nodes`);
        const own = await look(browser, trial.webUrl, nodes);
        say(`${nodes} nodes in React Flow alone`);
        rows.push(...rowsOf(nodes, own, await lookAlone(browser, placed(bundle))));
      }
      return rows;
    } finally {
      await browser?.close();
      await trial.interrupt();
      await trial.destroy();
    }
  },
};
export default bench;

function rowsOf(nodes: number, own: Seen, alone: Seen): Row[] {
  const drawn = figure(own.drawn);
  const most = nodes <= 1000 ? 1500 : nodes === 10_000 ? 1000 : null;
  const fps = (what: string, of: 'pan' | 'zoom' | 'near' | 'drag', how: string): Row => {
    const rate = figure([rateOf(own[of])], 'fps');
    return {
      what: `${nodes}: ${what}`,
      figure: rate,
      reference: { what: 'React Flow alone', figure: figure([rateOf(alone[of])], 'fps') },
      target: { text: '>= 50 fps', is_met: rate.median >= 50 },
      how,
    };
  };
  const block = Math.max(own.block, ...[own.pan, own.zoom, own.near, own.drag].flatMap(({ blocks }) => blocks));
  return [
    {
      what: `${nodes}: drawn`,
      figure: drawn,
      reference: { what: 'React Flow alone, with its places known', figure: figure(alone.drawn) },
      target: most === null ? undefined : { text: `<= ${most / 1000} s`, is_met: drawn.median <= most },
      how: `from the last byte of links and titles to the first painting, laid out for the first time, ${OPENINGS} times; the clock of the page`,
    },
    fps('panned as a whole', 'pan', 'all of it in view, drawn without a graphics card'),
    fps('zoomed in and out', 'zoom', 'from all of it to the nearest and back'),
    fps('panned from near', 'near', 'cards as elements of the page'),
    fps('a card dragged', 'drag', 'with its lines'),
    {
      what: `${nodes}: longest block`,
      figure: figure([block]),
      target: nodes <= 1000 ? { text: '<= 100 ms', is_met: block <= 100 } : undefined,
      how: 'the longest task of the main thread from the last byte of links and titles to the last movement (0: none above 50 ms)',
    },
  ];
}

/** A workspace with the bundle. */
async function fill(trial: Trial, slug: string, bundle: Bundle): Promise<void> {
  const install = await readInstall(trial.dataDir);
  if (!install) throw new Error('no install');
  const client = new pg.Client(installEnvironment(trial.dataDir, install).DATABASE_URL);
  await client.connect();
  try {
    const made = await client.query('insert into public.workspaces (slug, name) values ($1, $1) returning id', [slug]);
    const id: string = made.rows[0].id;
    await client.query(
      "insert into public.memberships (workspace_id, user_id, role) select $1, user_id, 'admin' from public.profiles where email = $2",
      [id, demoEmail('admin')],
    );
    await loadBundle(client, id, bundle);
  } finally {
    await client.end();
  }
}

async function look(browser: Browser, url: string, nodes: number): Promise<Seen> {
  const drawn: number[] = [];
  let block = 0;
  let page: Page | undefined;
  for (let round = 0; round <= OPENINGS; round++) {
    await page?.context().close();
    // A browser that has never seen the graph: nothing is kept of its places.
    const context = await browser.newContext({ baseURL: url, viewport: VIEW });
    await context.addInitScript(watchBlocks);
    page = await context.newPage();
    await page.goto('/sign-in');
    await page.getByRole('button', { name: /sign in as .*admin/i }).click();
    await page.waitForURL('**/w/**');
    await page.goto(`/w/nodes-${nodes}/graph?view=canvas`);
    await page.waitForFunction(() => performance.getEntriesByName('graph-drawn').length > 0);
    const seen = await page.evaluate(() => {
      // What it draws comes in two answers that are asked for side by side: the links, and the titles of the outline.
      const answers = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
      const answered = Math.max(
        ...answers
          .filter(({ name }) => /\/api\/(graph|outline)(\?|$)/.test(name))
          .map(({ responseEnd }) => responseEnd),
      );
      const [mark] = performance.getEntriesByName('graph-drawn');
      return {
        took: (mark?.startTime ?? Number.NaN) - answered,
        // What the frame of the page takes to come alive is measured with the pages.
        blocks: window.smooth.blocks.filter(({ end }) => end > answered).map(({ took }) => took),
      };
    });
    // The first one fills the caches of the server.
    if (round === 0) continue;
    drawn.push(seen.took);
    block = Math.max(block, ...seen.blocks);
  }
  const shown = page;
  if (!shown) throw new Error('nothing was opened');
  return {
    drawn,
    block,
    ...(await move(shown, () => shown.goto(`/w/nodes-${nodes}/graph?view=canvas&at=spark-${nodes / 2}`))),
  };
}

async function lookAlone(browser: Browser, graph: PlacedGraph): Promise<Seen> {
  // As it would be delivered: without the checks of a development build.
  Object.assign(process.env, { NODE_ENV: 'production' });
  const server = await createViteServer({
    root: path.join(import.meta.dirname, 'react-flow'),
    configFile: false,
    logLevel: 'error',
    mode: 'production',
    cacheDir: path.join(import.meta.dirname, '../node_modules/.vite-bench'),
    server: { port: 0, host: '127.0.0.1', hmr: false, watch: null },
  });
  await server.listen();
  const context = await browser.newContext({ viewport: VIEW });
  try {
    await context.addInitScript(watchBlocks);
    const drawn: number[] = [];
    let page: Page | undefined;
    for (let round = 0; round <= 1; round++) {
      await page?.close();
      page = await context.newPage();
      await page.goto(server.resolvedUrls?.local[0] ?? '');
      await page.waitForFunction(() => typeof window.show === 'function');
      const took = await page.evaluate((given) => window.show(given), graph);
      if (round > 0) drawn.push(took);
    }
    const shown = page;
    if (!shown) throw new Error('nothing was opened');
    const goNear = () => shown.evaluate((card) => window.goTo(card), graph.x.length / 2);
    return { drawn, block: 0, ...(await move(shown, goNear)) };
  } finally {
    await context.close();
    await server.close();
  }
}

/** The same movements for both; `goNear` brings a card to the middle, as large as it is. */
async function move(page: Page, goNear: () => Promise<unknown>): Promise<Omit<Seen, 'drawn' | 'block'>> {
  await page.waitForTimeout(1000);
  const whole = await during(page, () => pan(page));
  const zoomed = await during(page, () => zoom(page));
  await goNear();
  await page.locator('.react-flow__node-card').first().waitFor();
  await page.waitForTimeout(1000);
  const drag = await during(page, () => dragCard(page));
  const near = await during(page, () => pan(page));
  return { pan: whole, zoom: zoomed, drag, near };
}

/** The graph as the studio lays it out. */
function placed(bundle: Bundle): PlacedGraph {
  const sparks = bundle.sparks as { slug: string }[];
  const at = new Map(sparks.map(({ slug }, number) => [slug, number]));
  const links = (bundle.spark_links as { source_slug: string; target_slug: string }[]).map(
    ({ source_slug, target_slug }): [number, number] => [at.get(source_slug) ?? 0, at.get(target_slug) ?? 0],
  );
  const { x, y } = layOut({
    cluster: Int32Array.from(sparks, (_, number) => Math.floor(number / 5)),
    group: Int32Array.from({ length: Math.ceil(sparks.length / 5) }, (_, concept) => Math.floor(concept / 10)),
    source: Int32Array.from(links, ([source]) => source),
    target: Int32Array.from(links, ([, target]) => target),
    weight: new Float32Array(links.length).fill(0.5),
  });
  return { x: [...x], y: [...y], links };
}
