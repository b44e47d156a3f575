import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { Author, codeOf, list, type Sql, value, workingContent } from './authoring';
import { testDatabase } from './harness';

const db = testDatabase();

let workspace: string;
let author: Author;
let sql: Sql;
beforeEach(async () => {
  workspace = await db.createWorkspace();
  sql = db.owner;
  author = new Author(sql, workspace);
});

interface Outcome {
  change_set_id: string | null;
  failed: { kind: string; id: string; code: string }[];
}
const act = <T = Outcome>(name: string, ...args: unknown[]) =>
  value<T>(sql, `select public.${name}(${['$1', ...args.map((_, at) => `$${at + 2}`)].join(', ')})`, [
    workspace,
    ...args,
  ]);
const items = (kind: string, ...ids: string[]) => JSON.stringify(ids.map((id) => ({ kind, id })));
const undo = (change_set: string | null) => sql.query('select public.undo_change_set($1)', [change_set]);
const content = () => workingContent(sql, workspace);
const inside = async (concept: string) =>
  (
    await list<{ slug: string }>(
      sql,
      'select s.slug from public.concept_sparks p join public.sparks s on s.id = p.spark_id where p.concept_id = $1 order by p.order_index, p.ordinal',
      [concept],
    )
  ).map(({ slug }) => slug);
const links = async (level = 'spark') =>
  (
    await list<{ link: string }>(
      sql,
      `select a.slug || '>' || b.slug as link from public.${level}_links l join public.${level}s a on a.id = l.source_id
       join public.${level}s b on b.id = l.target_id where l.workspace_id = $1 order by 1`,
      [workspace],
    )
  ).map(({ link }) => link);

/** Runs an act, expects undo to bring back exactly what was there, and does it again. */
async function undoable<T extends { change_set_id: string | null }>(run: () => Promise<T>): Promise<T> {
  const before = await content();
  const first = await run();
  const after = await content();
  await undo(first.change_set_id);
  const restored = await content();
  // Versions count on; what was there is there again.
  expect(JSON.stringify(restored, without)).toEqual(JSON.stringify(before, without));
  expect(JSON.stringify(after, without)).not.toEqual(JSON.stringify(before, without));
  return run();
}
const without = (key: string, one: unknown) =>
  ['version', 'updated_at', 'updated_by', 'created_at'].includes(key) ? undefined : one;

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
        await value(sql, `select bool_and(is_published) from public.${table} where workspace_id = $1`, [workspace]),
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
      [workspace],
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
  expect(await value(sql, 'select count(*)::int from public.sparks where workspace_id = $1', [workspace])).toBe(1);
});

test('bulk trash with sparks takes those that stand only in what goes, however many of it hold them', async () => {
  const [a, b, stays] = [await author.concept(null), await author.concept(null), await author.concept(null)];
  const [both, elsewhere] = [await author.spark('both'), await author.spark('elsewhere')];
  await author.place(a, both);
  await author.place(b, both);
  await author.place(a, elsewhere);
  await author.place(stays, elsewhere);
  await undoable(() => act('bulk_trash', items('concept', a, b), true));
  const left = await list<{ slug: string }>(sql, 'select slug from public.sparks where workspace_id = $1', [workspace]);
  expect(left).toEqual([{ slug: 'elsewhere' }]);
  expect(await inside(stays)).toEqual(['elsewhere']);
});

