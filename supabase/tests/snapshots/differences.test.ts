import { describe, expect, test } from 'vitest';
import { codeOf, list, publish, staged, value } from '../support/authoring.ts';
import { snapshotting } from '../support/snapshotting.ts';

const { db, sql, author, here, course, retitle } = snapshotting();

interface Item {
  kind: string;
  entity_id: string;
  slug: string | null;
  change: string;
  before: object | null;
  after: object | null;
}
type Cursor = [string, string | null, string];
interface Page {
  items: Item[];
  next: Cursor | null;
}
interface Asked {
  before?: string | null;
  after?: string | null;
  kind?: string;
  change?: string;
  search?: string;
  only?: string;
  limit?: number;
}

const page = (asked: Asked, from: Cursor | null = null) =>
  value<Page>(
    sql,
    `select public.read_differences($1, p_before := $2, p_after := $3, p_kind := $4, p_change := $5, p_search := $6, p_only := $7,
      p_from := $8, p_limit := $9)`,
    [
      here.workspace,
      asked.before ?? null,
      asked.after ?? null,
      asked.kind ?? null,
      asked.change ?? null,
      asked.search ?? '',
      asked.only ?? null,
      from && JSON.stringify(from),
      asked.limit ?? 50,
    ],
  );

async function all(asked: Asked): Promise<Item[]> {
  const items: Item[] = [];
  for (let from: Cursor | null = null, turn = 0; turn === 0 || from; turn++) {
    const read: Page = await page(asked, from);
    items.push(...read.items);
    from = read.next;
    if (turn > 500) throw new Error('no end of pages');
  }
  return items;
}

const counts = (before: string | null = null, after: string | null = null) =>
  value<{ kinds: Record<string, object>; is_exact: boolean }>(sql, 'select public.count_differences($1, $2, $3)', [
    here.workspace,
    before,
    after,
  ]);

/** As the functions have them that give everything at once. */
const whole = (text: string, values: unknown[]) =>
  list<Item>(
    sql,
    `select kind::text, entity_id, slug, change, before, after from ${text} d order by d.kind, coalesce(d.slug, ''), d.entity_id`,
    values,
  );
const pendingOf = (before: string | null = null) =>
  whole('public.pending_differences($1, $2)', [here.workspace, before]);

/** A published course, of which something came, changed, went, moved and was changed back. */
async function changedCourse() {
  const made = await course();
  const { snapshot_id: snapshot } = await publish(sql, here.workspace);
  await retitle(made.first, 'Sourdough');
  await retitle(made.second, 'Another title');
  await retitle(
    made.second,
    (await value<string>(sql, 'select body ->> $2 from public.entity_versions where entity_id = $1', [
      made.second,
      'title',
    ])) ?? '',
  );
  await sql.query('delete from public.spark_beacons where id = $1', [made.mark]);
  await author.spark('new-one', { title: 'Rye at home' });
  await author.place(await author.concept(made.trail), made.second);
  return { ...made, snapshot };
}

