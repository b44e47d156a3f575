import { describe, expect, test } from 'vitest';
import { codeOf, publish, refusal, runImport, staged, value, workingContent } from '../support/authoring.ts';
import { coursing } from '../support/coursing.ts';
import { spark } from '../support/importing.ts';
import { waitingForLocks } from '../support/races.ts';

const w = coursing();
const { db, sql, author, here, who, course } = w;
const as = (person: string, text: string, values: unknown[]) =>
  db.commitAsPerson(person, (one) => value(one, text, values));
const trash = (kind: string, id: string) =>
  as(who.editor, 'select public.trash($1, $2, $3)', [here.workspace, kind, id]);

describe('versions are made', () => {
  test('at an approval that touches the course, and not at one elsewhere or at a rejection', async () => {
    const [first] = course.lessons as [string];
    await w.approve(await w.rewrite(first, 'Approved words.'));
    await w.approve(await w.rewrite(course.loose, 'Elsewhere.'));
    await w.reject(await w.rewrite(first, 'Not these.'));
    const { rows, total } = await w.versions();
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({ nth: 1, reason: 'approval', title: 'Feed a levain', is_undone: false });
  });

  test('of every course in which a shared lesson stands', async () => {
    await w.approve(await w.rewrite(course.lessons[3] as string, 'For both.'));
    const counted = await value(
      sql,
      'select count(distinct trail_id)::int from public.course_versions where workspace_id = $1',
      [here.workspace],
    );
    expect(counted).toBe(2);
  });

  test('at an import and at a stage, and the one that readers have is told', async () => {
    const slug = await value<string>(sql, 'select slug from public.sparks where id = $1', [course.lessons[0]]);
    const { applied } = await runImport(
      sql,
      here.workspace,
      [spark(slug, { content_md: 'Imported words.' })],
      'theirs',
    );
    expect(applied.ok).toBe(true);
    await publish(sql, here.workspace);
    const { rows, read } = await w.versions();
    expect(rows.map(({ reason }) => reason)).toEqual(['stage', 'import']);
    expect(read).toBe(2);
    await w.write(course.lessons[0] as string, 'Changed since.');
    await staged(sql, here.workspace);
    const after = await w.versions();
    expect(after.rows.map(({ nth, reason, changed }) => [nth, reason, changed])).toEqual([
      [3, 'stage', 1],
      [2, 'stage', 0],
      [1, 'import', rows[1]?.changed],
    ]);
    expect(after.read).toBe(2);
  });

  test('what a stage was made of is worked out when somebody looks, whatever was written since', async () => {
    const [first] = course.lessons as [string];
    await w.write(first, 'As it was staged.');
    await staged(sql, here.workspace);
    const waiting = 'select upto is not null from public.course_versions where workspace_id = $1 and trail_id = $2';
    expect(await value(sql, waiting, [here.workspace, course.trail])).toBe(true);
    await w.write(first, 'Written since.');
    await trash('spark', course.lessons[1] as string);
    const { rows, is_saved } = await w.versions();
    expect([rows[0]?.reason, is_saved]).toEqual(['stage', false]);
    expect(await value(sql, waiting, [here.workspace, course.trail])).toBe(false);
    const text = await value(
      sql,
      `select r.body ->> 'content_md' from public.course_versions v join public.revisions r on r.id = any (v.revisions)
       where v.workspace_id = $1 and v.trail_id = $2 and r.kind = 'spark' and r.entity_id = $3`,
      [here.workspace, course.trail, first],
    );
    expect(text).toBe('As it was staged.');
    const lessons = await value(
      sql,
      `select count(*)::int from public.course_versions v join public.revisions r on r.id = any (v.revisions)
       where v.workspace_id = $1 and v.trail_id = $2 and r.kind = 'spark' and r.entity_id = $3`,
      [here.workspace, course.trail, course.lessons[1]],
    );
    expect(lessons).toBe(1);
  });

  test('of a stage whose snapshot was cleaned up before anybody looked, what stands as it was staged', async () => {
    const [first] = course.lessons as [string];
    await w.write(first, 'As it was staged.');
    await publish(sql, here.workspace);
    await sql.query('update public.course_versions set snapshot_id = null where workspace_id = $1', [here.workspace]);
    const { rows, read } = await w.versions();
    expect(rows.map(({ nth, reason }) => [nth, reason])).toEqual([[1, 'stage']]);
    expect(read).toBe(1);
    expect(rows[0]?.added).toBeGreaterThan(0);
  });

  test('of a partial stage, what was staged and not what was left out', async () => {
    const [first, second] = course.lessons as [string, string];
    await publish(sql, here.workspace);
    await w.write(first, 'Staged.');
    await w.write(second, 'Left out.');
    await sql.query('select public.stage_snapshot($1, p_only => $2)', [here.workspace, [first]]);
    await w.versions();
    const texts = await value(
      sql,
      `select jsonb_agg(r.body ->> 'content_md') from public.course_versions v join public.revisions r on r.id = any (v.revisions)
       where v.workspace_id = $1 and v.trail_id = $2 and r.kind = 'spark' and r.entity_id = any ($3)
         and v.nth = (select max(n.nth) from public.course_versions n where n.trail_id = v.trail_id)`,
      [here.workspace, course.trail, [first, second]],
    );
    expect(texts).toContain('Staged.');
    expect(texts).not.toContain('Left out.');
  });

  test('by hand with a summary, and may be named later', async () => {
    expect(await w.name('Before the winter course')).toBe(1);
    await w.name('Before winter', who.editor, 1);
    const { rows, is_saved } = await w.versions();
    expect(rows[0]).toMatchObject({ reason: 'hand', summary: 'Before winter' });
    expect(is_saved).toBe(true);
    await w.write(course.lessons[0] as string, 'Changed.');
    expect((await w.versions()).is_saved).toBe(false);
  });

  test('two at once get two numbers', async () => {
    const [one, two] = [await db.connect(), await db.connect()];
    await db.beginAs(one, who.editor);
    await db.beginAs(two, who.editor);
    const call = 'select public.name_course_version($1, $2, $3)';
    await one.query(call, [here.workspace, course.trail, 'One']);
    const second = two.query(call, [here.workspace, course.trail, 'Two']);
    await expect.poll(() => waitingForLocks(sql)).toBe(1);
    await one.query('commit');
    await second;
    await two.query('commit');
    expect((await w.versions()).rows.map(({ nth, summary }) => [nth, summary])).toEqual([
      [2, 'Two'],
      [1, 'One'],
    ]);
  });
});

