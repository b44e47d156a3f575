import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { acting, items, type Outcome } from '../support/acting.ts';
import { codeOf, list, value } from '../support/authoring.ts';

const { sql, author, here, act, undo, content, inside, links, undoable } = acting();

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
    expect(await value(sql, 'select spark_id from public.packages where workspace_id = $1', [here.workspace])).toBe(a);
    expect(
      await value(sql, "select entity_id from public.slug_redirects where workspace_id = $1 and old_slug = 'b'", [
        here.workspace,
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
            [here.workspace],
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
    expect(await value(sql, 'select concept_id from public.objectives where workspace_id = $1', [here.workspace])).toBe(
      a,
    );
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
      here.workspace,
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
      [here.workspace],
    );
    expect(copied).toEqual([
      { slug: 's1-copy', is_published: false },
      { slug: 's2-copy', is_published: false },
    ]);
    expect(await links()).toEqual(['outside>s1', 's1-copy>s2-copy', 's1>s2']);
    expect(await links('concept')).toEqual(['c1-copy>c2-copy', 'c1>c2']);
    expect(
      await value(sql, 'select count(*)::int from public.packages where workspace_id = $1', [here.workspace]),
    ).toBe(2);
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
      [here.workspace],
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