describe('differences by the page', () => {
  test('pages of any size hold what the whole holds, in its order', async () => {
    await changedCourse();
    const expected = await pendingOf();
    expect(expected.map(({ change }) => change)).toEqual(expect.arrayContaining(['added', 'changed', 'removed']));
    for (const limit of [1, 2, 3, 50]) expect(await all({ limit })).toEqual(expected);
  });

  test('before the first snapshot everything is new', async () => {
    await course();
    const items = await all({ limit: 2 });
    expect(items).toEqual(await pendingOf());
    expect(new Set(items.map(({ change }) => change))).toEqual(new Set(['added']));
  });

  test('of a kind, of a change, by words of a title new or old, of one entity', async () => {
    const { first, beacon } = await changedCourse();
    const expected = await pendingOf();
    for (const kind of ['spark', 'concept', 'beacon'])
      expect(await all({ kind, limit: 1 })).toEqual(expected.filter((one) => one.kind === kind));
    for (const change of ['added', 'changed', 'removed'])
      expect(await all({ change, limit: 1 })).toEqual(expected.filter((one) => one.change === change));
    const titled = async (search: string) => (await all({ search })).map(({ entity_id }) => entity_id);
    expect(await titled('SOURDOUGH')).toEqual([first]);
    expect(await titled('Spark spark')).toEqual([first]);
    expect((await all({ search: 'rye' })).map(({ slug }) => slug)).toEqual(['new-one']);
    // Characters with a meaning elsewhere are characters here.
    expect(await titled("%_'")).toEqual([]);
    expect(await all({ only: first })).toEqual(expected.filter((one) => one.entity_id === first));
    expect(await all({ only: beacon })).toEqual([]);
  });

  test('between two snapshots, and from one that is not the current', async () => {
    const { snapshot } = await changedCourse();
    const { snapshot_id: second } = await publish(sql, here.workspace);
    await author.spark('later');
    const between = await whole('public.diff_snapshots($1, $2)', [snapshot, second]);
    expect(between.length).toBeGreaterThan(3);
    for (const limit of [1, 50]) {
      expect(await all({ before: snapshot, after: second, limit })).toEqual(between);
      expect(await all({ before: snapshot, limit })).toEqual(await pendingOf(snapshot));
    }
    expect((await all({ before: snapshot, after: second, search: 'rye' })).map(({ slug }) => slug)).toEqual([
      'new-one',
    ]);
  });

  test('a snapshot of another workspace, or one that is not staged yet, is refused', async () => {
    await course();
    const { snapshot_id } = await staged(sql, here.workspace);
    const draft = await value<string>(sql, 'select public.create_import_snapshot($1)', [here.workspace]);
    expect(await codeOf(page({ before: draft }))).toBe('TW002');
    expect(await codeOf(page({ before: snapshot_id, after: draft }))).toBe('TW002');
    const there = here.workspace;
    here.workspace = await db.createWorkspace();
    expect(await codeOf(page({ before: snapshot_id }))).toBe('TW004');
    expect(await codeOf(counts(snapshot_id))).toBe('TW004');
    here.workspace = there;
  });
});

describe('counts of differences', () => {
  test('few are compared: what was changed back does not count', async () => {
    await changedCourse();
    const { kinds, is_exact } = await counts();
    expect(is_exact).toBe(true);
    const expected = await pendingOf();
    const total = Object.values(kinds).reduce<number>(
      (sum, of_kind) => sum + Object.values(of_kind).reduce((all, one) => all + one, 0),
      0,
    );
    expect(total).toBe(expected.length);
    expect(kinds.spark).toEqual({ added: 1, changed: 1, removed: 0 });
  });

  test('many are counted by what was saved, and say so; pages of them leave out what was changed back', async () => {
    const make = (from: number, to: number) =>
      sql.query(
        `insert into public.beacons (workspace_id, slug, name) select $1, 'b' || lpad(n::text, 4, '0'), 'Beacon ' || n from generate_series($2::int, $3::int) n`,
        [here.workspace, from, to],
      );
    await make(1, 300);
    await publish(sql, here.workspace);
    await sql.query("update public.beacons set name = name || ' x' where workspace_id = $1 and slug <= 'b0210'", [
      here.workspace,
    ]);
    await sql.query(
      "update public.beacons set name = replace(name, ' x', '') where workspace_id = $1 and slug <= 'b0200'",
      [here.workspace],
    );
    await sql.query("delete from public.beacons where workspace_id = $1 and slug > 'b0250'", [here.workspace]);
    await make(301, 560);
    expect(await counts()).toEqual({ kinds: { beacon: { added: 260, changed: 210, removed: 50 } }, is_exact: false });
    const items = await all({ limit: 200 });
    expect(items.map(({ slug, change }) => ({ slug, change }))).toEqual(
      (await pendingOf()).map(({ slug, change }) => ({ slug, change })),
    );
    expect(items.filter(({ change }) => change === 'changed').map(({ slug }) => slug)).toEqual(
      Array.from({ length: 10 }, (_, at) => `b0${201 + at}`),
    );
  });
});