describe('merge', () => {
  const merged = (into: string, from: string, fields = '{}', kind = 'spark') =>
    act<string>('merge_entities', kind, into, from, fields).then((change_set_id) => ({ change_set_id }));

  test('of two sparks: places, beacons, links and package go over, the old name leads on, undo restores both', async () => {
    const [c1, c2] = [await author.concept(null), await author.concept(null)];
    const [a, b, before, after] = [
      await author.spark('a'),
      await author.spark('b'),
      await author.spark('before'),
      await author.spark('after'),
    ];
    await author.place(c1, a);
    await author.place(c1, b, 1);
    await author.place(c2, b);
    await author.mark(b, await author.beacon());
    await author.link(before, b);
    await author.link(b, after);
    await author.link(a, after);
    await author.link(a, b);
    await author.lessonPackage(b);
    await undoable(() => merged(a, b, '{"content_md": "both"}'));
    expect(await inside(c1)).toEqual(['a']);
    expect(await inside(c2)).toEqual(['a']);
    expect(await links()).toEqual(['a>after', 'before>a']);
    expect(await value(sql, 'select content_md from public.sparks where id = $1', [a])).toBe('both');
    expect(await value(sql, 'select spark_id from public.packages where workspace_id = $1', [workspace])).toBe(a);
    expect(
      await value(sql, "select entity_id from public.slug_redirects where workspace_id = $1 and old_slug = 'b'", [
        workspace,
      ]),
    ).toBe(a);
  });

  test('leads old names to what stands for them, through undo, redo and a second merge', async () => {
    const [a, b, c] = [await author.spark('a'), await author.spark('b'), await author.spark('c')];
    await sql.query("update public.sparks set slug = 'b2' where id = $1", [b]);
    const leads = async () =>
      Object.fromEntries(
        (
          await list<{ old_slug: string; slug: string }>(
            sql,
            `select r.old_slug, s.slug from public.slug_redirects r join public.sparks s on s.id = r.entity_id
             where r.workspace_id = $1 order by 1`,
            [workspace],
          )
        ).map(({ old_slug, slug }) => [old_slug, slug]),
      );
    expect(await leads()).toEqual({ b: 'b2' });
    const { change_set_id } = await merged(a, b);
    expect(await leads()).toEqual({ b: 'a', b2: 'a' });
    const undone = await value<string>(sql, 'select public.undo_change_set($1)', [change_set_id]);
    expect(await leads()).toEqual({ b: 'b2' });
    const redone = await value<string>(sql, 'select public.undo_change_set($1)', [undone]);
    expect(await leads()).toEqual({ b: 'a', b2: 'a' });
    const { change_set_id: second } = await merged(c, a);
    expect(await leads()).toEqual({ a: 'c', b: 'c', b2: 'c' });
    await undo(second);
    expect(await leads()).toEqual({ b: 'a', b2: 'a' });
    // Each undo of an undo turns what counts: the merge, after a third one, is undone.
    await undo(redone);
    expect(await leads()).toEqual({ b: 'b2' });
    expect(await value(sql, 'select undone_by from public.change_sets where id = $1', [change_set_id])).toBe(undone);
  });

  test('is refused whole when the links of both together close a loop', async () => {
    const [a, middle, b] = [await author.spark('a'), await author.spark('middle'), await author.spark('b')];
    await author.link(a, middle);
    await author.link(middle, b);
    const before = await content();
    expect(await codeOf(merged(a, b))).toBe('TW001');
    expect(await content()).toEqual(before);
  });

  test('of two concepts: sparks, objectives and links go over', async () => {
    const [a, b, c] = [
      await author.concept(null, 'a'),
      await author.concept(null, 'b'),
      await author.concept(null, 'c'),
    ];
    const [s1, s2] = [await author.spark('s1'), await author.spark('s2')];
    await author.place(a, s1);
    await author.place(b, s1);
    await author.place(b, s2, 1);
    await author.link(b, c, 'concept');
    await author.add('objectives', { concept_id: b, objective_id: 'lo_1', title: 'Knows' });
    await undoable(() => merged(a, b, '{}', 'concept'));
    expect(await inside(a)).toEqual(['s1', 's2']);
    expect(await links('concept')).toEqual(['a>c']);
    expect(await value(sql, 'select concept_id from public.objectives where workspace_id = $1', [workspace])).toBe(a);
  });

  test('with itself, of another kind, or with what is gone is refused', async () => {
    const a = await author.spark();
    expect(await codeOf(merged(a, a))).toBe('TW006');
    expect(await codeOf(merged(a, randomUUID()))).toBe('TW004');
    expect(await codeOf(act('merge_entities', 'beacon', a, randomUUID()))).toBe('TW006');
  });
});

