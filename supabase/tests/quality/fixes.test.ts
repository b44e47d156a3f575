import { expect, test } from 'vitest';
import type { Db } from '#lib/base/data/clients/token.ts';
import { undoChangeSet } from '#lib/history/data/trash.ts';
import { FIXABLE_CODES } from '#lib/quality/core/finding.ts';
import { fixLessons } from '#lib/quality/data/fixes.ts';
import { measureAll } from '#lib/quality/jobs/measure.ts';
import { applyFixes, planFixes } from '#lib/quality/services/fixes.ts';
import { Author, value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();
const BAD = '# A\n\n### B\n\nWords.';
const measured = () => measureAll(db.owner, new AbortController().signal);

/** A trail of so many faulty lessons, and somebody who may fix them. */
async function faulty(lessons: number, role: 'admin' | 'editor' = 'editor') {
  const gateway = await db.gateway();
  const { client, id } = await gateway.signUp();
  const workspace = await db.createWorkspace();
  await db.addMember(workspace, id, role);
  const author = new Author(db.owner, workspace);
  const trail = await author.trail(await author.domain());
  const concept = await author.concept(trail);
  const sparks: string[] = [];
  for (let nth = 0; nth < lessons; nth++) {
    sparks.push(await author.spark(undefined, { title: `Lesson ${nth}`, content_md: BAD, estimated_mins: 1 }));
    await author.place(concept, sparks[nth] as string, nth);
  }
  await measured();
  return { client: client as Db, workspace, trail, concept, sparks };
}
const text = (id: string) => value<string>(db.owner, 'select content_md from public.sparks where id = $1', [id]);
const planOf = async (...args: Parameters<typeof planFixes>) => {
  const plan = await planFixes(...args);
  if (!plan.ok) throw new Error(plan.problem.message);
  return plan.data;
};

test('what can be fixed is what the code says', async () => {
  expect(await value(db.owner, 'select private.fixable_codes()')).toEqual(FIXABLE_CODES);
});

test('a plan says what changes; one change set does it, and undoes it in one step', async () => {
  const { client, workspace, trail, concept, sparks } = await faulty(3);
  const plan = await planOf(client, workspace, [trail]);
  expect(plan).toMatchObject({
    more: 0,
    lessons: [{ title: 'Lesson 0' }, { title: 'Lesson 1' }, { title: 'Lesson 2' }],
  });
  expect(plan.lessons[0]?.fixes).toEqual([{ code: 'level_skipped', before: '### B', after: '## B' }]);
  expect(await planOf(client, workspace, null)).toEqual(plan);
  expect(await planOf(client, workspace, [concept])).toEqual(plan);
  expect((await planOf(client, workspace, [sparks[1] as string])).lessons).toHaveLength(1);

  const fixed = await applyFixes(client, workspace, plan.lessons);
  if (!fixed.ok) throw new Error(fixed.problem.message);
  expect(fixed.data).toMatchObject({ fixed: 3, left_out: [] });
  expect(await text(sparks[0] as string)).toBe('# A\n\n## B\n\nWords.');
  expect((await undoChangeSet(client, fixed.data.change_set_id as string)).ok).toBe(true);
  expect(await Promise.all(sparks.map(text))).toEqual([BAD, BAD, BAD]);
});

test('a lesson that was saved meanwhile is left out and named', async () => {
  const { client, workspace, trail, sparks } = await faulty(2);
  const plan = await planOf(client, workspace, [trail]);
  await db.owner.query("update public.sparks set content_md = content_md || ' More.' where id = $1", [sparks[0]]);
  const fixed = await applyFixes(client, workspace, plan.lessons);
  expect(fixed).toMatchObject({ ok: true, data: { fixed: 1, left_out: [{ spark_id: sparks[0], title: 'Lesson 0' }] } });
  expect(await text(sparks[0] as string)).toBe(`${BAD} More.`);
  const again = await applyFixes(client, workspace, plan.lessons);
  expect(again).toMatchObject({ ok: true, data: { change_set_id: null, fixed: 0 } });
});

test('what somebody waved off stays as it is', async () => {
  const { client, workspace, trail, sparks } = await faulty(2);
  await client.rpc('dismiss_finding', {
    p_workspace: workspace,
    p_spark: sparks[0] as string,
    p_code: 'level_skipped',
    p_subject: 'B',
    p_reason: 'Wanted so',
  });
  expect((await planOf(client, workspace, [trail])).lessons.map(({ title }) => title)).toEqual(['Lesson 1']);
});

test('five hundred lessons are fixed at a time, and the rest is said', async () => {
  const { client, workspace, trail } = await faulty(1);
  await db.owner.query(
    `with made as (
       insert into public.sparks (workspace_id, slug, title, content_md, estimated_mins, difficulty)
       select $1, 'many-' || n, 'Many ' || n, $2, 1, 'beginner' from generate_series(1, 501) n returning id)
     insert into public.concept_sparks (workspace_id, concept_id, spark_id)
     select $1, (select c.id from public.concepts c where c.trail_id = $3), m.id from made m`,
    [workspace, BAD, trail],
  );
  // As if they had been looked at: what a look gives is shown elsewhere.
  await db.owner.query(
    `insert into private.quality_findings (workspace_id, spark_id, text_hash, findings, open_count, held_codes, held_counts, held_open, looked_at)
     select f.workspace_id, s.id, '', f.findings, f.open_count, f.held_codes, f.held_counts, f.held_open, now()
     from private.quality_findings f join public.sparks s on s.workspace_id = f.workspace_id and s.id <> f.spark_id where f.workspace_id = $1`,
    [workspace],
  );
  const plan = await planOf(client, workspace, [trail]);
  expect([plan.lessons.length, plan.more]).toEqual([500, 2]);
  expect(await applyFixes(client, workspace, plan.lessons)).toMatchObject({ ok: true, data: { fixed: 500 } });
  const more = Array.from({ length: 501 }, () => ({ spark_id: trail, version: 1, content_md: null }));
  expect(await fixLessons(client, workspace, more)).toMatchObject({ ok: false, problem: { code: 'invalid_input' } });
}, 60_000);

test('somebody from elsewhere may neither see nor fix', async () => {
  const { workspace, trail } = await faulty(1);
  const stranger = await faulty(1);
  expect(await planFixes(stranger.client, workspace, [trail])).toMatchObject({ ok: false });
  expect(await applyFixes(stranger.client, workspace, [])).toMatchObject({ ok: false });
});
