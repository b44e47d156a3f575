import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { pino } from 'pino';
import { startRunner } from '#lib/tasks/jobs/runner.ts';
import { startBenchDatabase } from './database-server.ts';
import { generateBundle, loadBundle, type Size } from './generate.ts';
import { type Bench, figure, type Row, timed } from './report.ts';

const SIZES: Size[] = ['L', 'XL'];
const MOST_TO_BEGIN_MS = 50;

/** What grows with the workspace, as a worker does it: how long it takes, and how soon the person who asked has an answer. */
const bench: Bench = {
  name: 'tasks',
  about: 'Long work on 10,000 and 100,000 sparks: to the answer, and to the end',
  run: async (say) => {
    const rows: Row[] = [];
    for (const size of SIZES) {
      const database = await startBenchDatabase();
      const pool = new pg.Pool({ connectionString: database.url, max: 4 });
      const runner = startRunner({ databaseUrl: database.url, db: pool, log: pino({ level: 'silent' }) });
      try {
        say(`${size}: loading`);
        const client = await database.connect();
        const workspace = await database.createWorkspace(client, `tasks-${size.toLowerCase()}`);
        const person = randomUUID();
        await client.query('insert into auth.users (id, email, aud, role) values ($1, $2, $3, $3)', [
          person,
          `${person}@example.test`,
          'authenticated',
        ]);
        await client.query("insert into public.memberships (workspace_id, user_id, role) values ($1, $2, 'admin')", [
          workspace,
          person,
        ]);
        await loadBundle(client, workspace, generateBundle(size));
        await client.query('vacuum analyze');
        const loaded = await one<string>(
          client,
          'select change_set_id from public.revisions where workspace_id = $1 order by id limit 1',
          [workspace],
        );
        const act = async (what: string, kind: string, subject: string | null, input = {}) => {
          say(`${size}: ${what}`);
          let id = '';
          const answered = await timed(async () => {
            id = await asPerson(client, person, 'select public.start_task($1, $2, $3, $4)', [
              workspace,
              kind,
              subject,
              JSON.stringify(input),
            ]);
          });
          const done = await timed(async () => {
            for (;;) {
              const state = await one<string>(client, 'select state::text from public.tasks where id = $1', [id]);
              if (state === 'done') return;
              if (state === 'failed') throw new Error(`${kind} failed`);
              await new Promise((resolve) => setTimeout(resolve, 25));
            }
          });
          const weight = await one<number>(client, 'select weight from public.tasks where id = $1', [id]);
          rows.push({
            what: `${size}: ${what}`,
            figure: figure([answered + done]),
            reference: { what: 'to the answer', figure: figure([answered]) },
            target: { text: `answered within ${MOST_TO_BEGIN_MS} ms`, is_met: answered <= MOST_TO_BEGIN_MS },
            how: `${weight.toLocaleString('en')} rows, once, by a worker on the same machine`,
          });
          return one<Record<string, unknown>>(client, 'select result from public.tasks where id = $1', [id]);
        };
        const first = await act('first stage', 'snapshot.stage', null);
        const first_id = String(first.snapshot_id);
        await act('verify', 'snapshot.verify', first_id);
        await client.query('select public.promote_snapshot($1)', [first_id]);
        await act('undo of everything', 'change_set.undo', loaded);
        const second = await act('stage of the removal', 'snapshot.stage', null);
        await client.query('select public.promote_snapshot($1)', [second.snapshot_id]);
        await act('clean up', 'snapshot.clean_up', null, { p_keep_count: 1 });
      } finally {
        await runner.stop();
        await pool.end();
        await database.stop();
      }
    }
    return rows;
  },
};
export default bench;

async function one<T>(client: pg.ClientBase, text: string, values: unknown[]): Promise<T> {
  const { rows } = await client.query({ text, values, rowMode: 'array' });
  return rows[0]?.[0] as T;
}

async function asPerson(client: pg.ClientBase, person: string, text: string, values: unknown[]): Promise<string> {
  await client.query('begin');
  await client.query(
    `select set_config('request.jwt.claims', $1, true), set_config('request.jwt.claim.sub', $2, true), set_config('role', 'authenticated', true)`,
    [JSON.stringify({ role: 'authenticated', sub: person }), person],
  );
  const answer = await one<string>(client, text, values);
  await client.query('commit');
  return answer;
}
