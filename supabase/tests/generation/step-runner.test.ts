import pg from 'pg';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { NewProposal } from '#lib/generation/core/proposal.ts';
import { type DoStep, startStepRunner } from '#lib/generation/jobs/step-runner.ts';
import { list, value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();
let workspace: string;
let editor: string;

beforeEach(async () => {
  workspace = await db.createWorkspace();
  editor = await db.createPerson();
  await db.addMember(workspace, editor, 'editor');
});

type Runner = ReturnType<typeof startStepRunner>;
const open = new Set<() => Promise<void>>();
function work(doStep: DoStep, options: { slots?: number; silentForMs?: number; beatEveryMs?: number } = {}): Runner {
  const pool = new pg.Pool({ connectionString: db.url, max: 4 });
  pool.on('error', () => undefined);
  const runner = startStepRunner({
    databaseUrl: db.url,
    db: pool,
    log: pino({ level: 'silent' }),
    doStep,
    lookEveryMs: 100,
    ...options,
  });
  const stop = async () => {
    open.delete(stop);
    await runner.stop();
    await pool.end();
  };
  open.add(stop);
  return { stop };
}
afterEach(async () => {
  await Promise.all([...open].map((stop) => stop()));
});

const start = (count: number) =>
  db.commitAsPerson(editor, async (sql) => {
    const source = await value<string>(sql, "select public.add_job_source($1, 'a.md', 'markdown', 'Words.', 1)", [
      workspace,
    ]);
    const params = JSON.stringify({ source_ids: [source] });
    const ids: string[] = [];
    for (let nth = 0; nth < count; nth++) {
      ids.push(
        await value<string>(sql, "select public.start_job($1, 'trail_outline', 'Draft', $2)", [workspace, params]),
      );
    }
    return ids;
  });
const ended = (count: number, status = 'completed') =>
  vi.waitUntil(
    async () =>
      (await value<number>(
        db.owner,
        'select count(*)::int from public.flow_runs where workspace_id = $1 and status = $2::public.run_status',
        [workspace, status],
      )) === count,
    { timeout: 20_000, interval: 20 },
  );
const proposed = () =>
  list<{ flow_run_id: string }>(db.owner, 'select flow_run_id from public.proposals where workspace_id = $1', [
    workspace,
  ]);
const draft = (title: string): NewProposal => ({ kind: 'links', title, body: { kind: 'links', links: [] } });

test('every job has its effect once, though workers fail, stop and are taken for dead while they work', async () => {
  await start(60);
  let calls = 0;
  const doStep: DoStep = async ({ job, signal }) => {
    calls += 1;
    // Some attempts break, and some go on after their worker was told to stop, as one that hung does.
    if (calls % 7 === 0) throw new Error('the connection broke');
    if (calls % 5 === 0) await vi.waitUntil(() => signal.aborted, { timeout: 1_500 }).catch(() => undefined);
    return { output: {}, proposals: [draft(job.id)] };
  };
  const first = work(doStep, { slots: 3, silentForMs: 400, beatEveryMs: 60_000 });
  const second = work(doStep, { slots: 3, silentForMs: 400, beatEveryMs: 60_000 });
  await vi.waitUntil(() => calls > 10, { timeout: 10_000 });
  await first.stop();
  work(doStep, { slots: 3, silentForMs: 400, beatEveryMs: 60_000 });
  await vi.waitUntil(() => calls > 30, { timeout: 10_000 });
  await second.stop();
  // A job whose step met three failures has failed, and is tried again as its asker would.
  await vi.waitUntil(
    async () => {
      for (const { id } of await list<{ id: string }>(
        db.owner,
        "select id from public.flow_runs where workspace_id = $1 and status = 'failed'",
        [workspace],
      )) {
        await db.commitAsPerson(editor, (sql) => sql.query('select public.retry_job($1, $2)', [workspace, id]));
      }
      return (
        (await value(
          db.owner,
          "select count(*)::int from public.flow_runs where workspace_id = $1 and status <> 'completed'",
          [workspace],
        )) === 0
      );
    },
    { timeout: 30_000, interval: 100 },
  );
  const effects = await proposed();
  expect(effects).toHaveLength(60);
  expect(new Set(effects.map(({ flow_run_id }) => flow_run_id)).size).toBe(60);
});

test('a job that is cancelled stops what works on it at once', async () => {
  const [id] = await start(1);
  let wasTold = false;
  const began = Promise.withResolvers<void>();
  work(({ signal }) => {
    began.resolve();
    return new Promise((_, reject) => {
      signal.addEventListener('abort', () => {
        wasTold = true;
        reject(new Error('cancelled'));
      });
    });
  });
  await began.promise;
  await db.commitAsPerson(editor, (sql) => sql.query('select public.cancel_job($1, $2)', [workspace, id]));
  await vi.waitUntil(() => wasTold, { timeout: 5_000 });
  await ended(1, 'cancelled');
});

test('what is our fault is tried three times, and told as that', async () => {
  await start(1);
  let calls = 0;
  work(async () => {
    calls += 1;
    throw new Error('a bug');
  });
  await ended(1, 'failed');
  expect(calls).toBe(3);
  expect(
    await value(db.owner, 'select problem from public.flow_runs where workspace_id = $1', [workspace]),
  ).toMatchObject({
    code: 'bug',
  });
});

test('what the database will never take is not tried again; half a character is taken whole', async () => {
  await start(1);
  const first = work(async () => ({ output: { title: '\ud83d', nul: 'a\0b' } }));
  await ended(1);
  await first.stop();
  expect(await value(db.owner, 'select output from public.step_runs where workspace_id = $1', [workspace])).toEqual({
    title: '\ufffd',
    nul: 'a\ufffdb',
  });
  await start(1);
  let calls = 0;
  work(async () => {
    calls += 1;
    return { output: {}, proposals: [{ ...draft('x'), title: '' }] };
  });
  await ended(1, 'failed');
  expect(calls).toBe(1);
});

test('what a person can mend is told as it is', async () => {
  await start(1);
  work(async () => ({ problem: { code: 'invalid_input', message: 'The source has no text.' } }));
  await ended(1, 'failed');
  expect(await value(db.owner, 'select problem from public.flow_runs where workspace_id = $1', [workspace])).toEqual({
    code: 'invalid_input',
    message: 'The source has no text.',
  });
});

test('nothing is drafted for somebody who is no member any more', async () => {
  await start(1);
  await db.owner.query('delete from public.memberships where workspace_id = $1 and user_id = $2', [workspace, editor]);
  const doStep = vi.fn<DoStep>();
  work(doStep);
  await ended(1, 'failed');
  expect(doStep).not.toHaveBeenCalled();
});

test('a step that is put off by a worker that stops is taken by the next, and no attempt is used up', async () => {
  await start(1);
  const began = Promise.withResolvers<void>();
  const first = work(
    ({ signal }) =>
      new Promise((_, reject) => {
        began.resolve();
        signal.addEventListener('abort', () => reject(new Error('stopped')));
      }),
  );
  await began.promise;
  await first.stop();
  work(async ({ job }) => ({ output: {}, proposals: [draft(job.id)] }));
  await ended(1);
  expect(await value(db.owner, 'select tries from public.step_runs where workspace_id = $1', [workspace])).toBe(1);
});