describe('split', () => {
  test('a concept: some of its sparks go to a new one right after it', async () => {
    const t = await author.trail(await author.domain());
    const [c, next] = [
      await author.concept(t, 'c', { order_index: 0 }),
      await author.concept(t, 'next', { order_index: 1 }),
    ];
    const places: string[] = [];
    for (let at = 0; at < 3; at++) places.push(await author.place(c, await author.spark(`s${at}`), at));
    const made = await undoable(() =>
      act<{ id: string; change_set_id: string }>(
        'split_concept',
        c,
        [places[1], places[2]],
        'Second half',
        'second-half',
      ),
    );
    expect([await inside(c), await inside(made.id)]).toEqual([['s0'], ['s1', 's2']]);
    expect(await list(sql, 'select id from public.concepts where trail_id = $1 order by order_index', [t])).toEqual([
      { id: c },
      { id: made.id },
      { id: next },
    ]);
    expect(await codeOf(act('split_concept', c, [places[0]], 'Nothing left', 'nothing'))).toBe('TW006');
    expect(await codeOf(act('split_concept', next, [], 'Nothing', 'nothing'))).toBe('TW006');
  });

  test('parts follow each other where all places are the same, and are as published as the whole was', async () => {
    const c = await author.concept(null);
    for (const slug of ['one', 'two', 'three'])
      await author.place(c, await author.spark(slug, { is_published: true }), 0);
    const one = await value<string>(sql, "select id from public.sparks where workspace_id = $1 and slug = 'one'", [
      workspace,
    ]);
    const made = await act<{ id: string }>('split_spark', one, 1, 'a', 'b', 'One and a half', 'one-and-a-half', 5, 5);
    expect(await inside(c)).toEqual(['one', 'one-and-a-half', 'two', 'three']);
    expect(await value(sql, 'select is_published from public.sparks where id = $1', [made.id])).toBe(true);
  });

  test('a spark: the second part follows it wherever it stands, and takes over what it leads to', async () => {
    const c = await author.concept(null);
    const [before, s, after] = [await author.spark('before'), await author.spark('s'), await author.spark('after')];
    for (const [at, one] of [before, s, after].entries()) await author.place(c, one, at);
    await author.link(before, s);
    await author.link(s, after);
    const split = (version: number) =>
      act<{ id: string; change_set_id: string }>(
        'split_spark',
        s,
        version,
        'one',
        'two',
        'Second part',
        'second',
        4,
        6,
      );
    expect(await codeOf(split(7))).toBe('TW003');
    const made = await split(1);
    expect(await inside(c)).toEqual(['before', 's', 'second', 'after']);
    expect(await links()).toEqual(['before>s', 's>second', 'second>after']);
    expect(await value(sql, 'select content_md from public.sparks where id = $1', [made.id])).toBe('two');
    await undo(made.change_set_id);
    expect(await links()).toEqual(['before>s', 's>after']);
    expect(await inside(c)).toEqual(['before', 's', 'after']);
  });

  test('under a name that is taken is refused whole', async () => {
    const s = await author.spark('s');
    await author.spark('taken');
    const refused = act('split_spark', s, 1, 'one', 'two', 'Two', 'taken', 5, 5);
    expect(await codeOf(refused)).toBe('23505');
    expect(await value(sql, 'select content_md from public.sparks where id = $1', [s])).toBe('# s');
  });
});

