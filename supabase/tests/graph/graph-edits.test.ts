import type pg from 'pg';
import { describe, expect, test } from 'vitest';
import type { Outline } from '#lib/catalogue/core/outline.ts';
import type { LinkEdit, LinkEditOutcome } from '#lib/graph/core/edits.ts';
import type { ReviewMarks } from '#lib/graph/data/review-marks.ts';
import { acting } from '../support/acting.ts';
import { codeOf, list, refusal, value } from '../support/authoring.ts';
import { expectInOrder, nodes } from '../support/linking.ts';

const { db, sql, author, here, act, inside, links, undoable, undo } = acting();

describe('a spark on a link', () => {
  test('stands behind the source and between both ends, in one act', async () => {
    const [c1, c2] = [await author.concept(null), await author.concept(null)];
    const [a, other, b] = [
      await author.spark('a', { difficulty: 'expert' }),
      await author.spark('other'),
      await author.spark('b'),
    ];
    await author.place(c1, a);
    await author.place(c1, other, 1);
    await author.place(c2, a);
    await author.link(a, b, 'spark', { weight: 0.4, description: 'Why', link_type: 'deepens', extras: '{"x": 1}' });
    const id = () => value<string>(sql, 'select id from public.spark_links where workspace_id = $1', [here.workspace]);
    const fields = JSON.stringify({ title: 'Between', slug: 'between' });
    await undoable(async () => act<{ id: string; change_set_id: string }>('insert_on_link', await id(), fields));
    expect(await links()).toEqual(['a>between', 'between>b']);
    expect(await inside(c1)).toEqual(['a', 'between', 'other']);
    expect(await inside(c2)).toEqual(['a']);
    expect(
      await list(
        sql,
        'select link_type, weight, description, extras from public.spark_links where workspace_id = $1 order by ordinal',
        [here.workspace],
      ),
    ).toEqual([
      { link_type: 'deepens', weight: 0.4, description: null, extras: {} },
      { link_type: 'deepens', weight: 0.4, description: 'Why', extras: { x: 1 } },
    ]);
    expect(
      await list(
        sql,
        "select is_published, difficulty from public.sparks where slug = 'between' and workspace_id = $1",
        [here.workspace],
      ),
    ).toEqual([{ is_published: false, difficulty: 'expert' }]);
  });

  test('goes into the concept that is named, and nowhere when its link or that place is gone', async () => {
    const [c1, c2, c3] = [await author.concept(null), await author.concept(null), await author.concept(null)];
    const [a, b] = [await author.spark('a'), await author.spark('b')];
    await author.place(c1, a);
    await author.place(c2, a);
    const link = await author.link(a, b);
    const fields = JSON.stringify({ title: 'Between', slug: 'between' });
    expect(await codeOf(act('insert_on_link', crypto.randomUUID(), fields))).toBe('TW004');
    expect(await codeOf(act('insert_on_link', link, fields, c3))).toBe('TW006');
    expect(
      await codeOf(act('insert_on_link', link, JSON.stringify({ title: 'B', slug: 'b', is_published: true }))),
    ).toBe('TW006');
    const taken = await act('insert_on_link', link, JSON.stringify({ title: 'Bee', slug: 'b' })).then(
      () => null,
      refusal,
    );
    expect([taken?.code, taken?.constraint]).toEqual(['23505', 'sparks_slug_key']);
    expect(await links()).toEqual(['a>b']);
    await act('insert_on_link', link, fields, c2);
    expect([await inside(c1), await inside(c2)]).toEqual([['a'], ['a', 'between']]);
  });
});

