import { describe, expect, test } from 'vitest';
import { publish, stage, staged, value } from '../support/authoring.ts';
import { snapshotting } from '../support/snapshotting.ts';

const { db, sql, author, here, snapshots, verify, pending, course } = snapshotting();

const rules = (outcome: { blockers: { rule: string }[] }) => outcome.blockers.map((one) => one.rule);

describe('what stands in the way', () => {
  test('a reference that leads nowhere: closed_set', async () => {
    await publish(sql, here.workspace);
    const [a, b] = [await author.spark(), await author.spark()];
    // Only damage gets here: the closure would have brought the sparks along.
    await sql.query('delete from public.dirty_entities where workspace_id = $1', [here.workspace]);
    const link = await author.link(a, b);
    const outcome = await stage(sql, here.workspace);
    expect(outcome.ok).toBe(false);
    expect(rules(outcome)).toEqual(['closed_set', 'closed_set']);
    expect(outcome.blockers[0]?.entity_id).toBe(link);
  });

  test('a package that cannot be served: package_valid, with the place inside of it', async () => {
    const spark = await author.spark('lesson');
    const exercise = { id: 'e1', exercise_type: 'true_false', answer: true };
    await author.lessonPackage(spark, { exercise_bank: [exercise, exercise], quiz: ['e2'] });
    const outcome = await stage(sql, here.workspace);
    expect(rules(outcome)).toEqual(['package_valid', 'package_valid']);
    expect(outcome.blockers.map((one) => one.message).join()).toMatch(/exercise_bank\/1\/id.*quiz\/0/);
    expect(outcome.blockers.every((one) => one.slug === 'lesson' && one.entity_id === spark)).toBe(true);
    expect(await snapshots()).toEqual([]);
  });

  test('published AI drafts that nobody has approved: ai_draft_approved, unless the workspace allows them', async () => {
    for (const [review_status, is_published, blocked] of [
      ['pending', true, true],
      ['rejected', true, true],
      ['approved', true, false],
      ['pending', false, false],
    ] as const) {
      const spark = await author.spark(undefined, { is_published, ai_metadata: JSON.stringify({ review_status }) });
      const outcome = await stage(sql, here.workspace);
      expect(
        outcome.ok ? [] : rules(outcome),
        `${review_status}, ${is_published ? 'published' : 'not published'}`,
      ).toEqual(blocked ? ['ai_draft_approved'] : []);
      if (blocked) await sql.query('delete from public.sparks where id = $1', [spark]);
    }
    await sql.query('update public.workspaces set allows_pending_drafts = true where id = $1', [here.workspace]);
    await author.spark(undefined, { is_published: true, ai_metadata: '{"review_status": "pending"}' });
    expect((await stage(sql, here.workspace)).ok).toBe(true);
  });

  const shown = (table: string, id: string, to: boolean) =>
    sql.query(`update public.${table} set is_published = $2 where id = $1`, [id, to]);

  test('is told beforehand as staging would tell it, and nothing is staged by looking', async () => {
    const preview = () =>
      value<{ is_complete: boolean; rules: { rule: string; total: number; items: { entity_id: string }[] }[] }>(
        sql,
        'select public.preview_blockers($1)',
        [here.workspace],
      );
    const { domain } = await course();
    expect(await preview()).toEqual({ is_complete: true, rules: [] });
    await publish(sql, here.workspace);
    await shown('domains', domain, false);
    for (let at = 0; at < 7; at++) {
      await author.spark(undefined, { is_published: true, ai_metadata: '{"review_status": "rejected"}' });
    }
    const seen = await preview();
    const outcome = await stage(sql, here.workspace);
    const told = Object.groupBy(outcome.blockers, (one) => one.rule);
    expect(Object.fromEntries(seen.rules.map(({ rule, total }) => [rule, total]))).toEqual(
      Object.fromEntries(Object.entries(told).map(([rule, list]) => [rule, list?.length])),
    );
    expect(seen.rules.map(({ items }) => items.length)).toEqual([5, 1]);
    expect(await snapshots()).toHaveLength(1);
  });

  test('published things under unpublished ones: published_parent, from either side', async () => {
    const { domain, trail, concept, first, second } = await course();
    await publish(sql, here.workspace);
    await shown('domains', domain, false);
    expect((await stage(sql, here.workspace)).blockers).toMatchObject([
      { rule: 'published_parent', kind: 'trail', entity_id: trail },
    ]);
    await shown('domains', domain, true);
    await shown('trails', trail, false);
    expect((await stage(sql, here.workspace)).blockers).toMatchObject([
      { rule: 'published_parent', kind: 'concept', entity_id: concept },
    ]);
    await shown('trails', trail, true);
    await shown('concepts', concept, false);
    const both = await stage(sql, here.workspace);
    expect(both.blockers.map((one) => [one.rule, one.entity_id])).toEqual(
      expect.arrayContaining([
        ['published_parent', first],
        ['published_parent', second],
      ]),
    );
    // A second concept that is published is enough.
    const other = await author.concept(trail, undefined, { is_published: true });
    await author.place(other, first);
    await author.place(other, second);
    expect((await stage(sql, here.workspace)).ok).toBe(true);
  });

  test('what goes to the trash together with the parent is no published orphan', async () => {
    const { domain, trail } = await course();
    await publish(sql, here.workspace);
    await shown('domains', domain, false);
    await sql.query("select public.trash($1, 'trail', $2)", [here.workspace, trail]);
    expect((await stage(sql, here.workspace)).ok).toBe(true);
  });

  test('sparks and concepts that stand nowhere need no published parent', async () => {
    await author.spark(undefined, { is_published: true });
    await author.concept(null, undefined, { is_published: true });
    expect((await stage(sql, here.workspace)).ok).toBe(true);
  });

  test.each([['spark'], ['concept']] as const)(
    'new %s links that close a loop with removed ones that are kept: acyclic',
    async (level) => {
      const make = () => (level === 'spark' ? author.spark() : author.concept(null));
      const [a, b, c] = [await make(), await make(), await make()];
      const old = await author.link(a, b, level);
      await author.link(b, c, level);
      await publish(sql, here.workspace);
      await sql.query(`delete from public.${level}_links where id = $1`, [old]);
      const back = await author.link(c, a, level);
      const outcome = await stage(sql, here.workspace, { only: [back] });
      expect(outcome.blockers).toMatchObject([{ rule: 'acyclic', kind: `${level}_link` }]);
      const both = await staged(sql, here.workspace, { only: [back, old] });
      expect((await verify(both.snapshot_id)).ok).toBe(true);
    },
  );

  test('a refused snapshot leaves nothing behind: no snapshot, no version, the same things pending', async () => {
    const spark = await author.spark();
    await author.lessonPackage(spark, {});
    const before = await pending();
    expect((await stage(sql, here.workspace)).ok).toBe(false);
    expect(await snapshots()).toEqual([]);
    expect(
      await value(sql, 'select count(*)::int from public.entity_versions where workspace_id = $1', [here.workspace]),
    ).toBe(0);
    expect(await pending()).toEqual(before);
  });
});

