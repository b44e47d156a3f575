import autocannon from 'autocannon';
import { DEMO_PASSWORD, demoEmail } from '#lib/core/demo-people';
import { tokenClient } from '#lib/data/clients/token';
import { readInstall } from '#lib/embedded/install';
import { Trial } from '#lib/embedded/trial';
import type { Figure, Report } from './report.ts';

// The content API when hot, against the same lesson through the Supabase Data API in the same run: a studio of its own
// with the demo course. The load generator runs on the same machine and takes its share of it.

const SECONDS = Number(process.env.TRAILWRIGHT_BENCH_SECONDS ?? 8);
const CONNECTIONS = 200;
const STEADY_RATE = 5_000;

interface Load {
  url: string;
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
  status?: number;
  /** Requests a second over all connections; as many as possible unless given. */
  rate?: number;
}

async function measure(load: Load) {
  const { status = 200, rate, ...request } = load;
  const run = (duration: number) =>
    autocannon({ ...request, connections: CONNECTIONS, duration, ...(rate && { overallRate: rate }) });
  // Compilers and caches first: what is measured is the steady state.
  await run(2);
  const { requests, latency, errors, timeouts, statusCodeStats } = await run(SECONDS);
  const wrong = Object.entries(statusCodeStats).filter(([code]) => Number(code) !== status);
  if (errors + timeouts + wrong.length > 0) throw new Error(`${load.url}: ${errors} errors, ${JSON.stringify(wrong)}`);
  // What the server still works off for connections that are gone must not be the next one's load.
  await new Promise((resolve) => setTimeout(resolve, 6_000));
  const { average, total } = requests;
  return { rate: Math.round(average), p50: latency.p50, p99: latency.p99, total };
}

export async function run(): Promise<Report> {
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
    for (const warm of ['/trails', '/graph']) await fetch(base + warm).then((answer) => answer.arrayBuffer());

    const headers = { apikey: install.publishable_key, 'content-type': 'application/json' };
    const byFunction = await measure({
      url: `${dataApi}/rest/v1/rpc/content_entity`,
      method: 'POST',
      headers,
      body: JSON.stringify({ p_snapshot, p_kind: 'spark', p_slug }),
    });
    const byRow = await measure({
      url: `${dataApi}/rest/v1/sparks?select=*&slug=eq.${p_slug}`,
      headers: { ...headers, authorization: `Bearer ${data.session?.access_token}` },
    });
    const gzip = { 'accept-encoding': 'gzip' };
    const plain = await measure({ url });
    const steady = await measure({ url, rate: STEADY_RATE });
    const zipped = await measure({ url, headers: gzip });
    const unchanged = await measure({ url, headers: { 'if-none-match': etag }, status: 304 });
    const trails = await measure({ url: `${base}/trails` });
    const graph = await measure({ url: `${base}/graph`, headers: gzip });

    const best = byRow.rate > byFunction.rate ? byRow : byFunction;
    const what = `Data API, ${best === byRow ? 'the bare row as a member' : 'the function readers use'}`;
    const line = (name: string, one: typeof plain): Figure => ({
      what: name,
      value: one.rate,
      unit: '/s',
      note: `p50 ${one.p50} ms, p99 ${one.p99} ms, ${one.total} answers, each checked for its status`,
    });
    const late = (name: string, one: typeof plain): Figure => ({
      what: name,
      value: one.p99,
      unit: 'ms',
      reference: { what, value: best.p99 },
      target: '<= 20 ms',
      met: one.p99 <= 20,
    });
    return {
      name: 'api',
      figures: [
        {
          ...line(`a lesson, hot, ${CONNECTIONS} connections`, plain),
          reference: { what, value: best.rate },
          target: '>= 10x',
          met: plain.rate >= 10 * best.rate,
        },
        // Every connection asks again at once: the queue for processors that are all busy, the generator's included.
        late('p99 of it at full load', plain),
        late(`p99 of it at ${STEADY_RATE} requests/s`, steady),
        line('the lesson, compressed', zipped),
        line('the lesson, 304 by ETag', unchanged),
        line('list of trails', trails),
        line('graph of all sparks, compressed', graph),
        line('Data API: the lesson by the function readers use (rpc)', byFunction),
        line('Data API: the bare row as a member', byRow),
      ],
    };
  } finally {
    await trial.destroy();
  }
}
