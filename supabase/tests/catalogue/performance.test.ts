import { describe, expect, test } from 'vitest';
import { acting } from '../support/acting.ts';
import { codeOf, fresh, list, stage, value } from '../support/authoring.ts';
import { waitingForLocks } from '../support/races.ts';

const { db, sql, author, here, act, undo, undoable } = acting();

interface Saved {
  row: Record<string, unknown> | null;
  conflicts: Record<string, unknown>;
  change_set_id: string | null;
}

const DAY = '2026-01-31';
const course = async () => author.trail(await author.domain(), fresh('course'));
const save = (trail: string, base: object, patch: object, day: string | null = DAY, kind = 'trail_performance') =>
  act<Saved>('save_profile', kind, trail, JSON.stringify(base), JSON.stringify(patch), day);
const days = () =>
  list(
    sql,
    `select measured_on, views::int, unique_visitors::int, avg_engagement_rate, key_learnings from public.trail_performance
     where workspace_id = $1 order by measured_on`,
    [here.workspace],
  );

describe('the figures of a day', () => {
  test('are there with the first word, and undone and redone like everything else', async () => {
    const trail = await course();
    const saved = await undoable(() => save(trail, {}, { views: 10 }));
    expect(saved).toMatchObject({ row: { measured_on: DAY, views: 10, version: 1 }, conflicts: {} });
    await undoable(() => save(trail, { views: 10 }, { views: 12 }));
    await undoable(async () => ({
      change_set_id: await act<string>('trash', 'trail_performance', String(saved.row?.id)),
    }));
    expect(await days()).toEqual([]);
  });

  test('are saved field by field: what somebody else changed is told, and everything else is saved', async () => {
    const trail = await course();
    await save(trail, {}, { views: 10, unique_visitors: 5, key_learnings: ['One'] });
    await save(trail, { views: 10 }, { views: 20 });
    const late = await save(trail, { views: 10, unique_visitors: 5 }, { views: 11, unique_visitors: null });
    expect(late).toMatchObject({ conflicts: { views: 20 }, row: { views: 20, unique_visitors: null } });
    expect(await days()).toMatchObject([{ views: 20, unique_visitors: null, key_learnings: ['One'] }]);
  });

  test('of two days of a course are two records', async () => {
    const trail = await course();
    await save(trail, {}, { views: 1 });
    await save(trail, {}, { views: 2 }, '2026-02-01');
    expect(await days()).toMatchObject([
      { measured_on: DAY, views: 1 },
      { measured_on: '2026-02-01', views: 2 },
    ]);
  });

  test('stand below the course in its history, are staged, and are not copied with it', async () => {
    const trail = await course();
    await save(trail, {}, { views: 10 });
    const below = "select count(*)::int from private.below($1, 'trail', $2) b where b.kind = 'trail_performance'";
    expect(await value(sql, below, [here.workspace, trail])).toBe(1);
    expect(await stage(sql, here.workspace)).toMatchObject({ ok: true, entity_counts: { trail_performance: 1 } });
    await act('duplicate', JSON.stringify([{ kind: 'trail', id: trail }]));
    expect(await days()).toHaveLength(1);
  });

  test.each([
    ['a share above 1', { avg_engagement_rate: 1.5 }, DAY, '23514'],
    ['less than nothing', { views: -1 }, DAY, '23514'],
    ['more than can be told', { views: 2 ** 53 }, DAY, '23514'],
    ['a day that there is not', { views: 1 }, '2026-02-30', '23514'],
    ['a day with a time', { views: 1 }, '2026-01-31T10:00:00Z', '23514'],
    ['how a file said it', { file_form: {} }, DAY, 'TW006'],
    ['another day', { measured_on: '2026-02-01' }, DAY, 'TW006'],
    ['no day', { views: 1 }, null, 'TW006'],
  ])('refuse %s', async (_, patch, day, code) => {
    expect(await codeOf(save(await course(), {}, patch, day))).toBe(code);
    expect(await days()).toEqual([]);
  });

  test('refuse a course that is gone, and a kind of which there is one alone', async () => {
    const trail = await course();
    expect(await codeOf(save(trail, {}, { course_brief: 'x' }, DAY, 'course_profile'))).toBe('TW006');
    await act('trash', 'trail', trail);
    expect(await codeOf(save(trail, {}, { views: 1 }))).toBe('TW004');
  });

  test('are not made anew out of one correction, where somebody removed them meanwhile', async () => {
    const trail = await course();
    const { row } = await save(trail, {}, { views: 10, unique_visitors: 5 });
    await act('trash', 'trail_performance', String(row?.id));
    expect(await codeOf(save(trail, { views: 10 }, { views: 11 }))).toBe('TW004');
    expect(await days()).toEqual([]);
  });

  test('are not made anew by a figure that nobody had said, where the writer saw the others', async () => {
    const trail = await course();
    const { row } = await save(trail, {}, { views: 10 });
    await act('trash', 'trail_performance', String(row?.id));
    expect(await codeOf(save(trail, { id: row?.id, unique_visitors: null }, { unique_visitors: 5 }))).toBe('TW004');
    expect(await days()).toEqual([]);
  });

  test('are found by a text: a kind that something else tells apart is not saved in this way', async () => {
    const trail = await course();
    const keyed = (by: string) =>
      sql.query("update private.kinds set natural_key = $1 where kind = 'trail_performance'", [['trail_id', by]]);
    await keyed('id');
    expect(await codeOf(save(trail, {}, { views: 1 }, here.workspace)).finally(() => keyed('measured_on'))).toBe(
      'TW006',
    );
  });

  test('that were removed do not come back beside those that were added since', async () => {
    const trail = await course();
    const { row } = await save(trail, {}, { views: 10 });
    const removed = await act<string>('trash', 'trail_performance', String(row?.id));
    await save(trail, {}, { views: 11 });
    expect(await codeOf(undo(removed))).toBe('23505');
    expect(await days()).toMatchObject([{ views: 11 }]);
  });
});

test('of two people who add a day at once the second keeps what the first did not say, and is told the rest', async () => {
  const trail = await course();
  const [first, second] = [await db.connect(), await db.connect()];
  const add = (client: typeof first, patch: object) =>
    value<Saved>(client, "select public.save_profile($1, 'trail_performance', $2, '{}', $3, $4)", [
      here.workspace,
      trail,
      JSON.stringify(patch),
      DAY,
    ]);
  await first.query('begin');
  await add(first, { views: 10, avg_engagement_rate: 0.5 });
  const late = add(second, { views: 20, unique_visitors: 7 });
  await expect.poll(() => waitingForLocks(sql)).toBe(1);
  await first.query('commit');
  expect((await late).conflicts).toEqual({ views: 10 });
  expect(await days()).toMatchObject([{ views: 10, unique_visitors: 7, avg_engagement_rate: 0.5 }]);
});

test('a day has one record, whatever writes it', async () => {
  const trail = await course();
  await save(trail, {}, { views: 1 });
  expect(await codeOf(author.add('trail_performance', { trail_id: trail, measured_on: DAY }))).toBe('23505');
});