describe('a new order', () => {
  test('of several trails and concepts is one act', async () => {
    const trail = await author.trail(await author.domain());
    const [c1, c2] = [await author.concept(trail, 'c1'), await author.concept(trail, 'c2')];
    const [a, b, c] = [await author.spark('a'), await author.spark('b'), await author.spark('c')];
    for (const [at, spark] of [a, b, c].entries()) await author.place(c1, spark, at);
    const orders = JSON.stringify([
      { parent_kind: 'trail', parent_id: trail, ids: [c2, c1] },
      { parent_kind: 'concept', parent_id: c1, ids: [c, a, b] },
      { parent_kind: 'concept', parent_id: c2, ids: [] },
    ]);
    await undoable(async () => ({ change_set_id: await act<string>('reorder', orders) }));
    expect(await inside(c1)).toEqual(['c', 'a', 'b']);
    expect(
      await list(sql, 'select slug from public.concepts where trail_id = $1 order by order_index', [trail]),
    ).toEqual([{ slug: 'c2' }, { slug: 'c1' }]);
    expect(await act('reorder', orders), 'nothing left to do').toBeNull();
  });

  test('is refused when it does not name what stands there', async () => {
    const trail = await author.trail(await author.domain());
    const concept = await author.concept(trail);
    const [a, b] = [await author.spark('a'), await author.spark('b')];
    await author.place(concept, a);
    await author.place(concept, b, 1);
    const refused = (parent_kind: string, parent_id: string, ids: string[]) =>
      codeOf(act('reorder', JSON.stringify([{ parent_kind, parent_id, ids }])));
    expect(await refused('concept', concept, [b]), 'one is missing').toBe('TW003');
    expect(await refused('concept', concept, [b, a, crypto.randomUUID()]), 'one is too much').toBe('TW003');
    expect(await refused('concept', concept, [b, a, a]), 'one is twice').toBe('TW003');
    expect(await refused('trail', trail, []), 'one is missing').toBe('TW003');
    expect(await refused('trail', crypto.randomUUID(), [concept])).toBe('TW003');
    expect(await refused('domain', trail, [])).toBe('TW006');
    expect(await inside(concept)).toEqual(['a', 'b']);
  });
});

test('marks for review are there once for each reason, wait in the trash, and go when somebody looked', async () => {
  const [a, b, cause, second] = [
    await author.spark('a'),
    await author.spark('b'),
    await author.spark('cause'),
    await author.spark('second'),
  ];
  const read = async (spark?: string) => {
    const { total, marks } = await act<ReviewMarks>('read_review_marks', spark ?? null);
    return [total, ...marks.map((mark) => `${mark.spark.slug}<${mark.because_of?.slug}: ${mark.note}`).sort()];
  };
  expect(await act('mark_for_review', [a, b, crypto.randomUUID()], cause, 'Look')).toEqual([a, b].sort());
  // Marked because of the same already: it says what it said, and no undo of this takes it away.
  expect(await act('mark_for_review', [a], cause, 'Look again')).toEqual([]);
  expect(await act('mark_for_review', [a], second)).toEqual([a]);
  expect(await act('mark_for_review', [b])).toEqual([b]);
  const { sparks } = await act<Outline>('read_outline_found', '{"quality": "again"}');
  expect(sparks.map(({ slug }) => slug).sort()).toEqual(['a', 'b']);
  expect(await read()).toEqual([2, 'a<cause: Look', 'a<second: null', 'b<cause: Look', 'b<undefined: null']);
  expect(await read(b)).toEqual([1, 'b<cause: Look', 'b<undefined: null']);
  const trashed = await act<string>('trash', 'spark', a);
  await act('trash', 'spark', cause);
  expect(await read()).toEqual([1, 'b<undefined: Look', 'b<undefined: null']);
  await undo(trashed);
  expect(await act('clear_review_marks', [a], second)).toBe(1);
  expect(await read(a)).toEqual([1, 'a<undefined: Look']);
  expect(await act('clear_review_marks', [a, b])).toBe(3);
  expect(await read()).toEqual([0]);
  expect(await codeOf(act('mark_for_review', [a], null, 'x'.repeat(501)))).toBe('23514');
});

