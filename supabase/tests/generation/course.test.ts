import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { list, value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

// What people do to a course on its way: they edit its curriculum side by side, stop it, have lessons written anew, and go back.

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

// The queue is one for all: what a test leaves behind would be the next step of another one.
afterEach(() =>
  db.owner.query(
    "update public.step_runs set status = 'cancelled' where workspace_id = $1 and status in ('pending', 'in_progress')",
    [workspace],
  ),
);

const OUTLINE = { title: 'Levain', modules: [{ title: 'Start', lessons: [{ title: 'One' }, { title: 'Two' }] }] };
const CURRICULUM = [
  { kind: 'ask', name: 'market_analysis', order: 1, params: { content_type: 'market_research' } },
  { kind: 'ask', name: 'curriculum', order: 2, params: { content_type: 'curriculum' } },
  { kind: 'approval', name: 'approval', order: 3 },
  { kind: 'lessons', name: 'lessons', order: 4 },
];
const LESSONS = [
  { kind: 'ask', name: 'One', order: 100, params: { content_type: 'spark_draft', lesson: 0 } },
  { kind: 'ask', name: 'Two', order: 100, params: { content_type: 'spark_draft', lesson: 1 } },
  { kind: 'validate', name: 'validate', order: 101 },
];

const as = (who: string, text: string, values: unknown[]) =>
  db
    .commitAsPerson(who, (sql) => value<string>(sql, text, values))
    .then(
      (id) => ({ id }),
      (error: { code: string }) => ({ code: error.code }),
    );
const regenerate = (who: string, job: string, lesson = 0, instruction: string | null = null) =>
  as(who, 'select public.regenerate_lesson($1, $2, $3, $4)', [workspace, job, lesson, instruction]);
const pause = (who: string, job: string) => as(who, 'select public.pause_job($1, $2)', [workspace, job]);
const resume = (who: string, job: string) => as(who, 'select public.resume_job($1, $2)', [workspace, job]);
const save = (who: string, job: string, version: number, outline: object = OUTLINE) =>
  as(who, 'select public.save_outline($1, $2, $3, $4)', [workspace, job, JSON.stringify(outline), version]);
const approve = (who: string, job: string, more: object = {}) =>
  as(who, 'select public.approve_job_step($1, $2, $3)', [
    workspace,
    job,
    JSON.stringify({ outline: OUTLINE, ...more }),
  ]);
const branch = (who: string, job: string) => as(who, 'select public.branch_job($1, $2)', [workspace, job]);

interface Step {
  id: string;
  step_name: string;
  fence: number;
}
async function take(): Promise<Step | undefined> {
  return (await list<Step>(db.owner, 'select * from private.take_step()'))[0];
}
async function finish(step: Step | undefined, output: object = {}, next: object[] = [], made: object[] = []) {
  if (!step) throw new Error('nothing was ready');
  const args = [step.id, step.fence, output, next, made].map((one) =>
    typeof one === 'object' ? JSON.stringify(one) : one,
  );
  return value<boolean>(db.owner, 'select private.finish_step($1, $2, $3, $4, $5)', args);
}
const spark = (title: string) => [{ kind: 'spark', title, body: { kind: 'spark', content_md: title } }];

async function started(who = editor): Promise<string> {
  const source = await db.commitAsPerson(who, (sql) =>
    value<string>(sql, "select public.add_job_source($1, 'a.md', 'markdown', 'Words.', 1)", [workspace]),
  );
  const params = JSON.stringify({ source_ids: [source] });
  return db.commitAsPerson(who, (sql) =>
    value<string>(sql, "select public.start_job($1, 'course', 'Levain', $2)", [workspace, params]),
  );
}
/** A course that waits with its curriculum. */
async function waiting(): Promise<string> {
  const job = await started();
  await finish(await take(), {}, CURRICULUM);
  await finish(await take(), { text: 'The market.' });
  await finish(await take(), { outline: OUTLINE });
  return job;
}
/** A course whose two lessons are ready to be written. */
async function writing(): Promise<string> {
  const job = await waiting();
  expect(await approve(reviewer, job)).toHaveProperty('id');
  await finish(await take(), {}, LESSONS);
  return job;
}
async function written(): Promise<string> {
  const job = await writing();
  for (const title of ['One', 'Two']) await finish(await take(), {}, [], spark(title));
  await finish(await take());
  return job;
}
const run = async (job: string) =>
  (
    await list<{ status: string; held: string | null; problem: unknown }>(
      db.owner,
      'select status, held, problem from public.flow_runs where id = $1',
      [job],
    )
  )[0];
const steps = (job: string) =>
  list<{ step_name: string; status: string; params: { instruction?: string }; output: { outline?: object } | null }>(
    db.owner,
    'select step_name, status, params, output from public.step_runs where flow_run_id = $1 order by step_order, nth',
    [job],
  );
const proposals = (job: string) =>
  list(db.owner, 'select title, status from public.proposals where flow_run_id = $1 order by ordinal', [job]);

describe('a lesson written anew', () => {
  test('stands beside the version before it, which waits for nobody any more', async () => {
    const job = await written();
    expect(await run(job)).toMatchObject({ status: 'completed' });
    expect(await regenerate(editor, job, 0, '  Under 800 words.  ')).toHaveProperty('id');
    expect(await run(job)).toMatchObject({ status: 'in_progress' });
    await finish(await take(), {}, [], spark('One again'));
    expect(await run(job)).toMatchObject({ status: 'completed', held: null });
    expect(await proposals(job)).toEqual([
      { title: 'One', status: 'superseded' },
      { title: 'Two', status: 'pending' },
      { title: 'One again', status: 'pending' },
    ]);
    expect((await steps(job)).filter(({ params }) => params.instruction)).toMatchObject([
      { step_name: 'One', params: { instruction: 'Under 800 words.' } },
    ]);
  });

  test('what a reviewer has decided about stays as it was decided', async () => {
    const job = await written();
    await db.owner.query(
      "update public.proposals set status = 'approved', decided_by = $2, decided_at = now() where flow_run_id = $1 and title = 'One'",
      [job, reviewer],
    );
    await regenerate(editor, job);
    await finish(await take(), {}, [], spark('One again'));
    expect((await proposals(job))[0]).toEqual({ title: 'One', status: 'approved' });
  });

  test('of two people at once one has it written, and the other is told', async () => {
    const job = await written();
    const came = await Promise.all([regenerate(editor, job), regenerate(reviewer, job)]);
    expect(came.filter((one) => 'id' in one)).toHaveLength(1);
    expect(came).toContainEqual({ code: 'TW005' });
    expect(await take()).toMatchObject({ step_name: 'One' });
    expect(await take()).toBeUndefined();
    expect(await regenerate(editor, job)).toEqual({ code: 'TW005' });
  });

  test('a worker that lost its step writes no second version', async () => {
    const job = await written();
    await regenerate(editor, job);
    const first = await take();
    await value(db.owner, "select private.recover_step('-1 second')");
    const second = await take();
    expect(await finish(first, {}, [], spark('Late'))).toBe(false);
    expect(await finish(second, {}, [], spark('One again'))).toBe(true);
    expect(await proposals(job)).toHaveLength(3);
  });

  test('one that failed is begun again with what was said, and the job goes on', async () => {
    const job = await writing();
    const [one, two] = [await take(), await take()];
    await value(db.owner, `select private.fail_step($1, $2, '{"code": "unavailable", "message": "No answer."}')`, [
      one?.id,
      one?.fence,
    ]);
    await finish(two, {}, [], spark('Two'));
    expect(await run(job)).toMatchObject({ status: 'failed' });
    await regenerate(editor, job, 0, 'Shorter');
    expect(await run(job)).toMatchObject({ status: 'in_progress', problem: null });
    const again = await take();
    expect(again).toMatchObject({ id: one?.id });
    await finish(again, {}, [], spark('One'));
    await finish(await take());
    expect(await run(job)).toMatchObject({ status: 'completed' });
  });

  test('is refused for a lesson that no model wrote, a course that was cancelled, a long instruction, and to others', async () => {
    const job = await written();
    expect(await regenerate(editor, job, 9)).toEqual({ code: 'TW004' });
    expect(await regenerate(other, job)).toEqual({ code: 'TW007' });
    expect(await regenerate(await db.createPerson(), job)).toHaveProperty('code');
    expect(await regenerate(editor, job, 0, 'x'.repeat(2_001))).toEqual({ code: 'TW006' });
    const cancelled = await writing();
    await as(editor, 'select public.cancel_job($1, $2)', [workspace, cancelled]);
    expect(await regenerate(editor, cancelled)).toEqual({ code: 'TW002' });
  });

  test('twenty versions are the most', async () => {
    const job = await written();
    for (let nth = 2; nth <= 20; nth += 1) {
      expect(await regenerate(editor, job)).toHaveProperty('id');
      await finish(await take(), {}, [], spark(`Version ${nth}`));
    }
    expect(await regenerate(editor, job)).toEqual({ code: 'TW002' });
  });
});

describe('stopping after the lesson that is being written', () => {
  test('what is under way ends, nothing else begins, and it goes on where it stopped', async () => {
    const job = await writing();
    const one = await take();
    expect(await pause(editor, job)).toHaveProperty('id');
    expect(await take()).toBeUndefined();
    await finish(one, {}, [], spark('One'));
    expect(await run(job)).toMatchObject({ status: 'in_progress', held: 'pause' });
    expect(await take()).toBeUndefined();
    expect(await resume(other, job)).toEqual({ code: 'TW007' });
    expect(await resume(editor, job)).toHaveProperty('id');
    const two = await take();
    expect(two).toMatchObject({ step_name: 'Two' });
    await finish(two, {}, [], spark('Two'));
    await finish(await take());
    expect(await run(job)).toMatchObject({ status: 'completed' });
    expect(await proposals(job)).toHaveLength(2);
  });

  test('one that stopped with nothing left is done', async () => {
    const job = await writing();
    for (const title of ['One', 'Two']) await finish(await take(), {}, [], spark(title));
    const last = await take();
    await pause(editor, job);
    await finish(last);
    expect(await run(job)).toMatchObject({ status: 'completed', held: null });
  });

  test('is refused where nothing is under way, and to others', async () => {
    const job = await waiting();
    expect(await pause(editor, job)).toEqual({ code: 'TW002' });
    expect(await pause(other, job)).toEqual({ code: 'TW007' });
    expect(await pause(editor, await written())).toEqual({ code: 'TW002' });
    expect(await resume(editor, job)).toEqual({ code: 'TW002' });
  });

  test('begins nothing again of what was under way, and ends with the job', async () => {
    const job = await writing();
    const [first, second] = [await take(), await take()];
    await pause(editor, job);
    const later = "select private.wait_step($1, $2, clock_timestamp(), '{}')";
    const again = "select private.fail_step($1, $2, '{}', interval '0 seconds')";
    expect(await value(db.owner, later, [first?.id, first?.fence])).toBe(true);
    await value(db.owner, again, [second?.id, second?.fence]);
    expect(await take()).toBeUndefined();
    expect(await regenerate(editor, job)).toEqual({ code: 'TW002' });
    await resume(editor, job);
    const third = await take();
    expect(third).toBeDefined();
    await pause(editor, job);
    await value(db.owner, 'select private.fail_step($1, $2, $3, null)', [third?.id, third?.fence, '{"code": "bug"}']);
    expect(await run(job)).toMatchObject({ status: 'failed', held: null });
    await as(editor, 'select public.retry_job($1, $2)', [workspace, job]);
    expect(await run(job)).toMatchObject({ status: 'in_progress', held: null });
    expect(await take()).toBeDefined();
  });
});

describe('a curriculum that several edit', () => {
  test('is kept with its version, and whoever has an old one is told', async () => {
    const job = await waiting();
    expect(await save(editor, job, 0, { ...OUTLINE, title: 'Edited' })).toEqual({ id: 1 });
    expect(await save(reviewer, job, 0)).toEqual({ code: 'TW003' });
    expect(await save(reviewer, job, 1, { ...OUTLINE, title: 'Twice' })).toEqual({ id: 2 });
    const read = await db.commitAsPerson(editor, (sql) =>
      value<{ curriculum: { outline: object; version: number }; held: string }>(sql, 'select public.read_job($1, $2)', [
        workspace,
        job,
      ]),
    );
    expect(read).toMatchObject({ held: 'approval', curriculum: { version: 2, outline: { title: 'Twice' } } });
  });

  test('of two who save at once one wins', async () => {
    const job = await waiting();
    const came = await Promise.all([save(editor, job, 0), save(reviewer, job, 0)]);
    expect(came).toContainEqual({ id: 1 });
    expect(came).toContainEqual({ code: 'TW003' });
  });

  test('is approved as it was seen or not at all', async () => {
    const job = await waiting();
    await save(editor, job, 0);
    expect(await approve(reviewer, job, { version: 0 })).toEqual({ code: 'TW003' });
    expect(await run(job)).toMatchObject({ held: 'approval' });
    expect(await approve(reviewer, job, { version: 1 })).toHaveProperty('id');
    expect(await save(editor, job, 1)).toEqual({ code: 'TW002' });
  });

  test('is approved as it came where nobody has edited it', async () => {
    expect(await approve(reviewer, await waiting(), { version: 0 })).toHaveProperty('id');
  });

  test('is refused to others, and where it is none', async () => {
    const job = await waiting();
    expect(await save(other, job, 0)).toEqual({ code: 'TW007' });
    expect(await save(editor, job, 0, { title: 'No modules' })).toEqual({ code: 'TW006' });
    expect(await approve(editor, job)).toHaveProperty('code');
  });
});

describe('going back to the curriculum', () => {
  test('makes another course of it that waits, and keeps the first', async () => {
    const job = await written();
    const before = [await steps(job), await proposals(job), await run(job)];
    const made = await branch(editor, job);
    if (!('id' in made)) throw new Error('no branch was made');
    expect([await steps(job), await proposals(job), await run(job)]).toEqual(before);
    expect(await run(made.id)).toMatchObject({ status: 'in_progress', held: 'approval' });
    expect((await steps(made.id)).map(({ step_name, status }) => [step_name, status])).toEqual([
      ['read', 'completed'],
      ['market_analysis', 'completed'],
      ['curriculum', 'completed'],
      ['approval', 'pending'],
      ['lessons', 'pending'],
    ]);
    expect(await take()).toBeUndefined();
    expect(await approve(reviewer, made.id, { version: 1 })).toHaveProperty('id');
    expect(await take()).toMatchObject({ step_name: 'lessons' });
  });

  test('is refused where nothing was approved, and to others', async () => {
    const job = await waiting();
    expect(await branch(editor, job)).toEqual({ code: 'TW002' });
    expect(await branch(other, job)).toEqual({ code: 'TW007' });
  });
});

test('without a model a course is made of sources, and refused without one', async () => {
  const refused = await as(editor, "select public.start_job($1, 'course', 'Levain', '{}')", [workspace]);
  expect(refused).toEqual({ code: 'TW006' });
  const job = await started();
  expect(await run(job)).toMatchObject({ status: 'pending' });
});
