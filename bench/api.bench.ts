import autocannon from 'autocannon';
import { tokenClient } from '#lib/base/data/clients/token.ts';
import { DEMO_PASSWORD, demoEmail } from '#lib/people/core/demo.ts';
import { readInstall } from '#lib/studio/embedded/install.ts';
import { Trial } from '#lib/studio/embedded/trial.ts';

// The content API when hot, against the same lesson through the Supabase Data API in the same run: a studio of its own
// with the demo course. The load generator runs on the same machine and takes its share of it.

const SECONDS = Number(process.env.TRAILWRIGHT_BENCH_SECONDS ?? 8);
const CONNECTIONS = 200;
/** Of the Data API nobody gets more at once than its share and a line of a hundred; the rest is told to come again (decision 064). */
const REFERENCE_CONNECTIONS = 50;

interface Load {
  url: string;
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
  status?: number;
  connections?: number;
  /** Answers with another status are left out of the count; elsewhere one is a fault of the benchmark. */
  mayRefuse?: boolean;
}

async function measure(load: Load) {
  const { status = 200, connections = CONNECTIONS, mayRefuse = false, ...request } = load;
  const run = (duration: number) => autocannon({ ...request, connections, duration });
  // Compilers and caches first: what is measured is the steady state.
  await run(2);
  const { requests, latency, errors, timeouts, statusCodeStats } = await run(SECONDS);
  const wrong = Object.entries(statusCodeStats).filter(([code]) => Number(code) !== status);
  if (!mayRefuse && errors + timeouts + wrong.length > 0)
    throw new Error(`${load.url}: ${errors} errors, ${timeouts} late, ${JSON.stringify(wrong)}`);
  const refused = errors + timeouts + wrong.reduce((sum, [, { count = 0 }]) => sum + count, 0);
  // What the server still works off for connections that are gone must not be the next one's load.
  await new Promise((resolve) => setTimeout(resolve, 6_000));
  const right = Math.max(0, requests.total - refused);
  if (right === 0) throw new Error(`${load.url}: no answer was the right one, ${JSON.stringify(wrong)}`);
  const rounded = Math.round((requests.average * right) / requests.total);
  return {
    refused: refused / (requests.total + errors + timeouts),
    rate: { unit: 'requests/s', n: 1, median: rounded, p99: rounded, least: rounded, most: rounded },
    latency: {
      unit: 'ms',
      n: requests.total,
      median: latency.p50,
      p99: latency.p99,
      least: latency.min,
      most: latency.max,
    },
  };
}

const bench = {
  name: 'api',
  about: `hot reads of the content API over ${CONNECTIONS} connections, demo course`,
  run: async (say: (line: string) => void) => {
    const trial = await Trial.create();
    try {
      await trial.startAndWait();
      const install = await readInstall(trial.dataDir);
      if (!install) throw new Error('The studio of this benchmark has no install.json');
      const dataApi = `http://127.0.0.1:${trial.env.STUDIO_API_PORT}`;
      const base = `${trial.webUrl}/api/v1/demo`;
      const guest = tokenClient(dataApi, install.publishable_key);
      const { data } = await guest.auth.signInWithPassword({ email: demoEmail('editor'), password: DEMO_PASSWORD });
      const list = await fetch(`${base}/sparks?limit=1`);
      const p_snapshot = list.headers.get('x-snapshot-id');
      const p_slug = ((await list.json()) as { data: { slug: string }[] }).data[0]?.slug;
      const url = `${base}/sparks/${p_slug}`;
      const etag = (await fetch(url)).headers.get('etag') ?? '';
      await fetch(`${base}/graph`).then((answer) => answer.arrayBuffer());

      say('Data API');
      const headers = { apikey: install.publishable_key, 'content-type': 'application/json' };
      const byFunction = await measure({
        url: `${dataApi}/rest/v1/rpc/content_entity`,
        method: 'POST',
        headers,
        connections: REFERENCE_CONNECTIONS,
        mayRefuse: true,
        body: JSON.stringify({ p_snapshot, p_kind: 'spark', p_slug }),
      });
      const byRow = await measure({
        url: `${dataApi}/rest/v1/sparks?select=*&slug=eq.${p_slug}`,
        headers: { ...headers, authorization: `Bearer ${data.session?.access_token}` },
        connections: REFERENCE_CONNECTIONS,
        mayRefuse: true,
      });
      const [named, reference] =
        byRow.rate.median > byFunction.rate.median
          ? ['the bare row as a member', byRow]
          : ['the function readers use', byFunction];
      const refused = reference.refused > 0 ? `, ${(reference.refused * 100).toFixed(1)}% refused and not counted` : '';
      const what = `Data API, ${named} (${REFERENCE_CONNECTIONS} connections${refused})`;

      say('content API');
      const plain = await measure({ url });
      const zipped = await measure({ url, headers: { 'accept-encoding': 'gzip' } });
      const unchanged = await measure({ url, headers: { 'if-none-match': etag }, status: 304 });
      const graph = await measure({ url: `${base}/graph`, headers: { 'accept-encoding': 'gzip' } });
      const how = `autocannon on the same machine, ${SECONDS} s after 2 s of warming up, every answer checked for its status`;
      const against = { what, figure: reference.rate };
      const late = { what, figure: reference.latency };
      const times = plain.rate.median / reference.rate.median;
      const quick = (p99: number) => ({ text: `p99 <= 20 ms (${p99} ms)`, is_met: p99 <= 20 });
      return [
        {
          what: 'a lesson',
          figure: plain.rate,
          reference: against,
          target: { text: `>= 10x (${times.toFixed(0)}x)`, is_met: times >= 10 },
          how,
        },
        {
          what: 'a lesson, latency at full load',
          figure: plain.latency,
          reference: late,
          target: quick(plain.latency.p99),
          how: `${how}; every connection asks again at once, so this is the queue for two busy processors`,
        },
        { what: 'a lesson, compressed', figure: zipped.rate, reference: against, how },
        { what: 'a lesson, compressed, latency', figure: zipped.latency, reference: late, how },
        { what: 'a lesson, 304 by ETag', figure: unchanged.rate, reference: against, how },
        { what: 'a lesson, 304, latency', figure: unchanged.latency, reference: late, how },
        { what: 'the graph of all sparks, compressed', figure: graph.rate, how },
      ];
    } finally {
      await trial.destroy();
    }
  },
};
export default bench;

// `npm run bench api` shows it as a table; this is for looking at it alone.
if (import.meta.main) {
  for (const { what, figure } of await bench.run((line) => console.error(line)))
    console.log(`${what.padEnd(44)} ${figure.median} / ${figure.p99} ${figure.unit}`);
}