describe('duplicate', () => {
  type Copied = Outcome & { ids: string[] };

  test('a trail with its concepts, sparks, packages and the links among them, as drafts', async () => {
    const t = await author.trail(await author.domain(), 't', { is_published: true });
    const [c1, c2] = [await author.concept(t, 'c1'), await author.concept(t, 'c2', { order_index: 1 })];
    const [s1, s2, outside] = [
      await author.spark('s1', { is_published: true }),
      await author.spark('s2'),
      await author.spark('outside'),
    ];
    await author.place(c1, s1);
    await author.place(c2, s2);
    await author.link(s1, s2);
    await author.link(outside, s1);
    await author.link(c1, c2, 'concept');
    await author.lessonPackage(s1);
    await author.mark(s1, await author.beacon('b'));
    const made = await undoable(() => act<Copied>('duplicate', items('trail', t)));
    const copied = await list<{ slug: string; is_published: boolean }>(
      sql,
      "select slug, is_published from public.sparks where workspace_id = $1 and slug like '%-copy%' order by slug",
      [workspace],
    );
    expect(copied).toEqual([
      { slug: 's1-copy', is_published: false },
      { slug: 's2-copy', is_published: false },
    ]);
    expect(await links()).toEqual(['outside>s1', 's1-copy>s2-copy', 's1>s2']);
    expect(await links('concept')).toEqual(['c1-copy>c2-copy', 'c1>c2']);
    expect(await value(sql, 'select count(*)::int from public.packages where workspace_id = $1', [workspace])).toBe(2);
    expect(await value(sql, 'select title from public.trails where id = $1', [made.ids[0]])).toBe('Trail t (copy)');
    const again = await act<Copied>('duplicate', items('trail', t));
    expect(await value(sql, 'select slug from public.trails where id = $1', [again.ids[0]])).toBe('t-copy-2');
  });

  test('a spark stands beside the one it was copied from', async () => {
    const c = await author.concept(null);
    const s = await author.spark('s');
    await author.place(c, s);
    await undoable(() => act<Copied>('duplicate', items('spark', s)));
    expect(await inside(c)).toEqual(['s', 's-copy']);
  });

  test('a long name stays within its limit', async () => {
    const s = await author.spark(`${'a'.repeat(199)}b`, { title: 'x'.repeat(200) });
    const made = await act<Copied>('duplicate', items('spark', s));
    expect(
      await value(
        sql,
        "select char_length(slug) <= 200 and slug like '%-copy' and char_length(title) = 200 from public.sparks where id = $1",
        [made.ids[0]],
      ),
    ).toBe(true);
  });

  test('several at once, as one act: what stands below another one chosen comes with it and not twice', async () => {
    const t = await author.trail(await author.domain(), 't');
    const [c1, c2] = [await author.concept(t, 'c1'), await author.concept(t, 'c2', { order_index: 1 })];
    const [s1, shared] = [await author.spark('s1'), await author.spark('shared')];
    await author.place(c1, s1);
    await author.place(c1, shared, 1);
    await author.place(c2, shared);
    await author.link(s1, shared);
    const gone = '00000000-0000-4000-8000-00000000dead';
    const chosen = JSON.stringify([
      { kind: 'spark', id: s1 },
      { kind: 'concept', id: c2 },
      { kind: 'concept', id: c1 },
      { kind: 'concept', id: gone },
    ]);
    const made = await undoable(() => act<Copied>('duplicate', chosen));
    expect(made.failed).toEqual([{ kind: 'concept', id: gone, code: 'not_found' }]);
    const titles = await list<{ title: string }>(
      sql,
      'select title from public.concepts where id = any ($1) order by array_position($1, id)',
      [made.ids],
    );
    expect(titles.map(({ title }) => title)).toEqual(['Concept c2 (copy)', 'Concept c1 (copy)']);
    const copies = await list<{ id: string }>(
      sql,
      "select id from public.concepts where workspace_id = $1 and slug in ('c1-copy', 'c2-copy') order by slug",
      [workspace],
    );
    expect(await inside(copies[0]?.id ?? '')).toEqual(['s1-copy', 'shared-copy']);
    expect(await inside(copies[1]?.id ?? '')).toEqual(['shared-copy']);
    expect(await inside(c1)).toEqual(['s1', 'shared']);
    expect(await links()).toEqual(['s1-copy>shared-copy', 's1>shared']);
  });

  test('nothing but what is not there is no act, and a beacon is refused', async () => {
    const gone = '00000000-0000-4000-8000-00000000dead';
    expect(await act<Copied>('duplicate', items('spark', gone))).toMatchObject({
      ids: [],
      change_set_id: null,
      failed: [{ id: gone, code: 'not_found' }],
    });
    const refused = act('duplicate', items('beacon', await author.beacon('b')));
    expect(await codeOf(refused)).toBe('TW006');
  });
});

test('all of it queues, so that two acts on the same things end in one of the two orders', async () => {
  const c = await author.concept(null);
  const [s1, s2] = [await author.spark('s1'), await author.spark('s2')];
  await author.place(c, s1);
  await author.place(c, s2, 1);
  const [one, two] = [await db.connect(), await db.connect()];
  await one.query('begin');
  await one.query("select public.merge_entities($1, 'spark', $2, $3)", [workspace, s1, s2]);
  const late = codeOf(two.query('select public.bulk_trash($1, $2)', [workspace, items('spark', s1, s2)]));
  await one.query('commit');
  expect(await late).toBe(null);
  expect(await inside(c)).toEqual([]);
});
