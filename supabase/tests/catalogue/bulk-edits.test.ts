import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { acting, items, type Outcome } from '../support/acting.ts';
import { Author, codeOf, list, value } from '../support/authoring.ts';

const { db, sql, author, here, act, inside, links, undoable } = acting();

describe('bulk edit', () => {
  test('publishes domains, trails, concepts and sparks as one change', async () => {
    const d = await author.domain();
    const t = await author.trail(d);
    const c = await author.concept(t);
    const [s1, s2] = [await author.spark(), await author.spark()];
    const all = JSON.stringify([
      { kind: 'domain', id: d },
      { kind: 'trail', id: t },
      { kind: 'concept', id: c },
      { kind: 'spark', id: s1 },
      { kind: 'spark', id: s2 },
    ]);
    const outcome = await undoable(() => act('bulk_edit', all, '{"is_published": true}'));
    expect(outcome.failed).toEqual([]);
    for (const table of ['domains', 'trails', 'concepts', 'sparks']) {
      expect(
        await value(sql, `select bool_and(is_published) from public.${table} where workspace_id = $1`, [
          here.workspace,
        ]),
      ).toBe(true);
    }
    expect(await value(sql, 'select action::text from public.change_sets where id = $1', [outcome.change_set_id])).toBe(
      'bulk_edit',
    );
  });

  test('reports what is gone and what a kind does not have, and does the rest', async () => {
    const s = await author.spark();
    const c = await author.concept(null);
    const gone = randomUUID();
    const outcome = await act<Outcome>(
      'bulk_edit',
      JSON.stringify([
        { kind: 'spark', id: s },
        { kind: 'concept', id: c },
        { kind: 'spark', id: gone },
      ]),
      '{"difficulty": "expert"}',
    );
    expect(outcome.failed).toEqual(
      expect.arrayContaining([
        { kind: 'spark', id: gone, code: 'not_found' },
        { kind: 'concept', id: c, code: 'not_applicable' },
      ]),
    );
    expect(await value(sql, 'select difficulty::text from public.sparks where id = $1', [s])).toBe('expert');
  });

  test('adds and removes beacons of sparks', async () => {
    const [s1, s2] = [await author.spark(), await author.spark()];
    const [b1, b2] = [await author.beacon(), await author.beacon()];
    await author.mark(s1, b1);
    await act('bulk_edit', items('spark', s1, s2), '{}', [b2], [b1]);
    const marks = await list<{ spark_id: string; beacon_id: string }>(
      sql,
      'select spark_id, beacon_id from public.spark_beacons where workspace_id = $1',
      [here.workspace],
    );
    expect(marks).toHaveLength(2);
    expect(marks.every(({ beacon_id }) => beacon_id === b2)).toBe(true);
  });

  test('that changes nothing leaves no change; other fields are refused', async () => {
    const s = await author.spark();
    expect(await act('bulk_edit', items('spark', s), '{"is_published": false}')).toEqual({
      change_set_id: null,
      failed: [],
    });
    expect(await codeOf(act('bulk_edit', items('spark', s), '{"title": "No"}'))).toBe('TW006');
    expect(await codeOf(act('bulk_edit', items('spark', s), '{"difficulty": "heroic"}'))).toBe('22P02');
  });
});

