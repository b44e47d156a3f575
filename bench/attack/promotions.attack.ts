import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import { startServing } from '../../supabase/tests/support/serving.ts';
import { startBenchDatabase } from '../database-server.ts';
import { generateBundle, loadBundle } from '../generate.ts';
import { type Bench, figure } from '../report.ts';

const PROCESSES = 2;
const READERS = 12;
const ROUNDS = 400;
const KEYS = 40;
const NAME = 'promoted';

interface Faults {
  older: number;
  mixed: number;
  failed: number;
  reads: number;
}

/** Readers in two processes while one promotes and rolls back, and the connections that look are cut: nobody is given an older state. */
const attack: Bench = {
  name: 'promotions',
  about: `${ROUNDS} promotions under ${READERS} readers in each of ${PROCESSES} processes, connections cut, keys revoked`,
  run: async (say) => {
    const database = await startBenchDatabase();
    const serving = await startServing(database.url, PROCESSES);
    try {
      const client = await database.connect();
      const workspace = await database.createWorkspace(client, NAME);
      await loadBundle(client, workspace, generateBundle('S'));
      await client.query('update public.workspaces set content_is_open = true where id = $1', [workspace]);
      for (const table of ['domains', 'trails', 'concepts', 'sparks'])
        await client.query(`update public.${table} set is_published = true where workspace_id = $1`, [workspace]);
      say('promoting');
      const told = await promotions(client, workspace, serving.addresses);
      say('revoking keys');
      await client.query('update public.workspaces set content_is_open = false where id = $1', [workspace]);
      const late = await revocations(client, workspace, serving.addresses);
      const none = (what: string, count: number, how: string) => ({
        what,
        figure: figure([count], 'reads'),
        target: { text: 'none', is_met: count === 0 },
        how,
      });
      const how = `${told.reads} reads in ${PROCESSES} processes; a connection that looks was cut in every fifth of ${ROUNDS} rounds`;
      return [
        none('older than what was acknowledged before the read', told.older, how),
        none('of two snapshots at once', told.mixed, `${how}; header and title of each answer`),
        none('not answered', told.failed, how),
        none('let in by a revoked key', late, `${KEYS} keys, asked in both processes at once after each was revoked`),
      ];
    } finally {
      await serving.stop();
      await database.stop();
    }
  },
};
export default attack;

async function promotions(client: pg.ClientBase, workspace: string, addresses: string[]): Promise<Faults> {
  const faults: Faults = { older: 0, mixed: 0, failed: 0, reads: 0 };
  const nths = new Map<string, number>();
  let acknowledged = 0;
  const promote = async (nth: number) => {
    await client.query(
      `update public.sparks set title = $2 where workspace_id = $1 and slug in ('spark-1', 'spark-2')`,
      [workspace, `State ${nth}`],
    );
    const { rows } = await client.query('select public.stage_snapshot($1) as staged', [workspace]);
    const id = rows[0].staged.snapshot_id as string;
    nths.set(id, nth);
    await client.query('select public.promote_snapshot($1)', [id]);
    acknowledged = nth;
  };
  await promote(1);
  let isOver = false;
  const reader = async (address: string, slug: string) => {
    while (!isOver) {
      const least = acknowledged;
      const answer = await fetch(`${address}/api/v1/${NAME}/sparks/${slug}`);
      const { title } = (await answer.json()) as { title?: string };
      faults.reads++;
      const nth = nths.get(answer.headers.get('x-snapshot-id') ?? '');
      if (answer.status !== 200 || nth === undefined) faults.failed++;
      else if (nth < least) faults.older++;
      else if (title !== `State ${nth}`) faults.mixed++;
    }
  };
  const readers = addresses.flatMap((address) =>
    Array.from({ length: READERS }, (_, at) => reader(address, `spark-${1 + (at % 2)}`)),
  );
  for (let nth = 2; nth <= ROUNDS; nth++) {
    await promote(nth);
    if (nth % 5 === 0)
      await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'trailwright readers'`,
      );
  }
  isOver = true;
  await Promise.all(readers);
  return faults;
}

/** How many reads a revoked key still opened. */
async function revocations(client: pg.ClientBase, workspace: string, addresses: string[]): Promise<number> {
  let late = 0;
  for (let nth = 0; nth < KEYS; nth++) {
    const key = `twk_${randomBytes(24).toString('base64url')}`;
    const { rows } = await client.query(
      'insert into public.content_keys (workspace_id, name, prefix, key_hash) values ($1, $2, $3, $4) returning id',
      [workspace, `Key ${nth}`, key.slice(0, 12), createHash('sha256').update(key).digest('hex')],
    );
    const ask = () =>
      Promise.all(
        addresses.map(async (address) => {
          const answer = await fetch(`${address}/api/v1/${NAME}/sparks/spark-1`, { headers: { 'x-content-key': key } });
          await answer.arrayBuffer();
          return answer.status;
        }),
      );
    const before = [...(await ask()), ...(await ask())];
    if (before.some((status) => status !== 200)) throw new Error(`a valid key got ${before.join(', ')}`);
    await client.query('update public.content_keys set revoked_at = now() where id = $1', [rows[0].id]);
    late += (await ask()).filter((status) => status === 200).length;
  }
  return late;
}
