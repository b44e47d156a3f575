import { beforeEach, describe, expect, test } from 'vitest';
import { codeOf, publish, runImport, staged, value } from '../support/authoring.ts';
import { waitingForLocks } from '../support/races.ts';
import { snapshotting } from '../support/snapshotting.ts';

const { db, sql, author, here, promote, rollback, retitle, verify, pending, course } = snapshotting();

let trail: string;
let spark: string;
beforeEach(async () => {
  const made = await course();
  trail = made.trail;
  spark = made.first;
});

const asCourse = (facts: Record<string, unknown> = {}) => author.add('course_profiles', { trail_id: trail, ...facts });
const told = async (of = trail) =>
  (
    await value<{ profile: { published_at: string | null } | null }>(
      sql,
      "select public.read_profile($1, 'trail', $2)",
      [here.workspace, of],
    )
  ).profile?.published_at ?? null;
const promotedAt = (snapshot: string) =>
  value<string>(
    sql,
    `select to_char(promoted_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from public.snapshots where id = $1`,
    [snapshot],
  );
const exported = (snapshot: string | null = null) =>
  value<string | null>(
    sql,
    "select body ->> 'published_at' from public.export_rows($1, 'course_profile', p_snapshot => $2)",
    [here.workspace, snapshot],
  );
/** Sets the clock of what was noted back: a later promotion within the same second would look like the first. */
const longAgo = () =>
  sql.query("update public.first_promotions set published_at = '2026-03-03T09:00:00Z' where workspace_id = $1", [
    here.workspace,
  ]);

describe('when a course was first published', () => {
  test('is the time of the promotion that carried it first, and no change of content', async () => {
    await asCourse();
    const ready = await staged(sql, here.workspace);
    expect(await told(), 'staging publishes nothing').toBeNull();
    const versions = await value(sql, 'select count(*)::int from public.revisions where workspace_id = $1', [
      here.workspace,
    ]);
    await promote(ready.snapshot_id);
    expect(await told()).toBe(await promotedAt(ready.snapshot_id));
    expect(await pending()).toEqual(new Map());
    expect(
      await value(sql, 'select count(*)::int from public.revisions where workspace_id = $1', [here.workspace]),
    ).toBe(versions);
    expect((await verify(ready.snapshot_id)).ok).toBe(true);
    expect((await staged(sql, here.workspace)).change_counts).toEqual({});
  });

  test('stays through later promotions, a rollback, an undone profile and the trash', async () => {
    const profile = await asCourse();
    await publish(sql, here.workspace);
    await longAgo();
    await retitle(spark, 'Second title');
    await publish(sql, here.workspace);
    expect(await told()).toBe('2026-03-03T09:00:00Z');
    await rollback();
    expect(await told()).toBe('2026-03-03T09:00:00Z');
    await sql.query("update public.course_profiles set course_brief = 'Aim' where id = $1", [profile]);
    const first = await value<number>(sql, 'select min(id)::int from public.revisions where entity_id = $1', [profile]);
    await sql.query('select public.restore_revision($1, $2)', [here.workspace, first]);
    expect(await told()).toBe('2026-03-03T09:00:00Z');
    const trashed = await value(sql, "select public.trash($1, 'trail', $2)", [here.workspace, trail]);
    await sql.query('select public.undo_change_set($1)', [trashed]);
    expect(await told()).toBe('2026-03-03T09:00:00Z');
    const again = await value(sql, "select public.trash($1, 'trail', $2)", [here.workspace, trail]);
    await sql.query('select public.purge_trash($1)', [again]);
    expect(
      await value(sql, 'select count(*)::int from public.first_promotions where workspace_id = $1', [here.workspace]),
    ).toBe(0);
  });

  test('is in what a save answers, as in what is read', async () => {
    await asCourse();
    await publish(sql, here.workspace);
    const saved = await value<{ row: object }>(sql, "select public.save_profile($1, 'course_profile', $2, '{}', $3)", [
      here.workspace,
      trail,
      JSON.stringify({ course_brief: 'Aim' }),
    ]);
    expect(saved.row).toMatchObject({ course_brief: 'Aim', published_at: await told() });
    expect(saved.row).not.toHaveProperty('workspace_id');
  });

  test('is what its file says, where that says it', async () => {
    await asCourse({ published_at: '2024-01-15' });
    await publish(sql, here.workspace);
    expect([await told(), await exported()]).toEqual(['2024-01-15', '2024-01-15']);
  });

  test('is not that of a trail which is no course yet, nor of a course that the snapshot leaves out', async () => {
    await publish(sql, here.workspace);
    await asCourse();
    await retitle(spark, 'Second title');
    const part = await staged(sql, here.workspace, { only: [spark] });
    await promote(part.snapshot_id);
    expect(await told()).toBeNull();
  });

  test('is told in lists and exports, and importing that again brings nothing', async () => {
    await asCourse();
    const { snapshot_id } = await publish(sql, here.workspace);
    const at = await told();
    expect([await exported(), await exported(snapshot_id)]).toEqual([at, at]);
    expect(await value(sql, 'select published_at from public.course_statistics where trail_id = $1', [trail])).toBe(at);
    const slug = await value<string>(sql, 'select slug from public.trails where id = $1', [trail]);
    const item = { kind: 'course_profile', key: slug, a: slug, fields: { published_at: at } };
    expect((await runImport(sql, here.workspace, [item])).applied).toMatchObject({ changed: 0 });
    expect(await pending()).toEqual(new Map());
    // Another time is news.
    const moved = { ...item, fields: { published_at: '2023-05-05' } };
    expect((await runImport(sql, here.workspace, [moved])).applied).toMatchObject({ changed: 1 });
    expect(await told()).toBe('2023-05-05');
  });

  test('is the business of promotions alone', async () => {
    await asCourse();
    await publish(sql, here.workspace);
    const members = await db.members();
    const write = (person: string, text: string) =>
      codeOf(db.commitAsPerson(person, (client) => client.query(text, [members.workspace])));
    const text = "update public.first_promotions set published_at = '2020-01-01' where workspace_id = $1";
    expect(await write(members.admin, text)).toBe('42501');
    expect(await write(members.admin, 'delete from public.first_promotions where workspace_id = $1')).toBe('42501');
    const seen = await db.commitAsPerson(members.outsider, (client) =>
      value(client, 'select count(*)::int from public.first_promotions'),
    );
    expect(seen).toBe(0);
  });
});

test('of two promotions at once, the first says when', async () => {
  await asCourse();
  const [one, two] = [await staged(sql, here.workspace), await staged(sql, here.workspace)];
  const [first, second] = [await db.connect(), await db.connect()];
  await first.query('begin');
  await first.query('select public.promote_snapshot($1)', [one.snapshot_id]);
  await first.query("update public.first_promotions set published_at = '2026-03-03' where workspace_id = $1", [
    here.workspace,
  ]);
  const late = second.query('select public.promote_snapshot($1)', [two.snapshot_id]);
  await expect.poll(() => waitingForLocks(sql)).toBe(1);
  await first.query('commit');
  await late;
  expect(await told()).toBe('2026-03-03');
});

test('a promotion that is refused publishes nothing', async () => {
  await asCourse();
  const ready = await staged(sql, here.workspace);
  expect(await codeOf(promote('00000000-0000-4000-8000-000000000000'))).toBe('TW004');
  const another = '00000000-0000-4000-8000-000000000000';
  expect(await codeOf(sql.query('select public.promote_snapshot($1, $2)', [ready.snapshot_id, another]))).toBe('TW003');
  expect(await told()).toBeNull();
});
