import { expect, test } from 'vitest';
import { list, value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();

test('sources without a job and texts of old calls go by the clock; what is used, what is young and what it cost stay', async () => {
  const workspace = await db.createWorkspace();
  const editor = await db.createPerson();
  await db.addMember(workspace, editor, 'editor');
  const source = (name: string, days: number) =>
    value<string>(
      db.owner,
      `insert into public.job_sources (workspace_id, name, format, body, words, created_by, created_at)
       values ($1, $2, 'markdown', 'Words.', 1, $3, now() - $4 * interval '1 day') returning id`,
      [workspace, name, editor, days],
    );
  const used = await source('used.md', 30);
  await source('young.md', 7);
  await source('old.md', 9);
  const job = await db.commitAsPerson(editor, (person) =>
    value<string>(person, "select public.start_job($1, 'trail_outline', 'Draft', $2)", [
      workspace,
      JSON.stringify({ source_ids: [used] }),
    ]),
  );
  const step = await value<string>(db.owner, 'select id from public.step_runs where flow_run_id = $1', [job]);
  const call = (nth: number, book: string, days: number) =>
    db.owner.query(
      `insert into public.llm_requests (workspace_id, flow_run_id, step_run_id, nth, book, prompt, answer, sent_at, reserved_micros, cost_micros)
       values ($1, $2, $3, $4, $5, '[]', 'Words.', now() - $6 * interval '1 day', 7, 5)`,
      [workspace, job, step, nth, book, days],
    );
  await call(1, 'settled', 91);
  await call(2, 'settled', 89);
  await call(3, 'unknown', 200);

  expect(await value(db.owner, 'select private.sweep_generation()')).toEqual({ sources: 1, texts: 2 });
  expect(
    await list(db.owner, 'select name from public.job_sources where workspace_id = $1 order by name', [workspace]),
  ).toEqual([{ name: 'used.md' }, { name: 'young.md' }]);
  expect(
    await list(
      db.owner,
      'select nth, prompt is null and answer is null as is_gone, cost_micros::int as cost from public.llm_requests where flow_run_id = $1 order by nth',
      [job],
    ),
  ).toEqual([
    { nth: 1, is_gone: true, cost: 5 },
    { nth: 2, is_gone: false, cost: 5 },
    { nth: 3, is_gone: true, cost: 5 },
  ]);
  expect(await value(db.owner, 'select private.sweep_generation()')).toEqual({ sources: 0, texts: 0 });
});