describe('bulk move', () => {
  test('puts places of several concepts into one, in the order given, at the place given', async () => {
    const [a, b, target] = [await author.concept(null), await author.concept(null), await author.concept(null)];
    const place: Record<string, string> = {};
    for (const [slug, concept] of [
      ['s1', a],
      ['s2', b],
      ['t1', target],
      ['t2', target],
    ] as const) {
      place[slug] = await author.place(concept, await author.spark(slug), slug === 't2' ? 1 : 0);
    }
    const outcome = await undoable(() =>
      act('bulk_move', items('concept_spark', place.s2 ?? '', place.s1 ?? ''), target, 1),
    );
    expect(outcome.failed).toEqual([]);
    expect(await inside(target)).toEqual(['t1', 's2', 's1', 't2']);
    expect(await inside(a)).toEqual([]);
  });

  test('within one concept it reorders', async () => {
    const c = await author.concept(null);
    const places: string[] = [];
    for (let at = 0; at < 5; at++) places.push(await author.place(c, await author.spark(`s${at}`), at));
    await act('bulk_move', items('concept_spark', places[4] ?? '', places[0] ?? ''), c, 1);
    expect(await inside(c)).toEqual(['s1', 's4', 's0', 's2', 's3']);
  });

  test('gives loose sparks a place, and leaves one that stands there already', async () => {
    const [from, to] = [await author.concept(null), await author.concept(null)];
    const both = await author.spark('both');
    await author.place(to, both);
    const there = await author.place(from, both);
    const loose = await author.spark('loose');
    const outcome = await act<Outcome>(
      'bulk_move',
      JSON.stringify([
        { kind: 'concept_spark', id: there },
        { kind: 'spark', id: loose },
      ]),
      to,
    );
    expect(outcome.failed).toEqual([{ kind: 'concept_spark', id: there, code: 'already_there' }]);
    expect(await inside(to)).toEqual(['both', 'loose']);
    expect(await inside(from)).toEqual(['both']);
  });

  test('puts loose sparks in the order given, and one place a spark, whatever is named twice', async () => {
    const [from, to] = [await author.concept(null), await author.concept(null)];
    const ids: string[] = [];
    for (let at = 0; at < 6; at++) ids.push(await author.spark(`s${at}`));
    const [place, twin] = [
      await author.place(from, ids[0] ?? ''),
      await author.place(await author.concept(null), ids[0] ?? ''),
    ];
    const order = [4, 1, 5, 2].map((at) => ids[at] ?? '');
    const named = [
      ...order.map((id) => ({ kind: 'spark', id })),
      { kind: 'concept_spark', id: place },
      { kind: 'concept_spark', id: twin },
    ];
    const outcome = await act<Outcome>('bulk_move', JSON.stringify([...named, { kind: 'spark', id: order[0] }]), to);
    expect(await inside(to)).toEqual(['s4', 's1', 's5', 's2', 's0']);
    expect(outcome.failed).toEqual([
      { kind: 'concept_spark', id: twin, code: 'already_there' },
      { kind: 'spark', id: order[0], code: 'already_there' },
    ]);
  });

  test('moves concepts to another trail or out of any, trails to another domain', async () => {
    const [d1, d2] = [await author.domain(), await author.domain()];
    const [t1, t2] = [await author.trail(d1), await author.trail(d1)];
    const c = await author.concept(t1);
    await act('bulk_move', items('concept', c), t2);
    expect(await value(sql, 'select trail_id from public.concepts where id = $1', [c])).toBe(t2);
    await act('bulk_move', items('concept', c), null);
    expect(await value(sql, 'select trail_id from public.concepts where id = $1', [c])).toBe(null);
    await act('bulk_move', items('trail', t1, t2), d2);
    expect(await list(sql, 'select id from public.trails where domain_id = $1 order by order_index', [d2])).toEqual([
      { id: t1 },
      { id: t2 },
    ]);
  });

  test('refuses a mixture, a parent that is gone or of another workspace, and a trail without domain', async () => {
    const c = await author.concept(null);
    const t = await author.trail(await author.domain());
    expect(
      await codeOf(
        act(
          'bulk_move',
          JSON.stringify([
            { kind: 'concept', id: c },
            { kind: 'trail', id: t },
          ]),
          t,
        ),
      ),
    ).toBe('TW006');
    expect(await codeOf(act('bulk_move', items('concept', c), randomUUID()))).toBe('TW004');
    expect(await codeOf(act('bulk_move', items('trail', t), null))).toBe('TW004');
    const elsewhere = new Author(sql, await db.createWorkspace());
    const foreign = await elsewhere.trail(await elsewhere.domain());
    expect(await codeOf(act('bulk_move', items('concept', c), foreign))).toBe('TW004');
  });
});

test('bulk trash takes everything that depends on any of them, and gives all of it back', async () => {
  const c = await author.concept(null);
  const [s1, s2, s3] = [await author.spark('s1'), await author.spark('s2'), await author.spark('s3')];
  await author.place(c, s1);
  await author.link(s1, s2);
  await author.link(s2, s3);
  const gone = randomUUID();
  const outcome = await undoable(() => act('bulk_trash', items('spark', s1, s2, gone)));
  expect(outcome.failed).toEqual([{ kind: 'spark', id: gone, code: 'not_found' }]);
  expect(await links()).toEqual([]);
  expect(await inside(c)).toEqual([]);
  expect(await value(sql, 'select count(*)::int from public.sparks where workspace_id = $1', [here.workspace])).toBe(1);
});

test('bulk trash with sparks takes those that stand only in what goes, however many of it hold them', async () => {
  const [a, b, stays] = [await author.concept(null), await author.concept(null), await author.concept(null)];
  const [both, elsewhere] = [await author.spark('both'), await author.spark('elsewhere')];
  await author.place(a, both);
  await author.place(b, both);
  await author.place(a, elsewhere);
  await author.place(stays, elsewhere);
  await undoable(() => act('bulk_trash', items('concept', a, b), true));
  const left = await list<{ slug: string }>(sql, 'select slug from public.sparks where workspace_id = $1', [
    here.workspace,
  ]);
  expect(left).toEqual([{ slug: 'elsewhere' }]);
  expect(await inside(stays)).toEqual(['elsewhere']);
});

test('all of it queues, so that two acts on the same things end in one of the two orders', async () => {
  const c = await author.concept(null);
  const [s1, s2] = [await author.spark('s1'), await author.spark('s2')];
  await author.place(c, s1);
  await author.place(c, s2, 1);
  const [one, two] = [await db.connect(), await db.connect()];
  await one.query('begin');
  await one.query("select public.merge_entities($1, 'spark', $2, $3)", [here.workspace, s1, s2]);
  const late = codeOf(two.query('select public.bulk_trash($1, $2)', [here.workspace, items('spark', s1, s2)]));
  await one.query('commit');
  expect(await late).toBe(null);
  expect(await inside(c)).toEqual([]);
});