describe('two people at once', () => {
  const add = (source_id: string, target_id: string): LinkEdit => ({
    op: 'add',
    source_id,
    target_id,
    link_type: 'related',
  });
  const edit = (client: pg.ClientBase, edits: LinkEdit[]) =>
    value<LinkEditOutcome>(client, "select public.edit_links($1, 'spark', $2)", [
      here.workspace,
      JSON.stringify(edits),
    ]);

  test('5,000 links pasted twice in parallel are there once, and everybody hears what became of each', async () => {
    const names = Array.from({ length: 400 }, (_, at) => `n${at}`);
    const ids = await nodes(sql, here.workspace, names);
    const id = (at: number) => ids.get(`n${at}`) as string;
    const pairs = Array.from({ length: 5_000 }, (_, at) => [at % 380, (at % 380) + 1 + Math.floor(at / 380)] as const);
    const pasted = pairs.map(([source, target]) => add(id(source), id(target)));
    const [first, second] = [await db.connect(), await db.connect()];
    const outcomes = await Promise.all([edit(first, pasted), edit(second, pasted.toReversed())]);
    expect(outcomes.map(({ added, failed }) => added.length + failed.length)).toEqual([5_000, 5_000]);
    expect(outcomes.map(({ added }) => added.length).sort()).toEqual([0, 5_000]);
    expect(new Set(outcomes.flatMap(({ failed }) => failed.map(({ code }) => code)))).toEqual(
      new Set(['already_linked']),
    );
    await expectInOrder(sql, here.workspace);
  });

  test('pastes, single links, turns, moves of nodes and the trash close no loop and meet no deadlock', async () => {
    const names = Array.from({ length: 14 }, (_, at) => `n${at}`);
    const ids = [...(await nodes(sql, here.workspace, names)).values()];
    const own = here.workspace;
    let state = 1;
    const random = (below: number) => {
      state = (state * 48_271) % 2_147_483_647;
      return state % below;
    };
    const pick = () => ids[random(ids.length)] as string;
    const pairs = (many: number) => Array.from({ length: many }, () => add(pick(), pick()));
    const oldest = async (client: pg.ClientBase) =>
      value<string>(
        client,
        'select id from public.spark_links where workspace_id = $1 order by md5(id::text || $2) limit 1',
        [own, `${random(1000)}`],
      );
    const turns: ((client: pg.ClientBase) => Promise<unknown>)[] = [
      (client) => edit(client, pairs(5)),
      (client) => edit(client, pairs(90)),
      async (client) => {
        const id = await oldest(client);
        if (id) await edit(client, [{ op: 'reverse', id }, ...pairs(2)]);
      },
      async (client) => {
        const id = await oldest(client);
        if (id) await edit(client, [{ op: 'remove', id }, add(pick(), pick())]);
      },
      (client) =>
        client.query(
          "insert into public.spark_links (workspace_id, source_id, target_id, link_type) values ($1, $2, $3, 'related')",
          [own, pick(), pick()],
        ),
      (client) => client.query('delete from public.spark_links where source_id = $1', [pick()]),
      async (client) => {
        const act = await value<string>(client, "select public.trash($1, 'spark', $2)", [own, pick()]);
        await client.query('select public.undo_change_set($1)', [act]);
      },
      (client) =>
        client.query("select public.set_positions($1, 'spark', $2, $3)", [
          own,
          JSON.stringify([pick(), pick()].map((node) => [node, 1, 2])),
          random(2) === 0,
        ]),
    ];
    const clients = await Promise.all(turns.map(() => db.connect()));
    const codes = await Promise.all(
      turns.map(async (turn, at) => {
        const own_codes: (string | null)[] = [];
        for (let nth = 0; nth < 40; nth++) own_codes.push(await codeOf(turn(clients[at] as pg.ClientBase)));
        return own_codes;
      }),
    );
    const met = new Set(codes.flat());
    expect(met.has(null)).toBe(true);
    // Loops, pairs that are linked already, what somebody else has trashed or changed meanwhile, and self links: no deadlock.
    expect(
      [...met].filter((code) => ![null, 'TW001', 'TW004', 'TW005', '23505', '23503', '23514'].includes(code)),
    ).toEqual([]);
    await expectInOrder(sql, own);
  });
});