describe('verification finds damage', () => {
  const damage = (text: string) =>
    db.asOwner(async (mine) => {
      const { snapshot_id } = await staged(mine, here.workspace);
      // What a stage writes last is written, before the triggers go.
      await mine.query('set constraints all immediate');
      await mine.query('alter table public.entity_versions disable trigger user');
      await mine.query('alter table public.snapshots disable trigger user');
      expect((await verify(snapshot_id, mine)).ok).toBe(true);
      await mine.query(text, text.includes('$1') ? [here.workspace] : []);
      return (await verify(snapshot_id, mine)).problems.map((one) => one.rule);
    });

  test.each([
    [
      'a changed body',
      `update public.entity_versions set body = body || '{"title": "Forged"}' where kind = 'spark' and workspace_id = $1`,
      ['state_hash'],
    ],
    [
      'a changed body whose hash was made to fit',
      `update public.entity_versions set body = body || '{"title": "Forged"}', hash = private.state_hash(kind, entity_id, body || '{"title": "Forged"}') where kind = 'spark' and workspace_id = $1`,
      ['content_hash'],
    ],
    [
      'a missing beacon',
      `delete from public.entity_versions where kind = 'beacon' and workspace_id = $1`,
      ['content_hash', 'closed_set', 'entity_counts'],
    ],
    [
      'links turned into a loop',
      `insert into public.entity_versions (workspace_id, kind, entity_id, from_seq, ref_a, ref_b, hash, body) select workspace_id, kind, gen_random_uuid(), from_seq, ref_b, ref_a, hash, body from public.entity_versions where kind = 'spark_link' and workspace_id = $1`,
      ['content_hash', 'state_hash', 'entity_counts', 'acyclic'],
    ],
    [
      'a changed content hash',
      `update public.snapshots set content_hash = repeat('0', 32) where workspace_id = $1`,
      ['content_hash'],
    ],
    [
      'changed counts',
      `update public.snapshots set entity_counts = '{"spark": 7}' where workspace_id = $1`,
      ['entity_counts'],
    ],
  ])('%s', async (_, text, expected) => {
    await course();
    expect(await damage(text)).toEqual(expected);
  });
});
