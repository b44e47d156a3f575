import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { JOB_KINDS } from '#lib/generation/core/job.ts';
import { needsModel } from '#lib/generation/core/maker.ts';
import { needsSource, PLACES } from '#lib/generation/core/request.ts';
import { list, value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();
let workspace: string;
let editor: string;
let other: string;

beforeEach(async () => {
  workspace = await db.createWorkspace();
  [editor, other] = await Promise.all([db.createPerson(), db.createPerson()]);
  await db.addMember(workspace, editor, 'editor');
  await db.addMember(workspace, other, 'editor');
});

const START = "select public.start_job($1, 'trail_outline', 'Draft', $2, null, null, $3)";
const addSource = () =>
  db.commitAsPerson(editor, (sql) =>
    value<string>(sql, "select public.add_job_source($1, 'a.md', 'markdown', 'Words.', 1)", [workspace]),
  );
async function start(): Promise<string> {
  const params = JSON.stringify({ source_ids: [await addSource()] });
  return db.commitAsPerson(editor, (sql) => value<string>(sql, START, [workspace, params, false]));
}
const as = (who: string, text: string, values: unknown[]) =>
  db
    .commitAsPerson(who, (sql) => sql.query(text, values))
    .then(
      () => 'done' as const,
      (error: { code: string }) => ({ code: error.code }),
    );
const cancel = (who: string, job: string) => as(who, 'select public.cancel_job($1, $2)', [workspace, job]);

test('refuses who is no member, places and sources that are not there, and what is no job', async () => {
  const outsider = await db.createPerson();
  const elsewhere = await db.createWorkspace();
  const source = await value<string>(
    db.owner,
    `insert into public.job_sources (workspace_id, name, format, body, words, created_by) values ($1, 'a.md', 'markdown', 'Words', 1, $2) returning id`,
    [elsewhere, editor],
  );
  const startWith = (
    who: string,
    kind: string,
    params: object,
    place: string | null = null,
    id: string | null = null,
  ) =>
    as(who, "select public.start_job($1, $2, 'D', $3, $4::public.content_kind, $5)", [
      workspace,
      kind,
      JSON.stringify(params),
      place,
      id,
    ]);
  const own = { source_ids: [await addSource()] };
  expect(await startWith(outsider, 'trail_outline', own)).toMatchObject({ code: '42501' });
  expect(await startWith(editor, 'spark_draft', own)).toMatchObject({ code: 'TW006' });
  expect(await startWith(editor, 'exercise_bank', {}, 'trail', randomUUID())).toMatchObject({ code: 'TW006' });
  expect(await startWith(editor, 'trail_outline', {})).toMatchObject({ code: 'TW006' });
  expect(await startWith(editor, 'trail_outline', { source_ids: Array(21).fill(own.source_ids[0]) })).toMatchObject({
    code: 'TW006',
  });
  expect(await startWith(editor, 'quiz', own)).toMatchObject({ code: 'TW006' });
  expect(await startWith(editor, 'trail_outline', { source_ids: ['x'] })).toMatchObject({ code: '22P02' });
  expect(await startWith(editor, 'spark_draft', own, 'concept', randomUUID())).toMatchObject({ code: 'TW004' });
  expect(await startWith(editor, 'trail_outline', { source_ids: [source] })).toMatchObject({ code: 'TW004' });
  expect(
    await as(editor, "select public.start_job($1, 'trail_outline', '', $2)", [workspace, JSON.stringify(own)]),
  ).toMatchObject({
    code: '23514',
  });
});

test('knows the kinds that the code knows, with their places and sources', async () => {
  const kinds = await list(
    db.owner,
    'select kind, places::text[] as places, needs_place, needs_source, needs_model, builtin_needs_source from private.job_kinds order by kind',
  );
  expect(kinds).toEqual(
    [...JOB_KINDS].sort().map((kind) => ({
      kind,
      places: PLACES[kind].kinds,
      needs_place: PLACES[kind].is_needed,
      needs_source: needsSource(kind, 'model'),
      needs_model: needsModel(kind),
      builtin_needs_source: !needsModel(kind) && needsSource(kind, 'builtin'),
    })),
  );
});

test('a source is forgotten by whoever added it, unless a job is made from it', async () => {
  const remove = (who: string, source: string) =>
    as(who, 'select public.remove_job_source($1, $2)', [workspace, source]);
  const [used, unused] = [await addSource(), await addSource()];
  const id = await db.commitAsPerson(editor, (sql) =>
    value<string>(sql, START, [workspace, JSON.stringify({ source_ids: [used] }), false]),
  );
  expect(await remove(other, unused)).toMatchObject({ code: 'TW007' });
  expect(await remove(editor, unused)).toBe('done');
  expect(await remove(editor, unused)).toMatchObject({ code: 'TW004' });
  expect(await remove(editor, used)).toMatchObject({ code: 'TW002' });
  await cancel(editor, id);
});

test('the list of jobs is filtered and counted, a page at a time', async () => {
  const [waiting, failed, cancelled] = [await start(), await start(), await start()];
  await cancel(editor, cancelled);
  await db.owner.query("update public.flow_runs set status = 'in_progress', held = 'approval' where id = $1", [
    waiting,
  ]);
  await db.owner.query("update public.flow_runs set status = 'failed' where id = $1", [failed]);
  const running = await start();
  const shown = (show: string, before: number | null = null) =>
    db.asPerson(editor, async (sql) => {
      const page = await value<{ jobs: { id: string; ordinal: number }[]; counts: unknown }>(
        sql,
        'select public.read_jobs($1, $2, null, null, $3, 2)',
        [workspace, show, before],
      );
      return { ids: page.jobs.map(({ id }) => id), last: page.jobs.at(-1)?.ordinal ?? null, counts: page.counts };
    });
  const first = await shown('all');
  expect(first).toMatchObject({ ids: [running, cancelled], counts: { all: 4, running: 1, attention: 2, failed: 1 } });
  expect(await shown('all', first.last)).toMatchObject({ ids: [failed, waiting], counts: null });
  expect((await shown('attention')).ids).toEqual([failed, waiting]);
  expect((await shown('running')).ids).toEqual([running]);
  expect((await shown('failed')).ids).toEqual([failed]);
  await db.owner.query('delete from public.flow_runs where workspace_id = $1', [workspace]);
});