describe('comparing', () => {
  test('a lesson with its fields and place is one thing, its exercises another; what only makes way has not moved', async () => {
    const [first, second, third] = course.lessons as [string, string, string];
    await w.name();
    await w.write(first, 'Other words.');
    await sql.query(`update public.packages set body = '{"exercise_bank": [], "quiz": ["x"]}' where spark_id = $1`, [
      first,
    ]);
    await trash('spark', second);
    const added = await author.spark(undefined, { title: 'A new one' });
    await author.place(course.modules[1] as string, added, 5);
    await sql.query('update public.concept_sparks set order_index = order_index + 1 where concept_id = $1', [
      course.modules[1],
    ]);
    expect(await w.told(1)).toEqual([
      'exercises: Lesson 0 changed',
      'lessons: A new one new',
      'lessons: Lesson 0 changed',
      'lessons: Lesson 1 gone',
      'links: Lesson 0 → Lesson 1 gone',
      'links: Lesson 1 → Lesson 2 gone',
    ]);
    const { added: plus, changed, removed } = await w.compare(1);
    expect([plus, changed, removed]).toEqual([1, 2, 3]);
    await sql.query('update public.concept_sparks set order_index = 9 where concept_id = $1 and spark_id = $2', [
      course.modules[1],
      third,
    ]);
    expect(await w.told(1)).toContain('outline: Lesson 2 moved');
  });

  test('what is equal again is no difference', async () => {
    await w.name();
    await w.write(course.lessons[0] as string, 'For a moment.');
    await w.write(course.lessons[0] as string, 'Lesson 0 says.');
    expect(await w.told(1)).toEqual([]);
  });
});

