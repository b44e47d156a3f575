import type pg from 'pg';
import { startServing } from '../supabase/tests/support/serving.ts';
import { startBenchDatabase } from './database-server.ts';
import { generateBundle, loadBundle } from './generate.ts';
import { type Bench, figure, timed } from './report.ts';

const LESSONS = 10_000;
const CHANGED = 100;
const ROUNDS = 3;
const AT_ONCE = 16;
const NAME = 'delivered';

/** A learner app that has all lessons asks for all of them again after a promotion of a hundred. */
const bench: Bench = {
  name: 'delivery',
  about: `${LESSONS} lessons asked for again by tag after promotions of ${CHANGED}, two web processes`,
  run: async (say) => {
    const database = await startBenchDatabase();
    const serving = await startServing(database.url, 2);
    try {
      const client = await database.connect();
      const workspace = await database.createWorkspace(client, NAME);
      say('loading');
      await loadBundle(client, workspace, generateBundle('L'));
      await client.query('update public.workspaces set content_is_open = true where id = $1', [workspace]);
      for (const table of ['domains', 'trails', 'concepts', 'sparks'])
        await client.query(`update public.${table} set is_published = true where workspace_id = $1`, [workspace]);
      await client.query('vacuum analyze');
      await promoteAll(client, workspace);
      const tags = new Map<string, string>();
      const askAll = async () => {
        let unchanged = 0;
        const slugs = Array.from({ length: LESSONS }, (_, at) => `spark-${at}`);
        await inTurn(slugs, async (slug, at) => {
          const tag = tags.get(slug);
          const answer = await fetch(`${serving.addresses[at % 2]}/api/v1/${NAME}/sparks/${slug}`, {
            headers: tag ? { 'if-none-match': tag } : {},
          });
          await answer.arrayBuffer();
          if (answer.status === 304) unchanged++;
          else if (answer.status !== 200) throw new Error(`${slug} answered ${answer.status}`);
          tags.set(slug, answer.headers.get('etag') ?? '');
        });
        return unchanged;
      };
      say('asking for all');
      const first = await timed(askAll);
      const shares: number[] = [];
      const again: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        say(`promotion ${round + 1}`);
        await client.query(`update public.sparks set summary = $2 where workspace_id = $1 and slug = any ($3)`, [
          workspace,
          `Round ${round}`,
          Array.from({ length: CHANGED }, (_, at) => `spark-${round * CHANGED + at}`),
        ]);
        await promoteAll(client, workspace);
        let unchanged = 0;
        again.push(
          await timed(async () => {
            unchanged = await askAll();
          }),
        );
        shares.push((unchanged / LESSONS) * 100);
      }
      const share = figure(shares, '%');
      return [
        {
          what: 'share of 304',
          figure: share,
          target: { text: `>= ${100 - (CHANGED / LESSONS) * 100 - 0.5} %`, is_met: share.least >= 98.5 },
          how: `all ${LESSONS} lessons with the tags they had, ${ROUNDS} times, a promotion of ${CHANGED} before each`,
        },
        {
          what: 'all lessons, by tag, after a promotion',
          figure: figure(again),
          reference: { what: 'the first time', figure: figure([first]) },
          how: `${AT_ONCE} at once; each answer of a new snapshot is made once`,
        },
      ];
    } finally {
      await serving.stop();
      await database.stop();
    }
  },
};
export default bench;

async function promoteAll(client: pg.ClientBase, workspace: string): Promise<void> {
  const { rows } = await client.query('select public.stage_snapshot($1) as staged', [workspace]);
  const { staged } = rows[0];
  if (!staged.ok) throw new Error(JSON.stringify(staged).slice(0, 300));
  await client.query('select public.promote_snapshot($1)', [staged.snapshot_id]);
}

async function inTurn<T>(items: T[], act: (item: T, at: number) => Promise<void>): Promise<void> {
  let next = 0;
  const loop = async () => {
    for (let at = next++; at < items.length; at = next++) await act(items[at] as T, at);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, loop));
}
