import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { Author, codeOf, refusal, type Sql, value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();

interface Line {
  id: string;
  action: string;
  title: string | null;
  author: string | null;
  is_undone: boolean;
  total: number;
  counts: { kind: string; operation: string; total: number }[];
}

let workspace: string;
let author: Author;
let sql: Sql;
beforeEach(async () => {
  workspace = await db.createWorkspace();
  sql = db.owner;
  author = new Author(sql, workspace);
});

const acts = (more = '') => value<Line[]>(sql, `select public.list_change_sets($1 ${more})`, [workspace]);
const items = (kind: string, ...ids: string[]) => JSON.stringify(ids.map((id) => ({ kind, id })));
const bulk = (name: string, ...args: unknown[]) =>
  value<{ change_set_id: string }>(
    sql,
    `select public.${name}(${['$1', ...args.map((_, at) => `$${at + 2}`)].join(', ')})`,
    [workspace, ...args],
  );
const touched = (change_set: string, offset = 0) =>
  value<{ kind: string; operation: string; label: string | null }[]>(
    sql,
    'select public.read_change_set($1, $2, $3, 2)',
    [workspace, change_set, offset],
  );

describe('the list of change sets', () => {
  test('says of each act what it did to how many of what, newest first', async () => {
    const [a, b] = [await author.spark('a', { title: 'Spark A' }), await author.spark('b')];
    const edit = await bulk('bulk_edit', items('spark', a, b), '{"difficulty": "expert"}');
    const trash = await bulk('bulk_trash', items('spark', a));
    const [newest, before, second, first] = await acts();
    expect(newest).toMatchObject({ id: trash.change_set_id, action: 'trash', total: 1 });
    expect(newest?.counts).toEqual([{ kind: 'spark', operation: 'delete', total: 1 }]);
    expect(before).toMatchObject({ id: edit.change_set_id, action: 'bulk_edit', is_undone: false });
    expect(before?.counts).toEqual([{ kind: 'spark', operation: 'update', total: 2 }]);
    // An act without a title of its own is named after what it touched first.
    expect([second, first].map((line) => line?.counts)).toEqual(
      Array(2).fill([{ kind: 'spark', operation: 'create', total: 1 }]),
    );
    expect(first?.title).toBe('Spark A');
  });

  test('is filtered by act and by person, and goes on page by page', async () => {
    const a = await author.spark();
    await bulk('bulk_edit', items('spark', a), '{"difficulty": "expert"}');
    await bulk('bulk_trash', items('spark', a));
    expect((await acts(", p_action => 'trash'")).map(({ action }) => action)).toEqual(['trash']);
    expect(await acts(`, p_author => '${randomUUID()}'`)).toEqual([]);
    const [first] = await acts(', p_limit => 1');
    const rest = await acts(`, p_before => '${first?.id}'`);
    expect(rest.map(({ action }) => action)).toEqual(['bulk_edit', 'edit']);
    expect(await acts(`, p_only => '${rest[1]?.id}'`)).toEqual([rest[1]]);
  });

  test('goes by the order in which things happened, also where the clock has jumped back', async () => {
    const before = (await acts()).map(({ id }) => id);
    await sql.query(
      `update public.change_sets c set created_at = now() - make_interval(mins => c.ordinal::int) where c.workspace_id = $1`,
      [workspace],
    );
    expect((await acts()).map(({ id }) => id)).toEqual(before);
    const [newest, second] = before;
    const next = await value<Line[]>(sql, 'select public.list_change_sets($1, p_before => $2)', [workspace, newest]);
    expect(next[0]?.id).toBe(second);
  });

  test('says what has been undone', async () => {
    const a = await author.spark();
    const { change_set_id } = await bulk('bulk_trash', items('spark', a));
    await sql.query('select public.undo_change_set($1)', [change_set_id]);
    expect((await acts()).map(({ action, is_undone }) => [action, is_undone])).toEqual([
      ['undo', false],
      ['trash', true],
      ['edit', false],
    ]);
  });
});

test('the latest are counted up to a thousand, and say that there is more', async () => {
  const many = (from: number, to: number) =>
    sql.query(
      "insert into public.beacons (workspace_id, slug, name) select $1, 'b' || n, 'Beacon ' || n from generate_series($2::int, $3::int) n",
      [workspace, from, to],
    );
  await many(1, 1001);
  await many(1002, 2001);
  await author.spark('one', { title: 'One' });
  const recent = await value<{ total: number; is_more: boolean; touched: { slug: string; label: string }[] }[]>(
    sql,
    'select public.read_recent_change_sets($1)',
    [workspace],
  );
  expect(recent.map(({ total, is_more, touched }) => [total, is_more, touched.map(({ slug }) => slug)])).toEqual([
    [1, false, ['one']],
    [1000, false, ['b1002', 'b1003']],
    [1000, true, ['b1', 'b2']],
  ]);
  expect(await value<unknown[]>(sql, 'select public.read_recent_change_sets($1, 1)', [workspace])).toHaveLength(1);
});

describe('what a change set touched', () => {
  test('is named, also what has no name of its own, page by page', async () => {
    const concept = await author.concept(null, 'joins', { title: 'Joins' });
    const spark = await author.spark('inner', { title: 'Inner joins' });
    const { change_set_id } = await bulk('bulk_move', items('spark', spark), concept);
    expect(await touched(change_set_id)).toMatchObject([
      { kind: 'concept_spark', operation: 'create', label: 'Joins › Inner joins' },
    ]);
    expect(await touched(change_set_id, 1)).toEqual([]);
  });

  test('of another workspace is not there', async () => {
    const elsewhere = new Author(sql, await db.createWorkspace());
    await elsewhere.spark();
    const [theirs] = await value<Line[]>(sql, 'select public.list_change_sets($1)', [elsewhere.workspace_id]);
    expect(await codeOf(touched(theirs?.id ?? ''))).toBe('TW004');
  });

  test('is named in the refusal of an undo that something newer stands in the way of', async () => {
    const [one, two] = [await author.concept(null), await author.concept(null, 'two', { title: 'Two' })];
    const spark = await author.spark('a', { title: 'Spark A' });
    const place = await author.place(one, spark);
    const { change_set_id } = await bulk('bulk_move', items('concept_spark', place), two);
    await author.place(two, await author.spark(), 1);
    await sql.query('update public.concept_sparks set order_index = 5 where id = $1', [place]);
    const refused = await sql.query('select public.undo_change_set($1)', [change_set_id]).catch(refusal);
    expect(refused).toMatchObject({ code: 'TW005' });
    expect(JSON.parse((refused as { detail: string }).detail)).toMatchObject([
      { kind: 'concept_spark', label: 'Two › Spark A' },
    ]);
  });
});

describe('the outline', () => {
  test('says what the caller saved last, and how many sparks a beacon marks', async () => {
    const { workspace, editor } = await db.members();
    const [mine, theirs] = [`mine-${workspace.slice(0, 8)}`, `theirs-${workspace.slice(0, 8)}`];
    const own = new Author(sql, workspace);
    await own.mark(await own.spark(theirs), await own.beacon('marker'));
    await db.asPerson(editor, async (person) => {
      await new Author(person, workspace).spark(mine);
      const outline = await value<{
        sparks: { slug: string; mine: boolean }[];
        beacons: { slug: string; marks: number }[];
      }>(person, 'select public.read_outline_branches($1, \'[{"of": "loose"}, {"of": "beacons"}]\')', [workspace]);
      const saved = new Map(outline.sparks.map((spark) => [spark.slug, Boolean(spark.mine)]));
      expect([saved.get(mine), saved.get(theirs)]).toEqual([true, false]);
      expect(outline.beacons.find(({ slug }) => slug === 'marker')?.marks).toBe(1);
    });
  });
});

describe('why two cannot become one', () => {
  const way = async (into: string, from: string) =>
    (
      await value<{ label: string }[] | null>(sql, "select public.merge_loop($1, 'spark', $2, $3)", [
        workspace,
        into,
        from,
      ])
    )?.map(({ label }) => label) ?? null;

  test('is the shortest way from one to the other over a third, in either direction', async () => {
    const [a, b, c, d, e] = (await Promise.all(
      ['A1', 'B1', 'C1', 'D1', 'E1'].map((title) => author.spark(title.toLowerCase(), { title })),
    )) as [string, string, string, string, string];
    for (const [source, target] of [
      [a, b],
      [b, c],
      [c, d],
      [b, d],
      [a, d],
    ] as const)
      await author.link(source, target);
    expect(await way(a, d)).toEqual(['A1', 'B1', 'D1']);
    expect(await way(d, a)).toEqual(['A1', 'B1', 'D1']);
    // A link between the two alone goes when they become one.
    expect(await way(a, b)).toBeNull();
    expect(await way(a, e)).toBeNull();
  });
});
