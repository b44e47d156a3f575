import { beforeEach, describe, expect, test } from 'vitest';
import { list, value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();
let workspace: string;
let editor: string;
let other: string;
let reviewer: string;

beforeEach(async () => {
  workspace = await db.createWorkspace();
  [editor, other, reviewer] = await Promise.all([db.createPerson(), db.createPerson(), db.createPerson()]);
  await db.addMember(workspace, editor, 'editor');
  await db.addMember(workspace, other, 'editor');
  await db.addMember(workspace, reviewer, 'reviewer');
});

const START = "select public.start_job($1, 'trail_outline', 'Draft', $2, null, null, $3)";
const addSource = (who = editor, where = workspace) =>
  db.commitAsPerson(who, (sql) =>
    value<string>(sql, "select public.add_job_source($1, 'a.md', 'markdown', 'Words.', 1)", [where]),
  );
/** A job that is made from a source of its own. */
async function start(who = editor, isBatch = false, where = workspace): Promise<string> {
  const params = { source_ids: [await addSource(who, where)] };
  return db.commitAsPerson(who, (sql) => value<string>(sql, START, [where, JSON.stringify(params), isBatch]));
}
const as = (who: string, text: string, values: unknown[]) =>
  db
    .commitAsPerson(who, (sql) => sql.query(text, values))
    .then(
      () => 'done' as const,
      (error: { code: string }) => ({ code: error.code }),
    );
const cancel = (who: string, job: string) => as(who, 'select public.cancel_job($1, $2)', [workspace, job]);
const retry = (who: string, job: string) => as(who, 'select public.retry_job($1, $2)', [workspace, job]);
const approve = (who: string, job: string, output: unknown = { title: 'Edited' }) =>
  as(who, 'select public.approve_job_step($1, $2, $3)', [workspace, job, JSON.stringify(output)]);

interface Step {
  id: string;
  workspace_id: string;
  flow_run_id: string;
  kind: string;
  fence: number;
  tries: number;
}
const take = async () => (await list<Step>(db.owner, 'select * from private.take_step()'))[0];
const finish = (step: Step, next: object[] = [], proposals: object[] = [], fence = step.fence) =>
  value<boolean>(db.owner, "select private.finish_step($1, $2, '{}', $3, $4)", [
    step.id,
    fence,
    JSON.stringify(next),
    JSON.stringify(proposals),
  ]);
const fail = (step: Step, again: string | null = null) =>
  value<boolean>(db.owner, `select private.fail_step($1, $2, '{"code": "unavailable", "message": "No answer."}', $3)`, [
    step.id,
    step.fence,
    again,
  ]);
const beat = (step: Step) => value<boolean>(db.owner, 'select private.beat_step($1, $2)', [step.id, step.fence]);
const job = async (id: string) =>
  (
    await list<{ status: string; held: string | null; step_progress: number; total_steps: number; problem: unknown }>(
      db.owner,
      'select status, held, step_progress, total_steps, problem from public.flow_runs where id = $1',
      [id],
    )
  )[0];
const proposals = (id: string) =>
  list(db.owner, 'select title, status, created_by from public.proposals where flow_run_id = $1 order by ordinal', [
    id,
  ]);

/** Takes what is ready, of this test alone: others have left nothing behind that they did not finish. */
async function taken(): Promise<Step> {
  const step = await take();
  if (!step) throw new Error('nothing was ready');
  return step;
}
const step = (kind: string, order: number, name = kind) => ({ kind, name, order });
const spark = (title: string) => ({ kind: 'spark', title, body: { title, content_md: 'Text.' } });

describe('a job', () => {
  test('has one step that is ready, for one worker of two that look at once', async () => {
    const id = await start();
    expect(await job(id)).toMatchObject({ status: 'pending', total_steps: 1, step_progress: 0 });
    const [one, two] = await Promise.all([take(), take()]);
    expect([one, two].filter(Boolean)).toHaveLength(1);
    expect(await job(id)).toMatchObject({ status: 'in_progress' });
    await finish((one ?? two) as Step);
    expect(await job(id)).toMatchObject({ status: 'completed', step_progress: 1 });
  });
});

describe('steps', () => {
  test('run in their order, those of one order side by side, and end the job', async () => {
    const id = await start();
    await finish(await taken(), [step('draft', 1, 'One'), step('draft', 1, 'Two'), step('links', 2)]);
    const [one, two] = [await taken(), await taken()];
    expect(await take()).toBeUndefined();
    await finish(one);
    expect(await take()).toBeUndefined();
    await finish(two);
    const last = await taken();
    expect(last.kind).toBe('links');
    await finish(last);
    expect(await job(id)).toMatchObject({ status: 'completed', step_progress: 4, total_steps: 4 });
  });

  test('write down what came of them once: an older fence changes nothing', async () => {
    const id = await start();
    const first = await taken();
    await db.owner.query("update public.step_runs set beat_at = now() - interval '31 seconds' where id = $1", [
      first.id,
    ]);
    expect(await value(db.owner, 'select private.recover_step()')).toBe(true);
    expect(await value(db.owner, 'select private.recover_step()')).toBe(false);
    const second = await taken();
    expect(second).toMatchObject({ id: first.id, fence: 2, tries: 2 });
    expect(await beat(first)).toBe(false);
    expect(await finish(first, [step('draft', 1)], [spark('Late')])).toBe(false);
    expect(await fail(first)).toBe(false);
    expect(await finish(second, [], [spark('In time')])).toBe(true);
    expect(await finish(second, [], [spark('Twice')])).toBe(false);
    expect(await proposals(id)).toEqual([{ title: 'In time', status: 'pending', created_by: editor }]);
  });

  test('two who finish one step at once: one of them does', async () => {
    const id = await start();
    const met = await taken();
    const done = await Promise.all([finish(met, [], [spark('A')]), finish(met, [], [spark('B')])]);
    expect(done.filter(Boolean)).toHaveLength(1);
    expect(await proposals(id)).toHaveLength(1);
  });

  test('are tried three times, then the job fails and says why; what is put off does not count', async () => {
    const id = await start();
    const first = await taken();
    await value(db.owner, 'select private.put_off_step($1, $2)', [first.id, first.fence]);
    for (const nth of [1, 2, 3]) {
      const met = await taken();
      expect(met.tries).toBe(nth);
      await fail(met, '0');
    }
    expect(await take()).toBeUndefined();
    expect(await job(id)).toMatchObject({ status: 'failed', problem: { code: 'unavailable', message: 'No answer.' } });
    expect(await retry(other, id)).toMatchObject({ code: 'TW007' });
    expect(await retry(editor, id)).toBe('done');
    await finish(await taken());
    expect(await job(id)).toMatchObject({ status: 'completed', problem: null });
    expect(await retry(editor, id)).toMatchObject({ code: 'TW002' });
  });

  test('beside one that failed wait until the job is tried again, and what they came to is kept', async () => {
    const id = await start();
    await finish(await taken(), [step('draft', 1, 'One'), step('draft', 1, 'Two'), step('draft', 1, 'Three')]);
    const [one, two] = [await taken(), await taken()];
    await fail(one);
    expect(await take()).toBeUndefined();
    await finish(two, [], [spark('Two')]);
    expect(await job(id)).toMatchObject({ status: 'failed' });
    expect(await proposals(id)).toHaveLength(1);
    await retry(editor, id);
    await finish(await taken());
    await finish(await taken());
    expect(await job(id)).toMatchObject({ status: 'completed', step_progress: 4 });
  });
});

describe('whose turn it is', () => {
  test('a second workspace is served next, however much the first has asked for', async () => {
    for (let nth = 0; nth < 40; nth++) await start(editor, true);
    await finish(await taken());
    await finish(await taken());
    const second = await db.createWorkspace();
    await db.addMember(second, editor, 'editor');
    for (let nth = 0; nth < 3; nth++) await start(editor, true, second);
    const turns: string[] = [];
    for (let nth = 0; nth < 6; nth++) {
      const met = await taken();
      turns.push(met.workspace_id === second ? 'second' : 'first');
      await finish(met);
    }
    expect(turns[0]).toBe('second');
    expect(turns.filter((turn) => turn === 'second')).toHaveLength(3);
    await db.owner.query('delete from public.flow_runs where workspace_id = $1', [workspace]);
  });

  test('a workspace that had little to do for a while has saved nothing up', async () => {
    const rare = await db.createWorkspace();
    await db.addMember(rare, editor, 'editor');
    await start(editor, true, rare);
    await finish(await taken());
    for (let nth = 0; nth < 30; nth++) await start(editor, true);
    for (let nth = 0; nth < 20; nth++) await finish(await taken());
    for (let nth = 0; nth < 10; nth++) await start(editor, true, rare);
    const turns: string[] = [];
    for (let nth = 0; nth < 8; nth++) {
      const met = await taken();
      turns.push(met.workspace_id);
      await finish(met);
    }
    // It comes first, and from then on they take turns.
    expect(turns[0]).toBe(rare);
    expect(turns.filter((turn) => turn === rare).length).toBeLessThanOrEqual(5);
    await db.owner.query('delete from public.flow_runs where workspace_id = any ($1)', [[workspace, rare]]);
  });

  test('what somebody waits for comes before what nobody waits for', async () => {
    const batch = await start(editor, true);
    const awaited = await start();
    const [one, two] = [await taken(), await taken()];
    expect([one.flow_run_id, two.flow_run_id]).toEqual([awaited, batch]);
    await finish(one);
    await finish(two);
  });
});

test('those who cancel, finish, fail, recover and take at once never wait in a circle', async () => {
  const ids: string[] = [];
  for (let nth = 0; nth < 12; nth++) ids.push(await start());
  const work = async () => {
    for (let nth = 0; nth < 25; nth++) {
      const met = await take();
      if (!met) continue;
      if (nth % 3 === 0) await fail(met, '0');
      else await finish(met, met.kind === 'read' ? [step('draft', 1), step('draft', 1), step('links', 2)] : []);
    }
  };
  const decide = async () => {
    for (const id of ids) {
      await cancel(editor, id);
      await retry(editor, id);
    }
  };
  const recover = async () => {
    for (let nth = 0; nth < 30; nth++) await value(db.owner, "select private.recover_step('0')");
  };
  await expect(Promise.all([work(), work(), work(), decide(), decide(), recover()])).resolves.toBeDefined();
  await db.owner.query('delete from public.flow_runs where workspace_id = $1', [workspace]);
});

describe('people', () => {
  test('cancel their own jobs and reviewers those of all; what was finished is kept, what runs is lost', async () => {
    const id = await start();
    await finish(await taken(), [step('draft', 1), step('draft', 2)], [spark('Kept')]);
    const met = await taken();
    expect(await cancel(other, id)).toMatchObject({ code: 'TW007' });
    expect(await cancel(reviewer, id)).toBe('done');
    expect(await beat(met)).toBe(false);
    expect(await finish(met, [], [spark('Lost')])).toBe(false);
    expect(await take()).toBeUndefined();
    expect(await job(id)).toMatchObject({ status: 'cancelled' });
    expect(await proposals(id)).toHaveLength(1);
    expect(await cancel(editor, id)).toMatchObject({ code: 'TW002' });
    expect(await retry(editor, id)).toBe('done');
    await finish(await taken());
    await finish(await taken());
    expect(await job(id)).toMatchObject({ status: 'completed' });
  });

  test('reviewers approve what a job waits for, as they edited it; editors do not', async () => {
    const id = await start();
    await finish(await taken(), [step('approval', 1), step('draft', 2)]);
    expect(await take()).toBeUndefined();
    expect(await job(id)).toMatchObject({ status: 'in_progress', held: 'approval' });
    expect(await approve(editor, id)).toMatchObject({ code: '42501' });
    expect(await approve(reviewer, id, [])).toMatchObject({ code: 'TW006' });
    expect(await approve(reviewer, id)).toBe('done');
    expect(await approve(reviewer, id)).toMatchObject({ code: 'TW002' });
    const said = await list(
      db.owner,
      "select output from public.step_runs where flow_run_id = $1 and kind = 'approval'",
      [id],
    );
    expect(said).toEqual([{ output: { title: 'Edited', approved_by: reviewer } }]);
    await finish(await taken());
    expect(await job(id)).toMatchObject({ status: 'completed', held: null });
  });

  test('two reviewers approve at once: one of them does', async () => {
    const id = await start();
    await finish(await taken(), [step('approval', 1), step('draft', 2)]);
    const said = await Promise.all([approve(reviewer, id), approve(reviewer, id)]);
    expect(said.filter((one) => one === 'done')).toHaveLength(1);
    expect(said).toContainEqual(expect.objectContaining({ code: 'TW002' }));
    await finish(await taken());
  });

  test('write neither jobs, steps, sources nor proposals past the functions', async () => {
    const id = await start();
    const met = await taken();
    await finish(met, [], [spark('One')]);
    for (const text of [
      `update public.flow_runs set status = 'pending' where id = '${id}'`,
      `update public.step_runs set status = 'pending' where flow_run_id = '${id}'`,
      `update public.proposals set status = 'approved' where flow_run_id = '${id}'`,
      `delete from public.proposals where flow_run_id = '${id}'`,
      `update public.job_sources set body = 'x' where workspace_id = '${workspace}'`,
      `insert into public.job_sources (workspace_id, name, format, body, words, created_by) values ('${workspace}', 'a', 'text', 'a', 1, '${reviewer}')`,
    ]) {
      expect(await as(reviewer, text, [])).toMatchObject({ code: '42501' });
    }
  });
});