describe('rolling back', () => {
  test('brings text, order, exercises, links and what was deleted back, and takes away what came; one undo takes that back', async () => {
    const [first, second] = course.lessons as [string, string];
    await w.name();
    const then = await w.content();
    await w.write(first, 'Other words.');
    await trash('spark', second);
    await trash('concept', course.modules[1] as string);
    const added = await author.spark();
    await author.place(course.modules[0] as string, added, 3);
    await author.link(first, added);
    const before = await workingContent(sql, here.workspace);
    const plan = await w.preview(1);
    expect(plan).toMatchObject({ next: 2, lessons: 1, back: 4, trashed: 2, stale: 0, lost: 0 });
    const done = await w.rollBack(1);
    expect(done.nth).toBe(2);
    expect(await w.content()).toEqual(then);
    expect(await w.told(1, 2)).toEqual([]);
    expect((await w.versions()).rows[0]).toMatchObject({ reason: 'rollback', back_to: 1, title: 'Bread to version 1' });
    await w.undo(done.change_set_id);
    expect(await workingContent(sql, here.workspace)).toEqual(before);
  });

  test('changes nothing outside: lessons of others stay, what came from elsewhere goes back out', async () => {
    await w.name();
    await author.place(course.modules[0] as string, course.loose, 7);
    await sql.query('update public.concepts set trail_id = $1 where id = $2', [course.trail, course.elsewhere]);
    await w.rollBack(1);
    expect(await value(sql, 'select count(*)::int from public.sparks where id = $1', [course.loose])).toBe(1);
    expect(await value(sql, 'select trail_id from public.concepts where id = $1', [course.elsewhere])).toBeNull();
    expect(
      await value(sql, 'select count(*)::int from public.concept_sparks where concept_id = $1', [course.elsewhere]),
    ).toBe(1);
  });

  test('lessons that stand in another course too can be left as they are', async () => {
    const shared = course.lessons[3] as string;
    await w.name();
    await w.write(shared, 'New in both.');
    await w.write(course.lessons[0] as string, 'New here.');
    expect((await w.preview(1)).shared).toEqual([{ title: 'Lesson 3', course: 'Cakes' }]);
    await w.rollBack(1, true);
    expect(await w.text(shared)).toBe('New in both.');
    expect(await w.text(course.lessons[0] as string)).toBe('Lesson 0 says.');
    await w.rollBack(1);
    expect(await w.text(shared)).toBe('Lesson 3 says.');
  });

  test('open drafts of lessons that change go stale and are counted before', async () => {
    const [first] = course.lessons as [string];
    await w.name();
    await w.write(first, 'Newer.');
    const draft = await w.rewrite(first, 'For the newer.');
    expect((await w.preview(1)).stale).toBe(1);
    await w.rollBack(1);
    expect(await w.status(draft)).toBe('stale');
  });

  test('is refused when somebody saved since it was looked at, with their name and what it was', async () => {
    await w.name();
    await w.write(course.lessons[0] as string, 'Newer.');
    const seen = await w.preview(1);
    await w.write(course.lessons[2] as string, 'A moment ago.');
    const refused = await w.rollBackSeen(1, seen).catch(refusal);
    expect(refused).toMatchObject({ code: 'TW003' });
    expect(JSON.parse((refused as { detail: string }).detail)).toMatchObject({ label: 'Lesson 2' });
    expect(await w.text(course.lessons[0] as string)).toBe('Newer.');
    expect((await w.versions()).total).toBe(1);
  });

  test('waits for a save that is under way, and is then refused', async () => {
    await w.name();
    await w.write(course.lessons[0] as string, 'Newer.');
    const seen = await w.preview(1);
    const saving = await db.connect();
    await db.beginAs(saving, who.editor);
    await saving.query("update public.sparks set content_md = 'Being saved.' where id = $1", [course.lessons[1]]);
    const back = codeOf(w.rollBackSeen(1, seen));
    await expect.poll(() => waitingForLocks(sql)).toBe(1);
    await saving.query('commit');
    expect(await back).toBe('TW003');
    expect(await w.text(course.lessons[1] as string)).toBe('Being saved.');
  });

  test('to what it says already writes nothing', async () => {
    await w.name();
    expect(await w.rollBack(1)).toEqual({ change_set_id: null, nth: null });
    expect((await w.versions()).total).toBe(1);
  });

  test('what was deleted for good stays away and is counted', async () => {
    await w.name();
    await trash('spark', course.lessons[1] as string);
    await sql.query(
      'select public.purge_trash(c.id) from public.change_sets c where c.workspace_id = $1 and c.action = $2',
      [here.workspace, 'trash'],
    );
    const plan = await w.preview(1);
    expect(plan.lost).toBeGreaterThan(0);
    await w.rollBack(1);
    expect(
      await value(sql, 'select count(*)::int from public.concept_sparks where concept_id = $1', [course.modules[0]]),
    ).toBe(1);
  });

  test('editors read and name, only reviewers roll back or take that back; nobody from elsewhere', async () => {
    await w.name();
    await w.write(course.lessons[0] as string, 'Newer.');
    const seen = await w.preview(1);
    expect(await codeOf(w.preview(1, false, who.editor))).toBe('42501');
    expect(await codeOf(w.rollBackSeen(1, seen, false, who.editor))).toBe('42501');
    const { change_set_id } = await w.rollBack(1);
    expect(await codeOf(w.undo(change_set_id, who.editor))).toBe('42501');
    const stranger = await db.createPerson();
    expect(await codeOf(w.name('Mine', stranger))).toBe('42501');
    expect(await codeOf(w.versions(stranger))).toBe('42501');
    expect(await codeOf(w.preview(9))).toBe('TW004');
    expect(await codeOf(w.compare(9))).toBe('TW004');
    expect(await codeOf(w.name(' '))).toBe('TW006');
  });
});
