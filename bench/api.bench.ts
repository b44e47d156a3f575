import autocannon from 'autocannon';
import { DEMO_PASSWORD, demoEmail } from '#lib/core/demo-people';
import { tokenClient } from '#lib/data/clients/token';
import { readInstall } from '#lib/embedded/install';
import { Trial } from '#lib/embedded/trial';
import type { Report } from './report.ts';

// The content API when hot, against the same lesson through the Supabase Data API in the same run: a studio of its own
// with the demo course, 200 connections. `npm run bench api`.

const SECONDS = Number(process.env.BENCH_SECONDS ?? 8);
const CONNECTIONS = 200;
const TARGETS = { ratio: 10, p99_ms: 20 };

interface Row {
  what: string;
  requests_per_s: number;
  p50_ms: number;
  p99_ms: number;
  errors: number;
}

interface Load {
  url: string;
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
  expect?: number;
}

async function measure(what: string, load: Load): Promise<Row> {
  const { expect = 200, ...request } = load;
  const run = (duration: number) => autocannon({ ...request, connections: CONNECTIONS, duration });
  // Compilers and caches first: what is measured is the steady state.
  await run(2);
  const { requests, latency, errors, timeouts, statusCodeStats } = await run(SECONDS);
  const others = Object.entries(statusCodeStats).filter(([status]) => Number(status) !== expect);
  const row = {
    what,
    requests_per_s: Math.round(requests.average),
    p50_ms: latency.p50,
    p99_ms: latency.p99,
    errors: errors + timeouts + others.reduce((sum, [, { count }]) => sum + count, 0),
  };
  console.log(
    `${what.padEnd(62)} ${String(row.requests_per_s).padStart(7)}/s  p50 ${row.p50_ms} ms  p99 ${row.p99_ms} ms  errors ${row.errors}`,
  );
  return row;
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
    const snapshot_id = list.headers.get('x-snapshot-id');
    const slug = ((await list.json()) as { data: { slug: string }[] }).data[0]?.slug;
    const etag = (await fetch(`${base}/sparks/${slug}`)).headers.get('etag') ?? '';
    for (const warm of ['/trails', '/graph']) await fetch(base + warm).then((answer) => answer.arrayBuffer());

    const anonymous = { apikey: install.publishable_key, 'content-type': 'application/json' };
    const rows = [
      await measure('Data API: the lesson by the function readers use (rpc)', {
        url: `${dataApi}/rest/v1/rpc/content_entity`,
        method: 'POST',
        headers: anonymous,
        body: JSON.stringify({ p_snapshot: snapshot_id, p_kind: 'spark', p_slug: slug }),
      }),
      await measure('Data API: the bare row as a member (GET sparks?slug=eq...)', {
        url: `${dataApi}/rest/v1/sparks?select=*&slug=eq.${slug}`,
        headers: { ...anonymous, authorization: `Bearer ${data.session?.access_token}` },
      }),
      await measure('content API: the lesson', { url: `${base}/sparks/${slug}` }),
      await measure('content API: the lesson, compressed', {
        url: `${base}/sparks/${slug}`,
        headers: { 'accept-encoding': 'gzip' },
      }),
      await measure('content API: the lesson, 304 by ETag', {
        url: `${base}/sparks/${slug}`,
        headers: { 'if-none-match': etag },
        expect: 304,
      }),
      await measure('content API: list of trails', { url: `${base}/trails` }),
      await measure('content API: graph of all sparks, compressed', {
        url: `${base}/graph`,
        headers: { 'accept-encoding': 'gzip' },
      }),
    ];
    const [rpc, row, lesson] = rows as [Row, Row, Row];
    const ratio = Math.round((lesson.requests_per_s / Math.max(rpc.requests_per_s, row.requests_per_s)) * 10) / 10;
    return {
      name: 'api',
      figures: [
        {
          what: 'content API, hot: the lesson, 200 connections',
          value: lesson.requests_per_s,
          unit: '/s',
          reference: {
            what: 'the faster of two reads through the Data API',
            value: Math.max(rpc.requests_per_s, row.requests_per_s),
          },
          target: `>= ${TARGETS.ratio}x`,
          met: ratio >= TARGETS.ratio,
        },
        {
          what: 'p99 of it',
          value: lesson.p99_ms,
          unit: 'ms',
          target: `<= ${TARGETS.p99_ms} ms`,
          met: lesson.p99_ms <= TARGETS.p99_ms,
        },
        ...rows.map((one) => ({
          what: one.what,
          value: one.requests_per_s,
          unit: '/s',
          note: `p50 ${one.p50_ms} ms, p99 ${one.p99_ms} ms, ${one.errors} errors`,
        })),
      ],
    };
  } finally {
    await trial.interrupt();
    await trial.destroy();
  }
}
