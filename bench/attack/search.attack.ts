import type pg from 'pg';
import { startBenchDatabase } from '../database-server.ts';
import { generateBundle, loadBundle } from '../generate.ts';
import { type Bench, figure, timed } from '../report.ts';
import { type AttackedGateway, startAttackedGateway } from './gateway.ts';
import { HOSTILE_LESSONS, HOSTILE_QUERIES } from './hostile-texts.ts';

const ATTACKERS = 24;
const ROUNDS = 200;
const WORDS = ['tables', 'Spark 12', 'concept', 'joins', 'index'];

/** One tenant searches for the worst that it could think of, in the worst that it could write; another one's readers go on reading. */
const attack: Bench = {
  name: 'search',
  about: `${ATTACKERS} anonymous searches at once for the worst there is, in 48 hostile lessons of 99 KB`,
  run: async (say) => {
    const database = await startBenchDatabase();
    let gateway: AttackedGateway | null = null;
    try {
      const client = await database.connect();
      say('writing lessons');
      const hostile = await writeHostile(client, await database.createWorkspace(client, 'hostile'));
      const other = await database.createWorkspace(client, 'other');
      await loadBundle(client, other, generateBundle('M'));
      const snapshot = await publish(client, other);
      say('taking words');
      const began = performance.now();
      while (await one<boolean>(client, 'select private.prepare_snapshots()'));
      const taken = performance.now() - began;
      gateway = await startAttackedGateway(database.url);
      const read = async (name: string, args: (round: number) => Record<string, unknown>) => {
        const took: number[] = [];
        for (let round = 0; round < ROUNDS; round++) took.push(await timed(() => asked(gateway, name, args(round))));
        return figure(took);
      };
      const search = () =>
        read('content_search', (round) => ({ p_snapshot: snapshot, p_query: WORDS[round % WORDS.length] }));
      const list = () => read('content_list', () => ({ p_snapshot: snapshot, p_kind: 'trail' }));
      await search();
      say('reading in peace');
      const [searchAlone, listAlone] = [await search(), await list()];
      say('each hostile query alone');
      const each: number[] = [];
      for (const p_query of HOSTILE_QUERIES)
        each.push(await timed(() => asked(gateway, 'content_search', { p_snapshot: hostile, p_query })));
      const slowest = HOSTILE_QUERIES[each.indexOf(Math.max(...each))];
      say('reading under attack');
      const attackers = startAttackers(gateway, hostile);
      const [searchUnder, listUnder] = [await search(), await list()];
      const answers = await attackers.stop();
      const worst = figure(each);
      const row = (what: string, under: typeof searchUnder, alone: typeof searchAlone) => ({
        what,
        figure: under,
        reference: { what: 'the same in peace', figure: alone },
        target: { text: 'p99 <= 2x that in peace', is_met: under.p99 <= 2 * alone.p99 },
        how: `${ROUNDS} times, one after the other, through the embedded API, while ${ATTACKERS} others search: ${answers}`,
      });
      return [
        {
          what: 'words of all lessons',
          figure: figure([taken]),
          how: `48 hostile lessons and 1,000 others, as the worker takes them`,
        },
        {
          what: 'a hostile query by itself',
          figure: worst,
          target: { text: 'any <= 500 ms', is_met: worst.most <= 500 },
          how: `each of ${HOSTILE_QUERIES.length} once, in the hostile lessons; the slowest: ${slowest?.slice(0, 60)}`,
        },
        row('a search elsewhere', searchUnder, searchAlone),
        row('a list elsewhere', listUnder, listAlone),
      ];
    } finally {
      await gateway?.stop();
      await database.stop();
    }
  },
};
export default attack;

async function one<T>(client: pg.ClientBase, text: string, values: unknown[] = []): Promise<T> {
  const { rows } = await client.query({ text, values, rowMode: 'array' });
  return rows[0]?.[0] as T;
}

async function asked(gateway: AttackedGateway | null, name: string, args: Record<string, unknown>): Promise<void> {
  const status = await gateway?.ask(name, args);
  if (status !== 200) throw new Error(`${name} answered ${status}`);
}

async function writeHostile(client: pg.ClientBase, workspace: string): Promise<string> {
  for (let copy = 0; copy < 4; copy++)
    for (const [name, text] of Object.entries(HOSTILE_LESSONS))
      await client.query(
        `insert into public.sparks (workspace_id, slug, title, content_md, estimated_mins, difficulty) values ($1, $2, $3, $4, 5, 'beginner')`,
        [workspace, `${name.replaceAll(' ', '-')}-${copy}`, `${name} loop`, text],
      );
  return publish(client, workspace);
}

async function publish(client: pg.ClientBase, workspace: string): Promise<string> {
  await client.query('update public.workspaces set content_is_open = true where id = $1', [workspace]);
  for (const table of ['domains', 'trails', 'concepts', 'sparks'])
    await client.query(`update public.${table} set is_published = true where workspace_id = $1`, [workspace]);
  const staged = await one<{ ok: boolean; snapshot_id: string }>(client, 'select public.stage_snapshot($1)', [
    workspace,
  ]);
  if (!staged.ok) throw new Error(JSON.stringify(staged));
  await client.query('select public.promote_snapshot($1)', [staged.snapshot_id]);
  return staged.snapshot_id;
}

/** Loops that ask again as soon as they are answered, whatever the answer. */
function startAttackers(gateway: AttackedGateway, p_snapshot: string) {
  let isOver = false;
  const counts = new Map<number, number>();
  const loop = async (nth: number) => {
    for (let round = nth; !isOver; round++) {
      const p_query = HOSTILE_QUERIES[round % HOSTILE_QUERIES.length];
      const status = await gateway.ask('content_search', { p_snapshot, p_query }).catch(() => 0);
      counts.set(status, (counts.get(status) ?? 0) + 1);
    }
  };
  const loops = Array.from({ length: ATTACKERS }, (_, nth) => loop(nth));
  return {
    stop: async () => {
      isOver = true;
      await Promise.all(loops);
      return [...counts].map(([status, times]) => `${times} x ${status}`).join(', ');
    },
  };
}
