import autocannon from 'autocannon';
import { startServing } from '../supabase/tests/support/serving.ts';
import { startBenchDatabase } from './database-server.ts';
import { generateBundle, loadBundle } from './generate.ts';
import { type Bench, figure } from './report.ts';

const CONNECTIONS = [1, 20, 200];
const SECONDS = 4;
const ROUNDS = 3;
const NAME = 'looked';

/** What it costs a hot read to look whether readers still get the same (docs/decisions/075-readers-look-at-a-number.md). */
const bench: Bench = {
  name: 'looks',
  about: `hot reads of one lesson, each with a look at the database, against reads that believe what is in memory`,
  run: async (say) => {
    const database = await startBenchDatabase();
    const [looking, blind] = [await startServing(database.url, 1), await startServing(database.url, 1, false)];
    try {
      const client = await database.connect();
      const workspace = await database.createWorkspace(client, NAME);
      await loadBundle(client, workspace, generateBundle('S'));
      await client.query('update public.workspaces set content_is_open = true where id = $1', [workspace]);
      for (const table of ['domains', 'trails', 'concepts', 'sparks'])
        await client.query(`update public.${table} set is_published = true where workspace_id = $1`, [workspace]);
      const { rows } = await client.query('select public.stage_snapshot($1) as staged', [workspace]);
      await client.query('select public.promote_snapshot($1)', [rows[0].staged.snapshot_id]);
      const load = async (address: string | undefined, connections: number) => {
        const url = `${address}/api/v1/${NAME}/sparks/spark-1`;
        await (await fetch(url)).arrayBuffer();
        const { requests, latency, statusCodeStats } = await autocannon({ url, connections, duration: SECONDS });
        if (Object.keys(statusCodeStats).some((status) => status !== '200'))
          throw new Error(`reads were refused: ${JSON.stringify(statusCodeStats)}`);
        return { rate: requests.average, p50: latency.p50, p99: latency.p99 };
      };
      await load(looking.addresses[0], 20);
      await load(blind.addresses[0], 20);
      const found = [];
      for (const connections of CONNECTIONS) {
        const [seen, believed] = [[] as number[], [] as number[]];
        const latencies: string[] = [];
        for (let round = 0; round < ROUNDS; round++) {
          say(`${connections} connections, round ${round + 1}`);
          const one = await load(looking.addresses[0], connections);
          const other = await load(blind.addresses[0], connections);
          seen.push(one.rate);
          believed.push(other.rate);
          latencies.push(`p50 ${one.p50} ms against ${other.p50}, p99 ${one.p99} against ${other.p99}`);
        }
        found.push({
          what: `${connections} connections`,
          figure: figure(seen, 'requests/s'),
          reference: { what: 'without a look', figure: figure(believed, 'requests/s') },
          how: `${SECONDS} s each way in turn, ${ROUNDS} times; ${latencies.join('; ')}`,
        });
      }
      return found;
    } finally {
      await looking.stop();
      await blind.stop();
      await database.stop();
    }
  },
};
export default bench;
