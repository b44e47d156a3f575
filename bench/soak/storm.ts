import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { type FaultyServer, RETRY_AFTER_S } from './faulty-server.ts';
import { askForPieces, type ModelAsker } from './model-asker.ts';
import { exactly } from './model-books.ts';

const JOBS = 40;
/** As the books have it: so many failures open a breaker, for so long. */
const OPENS_AFTER = 5;
const OPEN_FOR_MS = 60_000;
/** As many as workers have slots: those are out when the first answer comes. */
const OUT_AT_ONCE = 12;

/** Two storms at workers that run: a provider that asks to wait, and one that is down. */
export async function storm(client: pg.ClientBase, asker: ModelAsker, server: FaultyServer) {
  return [...(await limited(client, asker, server)), ...(await down(client, asker, server))];
}

/** While every request is asked to wait, nothing is sent before the time that was named. */
async function limited(client: pg.ClientBase, asker: ModelAsker, server: FaultyServer) {
  const before = server.served.length;
  server.only('limited');
  await askForPieces(client, asker, JOBS, 'limits');
  await sleep(10_000);
  server.only('ok');
  const asked = server.served.slice(before).filter(({ topic }) => topic.endsWith('limits'));
  const waits = asked.filter(({ came }) => came === 'limited');
  // Those that were out together when the first was told to wait count as one.
  const bursts = burstsOf(waits.map(({ at }) => at));
  const early = bursts.filter(
    (from, nth) => nth > 0 && from - (bursts[nth - 1] as number) < RETRY_AFTER_S * 1000,
  ).length;
  await ended(client, asker.workspace);
  const attempts = await value(
    client,
    `select coalesce(max(s.tries), 0)::int from public.step_runs s join public.flow_runs r on r.id = s.flow_run_id where r.title like '%limits' and s.kind = 'ask'`,
  );
  return [
    exactly(
      'sent before Retry-After',
      early,
      0,
      `${JOBS} jobs, ${waits.length} answers 429 in 10 s, Retry-After ${RETRY_AFTER_S} s`,
    ),
    exactly(
      'attempts used up by waiting',
      Math.max(0, attempts - 1),
      0,
      'the most tries of a step in that storm, beyond the one that worked',
    ),
  ];
}

/** While every request fails, a breaker opens after five, and one probe goes out a minute later. */
async function down(client: pg.ClientBase, asker: ModelAsker, server: FaultyServer) {
  const before = server.served.length;
  server.only('failed');
  await askForPieces(client, asker, JOBS, 'outage');
  const opened = await until(client, asker);
  await sleep(3_000);
  const first = server.served.length - before;
  await sleep(Math.max(0, opened + OPEN_FOR_MS - 5_000 - Date.now()));
  const meanwhile = server.served.length - before - first;
  await sleep(15_000);
  const probes = server.served.length - before - first - meanwhile;
  server.only('ok');
  return [
    {
      ...exactly(
        'requests until the breakers open',
        first,
        0,
        `two providers, ${OPENS_AFTER} failures each, and those that were out by then`,
      ),
      target: { text: `<= ${2 * (OPENS_AFTER + OUT_AT_ONCE)}`, is_met: first <= 2 * (OPENS_AFTER + OUT_AT_ONCE) },
    },
    exactly('requests while they are open', meanwhile, 0, '55 s, three workers'),
    {
      ...exactly('probes afterwards', probes, 2, 'one each, by whichever worker was first'),
      target: { text: '2', is_met: probes === 2 },
    },
  ];
}

/** When both breakers were open, in milliseconds. */
async function until(client: pg.ClientBase, { workspace, providers }: ModelAsker): Promise<number> {
  for (let tries = 0; tries < 300; tries += 1) {
    const open = await value(
      client,
      `select count(*)::int from public.provider_breakers where workspace_id = '${workspace}' and open_until > clock_timestamp()`,
    );
    if (open === providers.length) break;
    await sleep(100);
  }
  return Date.now();
}

async function ended(client: pg.ClientBase, workspace: string): Promise<void> {
  for (let tries = 0; tries < 240; tries += 1) {
    const open = await value(
      client,
      `select count(*)::int from public.flow_runs where workspace_id = '${workspace}' and status in ('pending', 'in_progress')`,
    );
    if (open === 0) return;
    await sleep(250);
  }
}

/** When bursts began: what comes within half a second of the one before belongs to it. */
function burstsOf(times: readonly number[]): number[] {
  return times.filter((at, nth) => nth === 0 || at - (times[nth - 1] as number) > 500);
}

async function value(client: pg.ClientBase, text: string): Promise<number> {
  const { rows } = await client.query(text);
  return Number(Object.values(rows[0] ?? {})[0] ?? 0);
}
