import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type PackedOutline, unpackOutline } from '#lib/catalogue/core/packed-outline.ts';
import { acting, items } from '../support/acting.ts';
import { Author, codeOf, list, publish, value } from '../support/authoring.ts';

const { db, sql, author, here, act } = acting();

interface Row {
  id: string;
  slug: string;
  children: number;
  places: number;
  change: string | null;
}
interface Part extends Record<'domains' | 'trails' | 'concepts' | 'sparks' | 'beacons', Row[]> {
  places: [string, string, string][];
  branches: Record<string, { starts: number; count: number; total: number; from: [number, number] | null }>;
  groups: Record<string, number>;
}
const branches = (asks: object[] | null, at: object | null = null) =>
  act<Part>('read_outline_branches', asks && JSON.stringify(asks), at && JSON.stringify(at));
const slugsOf = (rows: Row[]) => rows.map(({ slug }) => slug);

/** A trail of concepts a0, a1, ... in order. */
async function longTrail(many: number) {
  const domain = await author.domain('d');
  const trail = await author.trail(domain, 't');
  const concepts: string[] = [];
  for (let at = 0; at < many; at++)
    concepts.push(await author.concept(trail, `a${at}`, { order_index: Math.floor(at / 2) }));
  return { domain, trail, concepts };
}

describe('branches of the outline', () => {
  test('a window says what stands before it and how many there are', async () => {
    const { trail, concepts } = await longTrail(9);
    const first = await branches([{ of: 'trail', id: trail, count: 3 }]);
    expect(slugsOf(first.concepts)).toEqual(['a0', 'a1', 'a2']);
    expect(first.branches[`t-${trail}`]).toEqual({ starts: 0, count: 3, total: 9, from: null });
    const around = await branches([{ of: 'trail', id: trail, around: concepts[6], count: 4 }]);
    expect(slugsOf(around.concepts)).toEqual(['a5', 'a6', 'a7', 'a8']);
    const window = around.branches[`t-${trail}`];
    expect(window).toMatchObject({ starts: 5, count: 4, total: 9 });
    // It is read again from its own first row, whatever comes before it meanwhile.
    await author.concept(trail, 'earlier', { order_index: 0 });
    const again = await branches([{ of: 'trail', id: trail, from: window?.from, count: 4 }]);
    expect(slugsOf(again.concepts)).toEqual(['a5', 'a6', 'a7', 'a8']);
    expect(again.branches[`t-${trail}`]).toMatchObject({ starts: 6, total: 10 });
  });

  test('the way to an entity is the branches around it, with what is inside of it', async () => {
    const { domain, trail, concepts } = await longTrail(3);
    const [one, two] = [concepts[0] ?? '', concepts[2] ?? ''];
    const spark = await author.spark('s');
    await author.place(one, spark);
    await author.place(two, spark);
    const keysTo = async (kind: string, slug: string, place?: string) =>
      Object.keys((await branches([], { kind, slug, in: place })).branches).sort();
    expect(await keysTo('domain', 'd')).toEqual([`d-${domain}`, 'g-domains']);
    expect(await keysTo('trail', 't')).toEqual([`d-${domain}`, 'g-domains', `t-${trail}`]);
    const toSpark = [`d-${domain}`, 'g-domains', `t-${trail}`];
    expect(await keysTo('spark', 's')).toEqual([`c-${one}`, ...toSpark].sort());
    expect(await keysTo('spark', 's', 'a2')).toEqual([`c-${two}`, ...toSpark].sort());
    const alone = await author.concept(null, 'alone');
    expect(await keysTo('concept', 'alone')).toEqual([`c-${alone}`, 'g-standalone']);
    await author.spark('loose');
    expect(await keysTo('spark', 'loose')).toEqual(['g-loose']);
    await author.beacon('b');
    expect(await keysTo('beacon', 'b')).toEqual(['g-beacons']);
    expect(await keysTo('trail', 'nowhere')).toEqual([]);
    const { sparks } = await branches([], { kind: 'spark', slug: 's' });
    expect(sparks).toMatchObject([{ slug: 's', places: 2 }]);
  });

  test('the first page has the domains, as many open ones as fit, and how much there is beside them', async () => {
    const domains: string[] = [];
    for (const at of [0, 1, 2]) {
      const domain = await author.domain(`d${at}`, { order_index: at });
      domains.push(domain);
      await sql.query(
        "insert into public.trails (workspace_id, domain_id, slug, title, difficulty_level, order_index) select $1, $2, $3 || n, 'A trail', 'beginner', n from generate_series(1, 60) n",
        [here.workspace, domain, `t${at}-`],
      );
    }
    await author.spark();
    await author.concept(null);
    const page = await branches(null);
    expect(slugsOf(page.domains)).toEqual(['d0', 'd1', 'd2']);
    expect(Object.keys(page.branches).sort()).toEqual([`d-${domains[0]}`, 'g-domains'].sort());
    expect(page.groups).toEqual({ domains: 3, standalone: 1, loose: 1, beacons: 0 });
    expect(page.domains.map(({ children }) => children)).toEqual([60, 60, 60]);
  });

  test('loose sparks and beacons come in windows as well', async () => {
    for (const at of [0, 1, 2, 3, 4]) await author.spark(`l${at}`);
    const third = await value<string>(sql, "select id from public.sparks where slug = 'l3' and workspace_id = $1", [
      here.workspace,
    ]);
    for (const at of [0, 1, 2]) await author.beacon(`b${at}`, { name: `Beacon ${at}` });
    const part = await branches([
      { of: 'loose', count: 2 },
      { of: 'beacons', count: 2 },
    ]);
    expect([slugsOf(part.sparks), slugsOf(part.beacons)]).toEqual([
      ['l0', 'l1'],
      ['b0', 'b1'],
    ]);
    expect(part.branches['g-loose']).toMatchObject({ starts: 0, count: 2, total: 5 });
    const around = await branches([{ of: 'loose', around: third, count: 2 }]);
    expect(slugsOf(around.sparks)).toEqual(['l3', 'l4']);
    expect(around.branches['g-loose']).toMatchObject({ starts: 3, total: 5 });
  });

  test('what is no branch is refused, and too much at once as well; what is gone has nothing in it', async () => {
    for (const asks of [[{ of: 'nothing' }], [{ of: 'trail' }], Array(501).fill({ of: 'domains' })])
      expect(await codeOf(branches(asks))).toBe('TW006');
    const id = randomUUID();
    const gone = await branches([{ of: 'trail', id }]);
    expect(gone.branches[`t-${id}`]).toMatchObject({ count: 0, total: 0 });
  });

  test('another workspace is not read by its ids', async () => {
    const theirs = new Author(sql, await db.createWorkspace());
    const trail = await theirs.trail(await theirs.domain('their-d'), 'their-t');
    const concept = await theirs.concept(trail, 'their-c');
    const spark = await theirs.spark('their-s');
    await theirs.place(concept, spark);
    const part = await branches([
      { of: 'trail', id: trail },
      { of: 'concept', id: concept },
      { of: 'loose', around: spark },
    ]);
    expect(JSON.stringify(part)).not.toMatch(/their-/);
    expect(Object.keys((await branches([], { kind: 'spark', slug: 'their-s' })).branches)).toEqual([]);
    expect(await act('read_pending', items('spark', spark))).toEqual([]);
    expect(await act('read_outline_sums', JSON.stringify([`t-${trail}`, `c-${concept}`]), false)).toMatchObject({
      nodes: { [`t-${trail}`]: [0, 0, 0], [`c-${concept}`]: [0, 0, 0] },
    });
    expect(await act('read_spark_context', spark)).toMatchObject({ places: [], beacons: [], before: [], after: [] });
  });
});

describe('what differs from the snapshot', () => {
  /** Everything, by each read that says it. */
  async function said() {
    const ids = (rows: Row[], kind: string) => rows.filter(({ change }) => change).map((row) => `${kind}:${row.slug}`);
    const d = await value<string>(sql, 'select id from public.domains where workspace_id = $1', [here.workspace]);
    const t = await value<string>(sql, 'select id from public.trails where workspace_id = $1', [here.workspace]);
    const concepts = await list<{ id: string }>(sql, 'select id from public.concepts where workspace_id = $1', [
      here.workspace,
    ]);
    const part = await branches([
      { of: 'domains' },
      { of: 'domain', id: d },
      { of: 'trail', id: t },
      ...concepts.map(({ id }) => ({ of: 'concept', id })),
    ]);
    const rows = [
      ...ids(part.domains, 'domain'),
      ...ids(part.trails, 'trail'),
      ...ids(part.concepts, 'concept'),
      ...ids(part.sparks, 'spark'),
    ].sort();
    const found = await act<Part>('read_outline_found', '{"state": "changed"}', 1000);
    const nodes = (
      await act<{ nodes: Record<string, number[]> }>('read_outline_sums', JSON.stringify([`d-${d}`]), false)
    ).nodes;
    return {
      rows,
      found: (found as unknown as { found: { entities: number } }).found.entities,
      below: nodes[`d-${d}`],
    };
  }

  async function course() {
    const domain = await author.domain('d');
    const trail = await author.trail(domain, 't');
    const [c1, c2] = [await author.concept(trail, 'c1'), await author.concept(trail, 'c2')];
    const [s1, s2] = [await author.spark('s1'), await author.spark('s2')];
    const places = [await author.place(c1, s1), await author.place(c1, s2, 1)];
    await author.place(c2, s2);
    return { domain, trail, c1, c2, s1, s2, places };
  }

  test('all of it before the first snapshot, none of it after', async () => {
    await course();
    // A spark that stands twice below counts once: two concepts, two sparks, one trail.
    expect(await said()).toEqual({
      rows: ['concept:c1', 'concept:c2', 'domain:d', 'spark:s1', 'spark:s2', 'trail:t'],
      found: 6,
      below: [2, 10, 5],
    });
    await publish(sql, here.workspace);
    expect(await said()).toEqual({ rows: [], found: 0, below: [2, 10, 0] });
  });

  test('an entity by itself, by what belongs to it, by a place that came, moved or went, and not when changed back', async () => {
    const { c1, c2, s1, s2, places } = await course();
    const pack = await author.lessonPackage(s1);
    await publish(sql, here.workspace);
    await sql.query("update public.sparks set summary = 'New' where id = $1", [s2]);
    expect(await said()).toMatchObject({ rows: ['spark:s2'], found: 1, below: [2, 10, 1] });
    await sql.query('update public.sparks set summary = null where id = $1', [s2]);
    expect(await said()).toMatchObject({ rows: [], found: 0 });

    await sql.query('delete from public.packages where id = $1', [pack]);
    expect(await said()).toMatchObject({ rows: ['spark:s1'], found: 1 });
    expect(await act('read_pending', items('spark', s1))).toEqual([
      { kind: 'package', entity_id: pack, owner_id: s1, change: 'removed' },
    ]);
    await publish(sql, here.workspace);

    await sql.query('update public.concept_sparks set concept_id = $2, order_index = 5 where id = $1', [places[0], c2]);
    expect(await said()).toMatchObject({ rows: ['concept:c1', 'concept:c2'] });
    expect(await act<{ owner_id: string }[]>('read_pending', items('concept', c1))).toMatchObject([{ owner_id: c1 }]);
  });

  test('it is what staging everything compares, and more than a screen of ids is refused', async () => {
    const { s1 } = await course();
    await publish(sql, here.workspace);
    await sql.query("update public.sparks set title = 'Another title' where id = $1", [s1]);
    const all = await list<{ entity_id: string }>(sql, 'select entity_id from public.changed_entities($1)', [
      here.workspace,
    ]);
    expect(await act('read_pending', items('spark', s1))).toEqual(
      all.map(({ entity_id }) => ({ kind: 'spark', entity_id, owner_id: s1, change: 'changed' })),
    );
    expect(await codeOf(act('read_pending', items('spark', ...Array(1001).fill(s1))))).toBe('TW006');
  });

  test('many are counted as what was saved since', async () => {
    const { trail } = await course();
    await sql.query(
      "insert into public.concepts (workspace_id, trail_id, slug, title) select $1, $2, 'm-' || n, 'One of many' from generate_series(1, 600) n",
      [here.workspace, trail],
    );
    await publish(sql, here.workspace);
    await sql.query("update public.concepts set description = 'New' where workspace_id = $1 and slug like 'm-%'", [
      here.workspace,
    ]);
    const { nodes } = await act<{ nodes: Record<string, number[]> }>(
      'read_outline_sums',
      JSON.stringify([`t-${trail}`]),
      false,
    );
    expect(nodes[`t-${trail}`]).toEqual([2, 10, 600]);
  });
});

describe('what things can be put into', () => {
  test('is found by all words of its title and what is above, in order', async () => {
    const domain = await author.domain('d', { name: 'Baking' });
    const trail = await author.trail(domain, 't', { title: 'Sourdough' });
    await author.concept(trail, 'c', { title: 'The starter' });
    await author.concept(null, 'alone', { title: 'A starter alone' });
    const find = (kind: string, text: string) =>
      act<{ slug: string; path: string }[]>('find_places', kind, text).then((all) =>
        all.map(({ slug, path }) => [slug, path]),
      );
    expect(await find('concept', 'STARTER')).toEqual([
      ['c', 'Baking › Sourdough'],
      ['alone', ''],
    ]);
    expect(await find('concept', 'starter baking')).toEqual([['c', 'Baking › Sourdough']]);
    expect(await find('trail', '')).toEqual([['t', 'Baking']]);
    expect(await find('domain', 'nothing')).toEqual([]);
  });

  test('beacons say how many of some sparks bear them', async () => {
    const [one, two] = [await author.spark(), await author.spark()];
    await author.mark(one, await author.beacon('b1', { name: 'Ants' }));
    await author.beacon('b2', { name: 'Bees' });
    const counted = await act<{ title: string; marks: number }[]>('count_beacons', [one, two], 's');
    expect(counted.map(({ title, marks }) => [title, marks])).toEqual([
      ['Ants', 1],
      ['Bees', 0],
    ]);
    expect(await act('count_beacons', [one], 'ants')).toHaveLength(1);
  });
});

test('the whole outline, packed, names what stands where by numbers of its own lists', async () => {
  const [second, first] = [
    await author.domain('second', { order_index: 1 }),
    await author.domain('first', { order_index: 0 }),
  ];
  const trail = await author.trail(second, 'trail');
  await author.trail(first, 'empty', { order_index: 1 });
  const [alone, placed] = [
    await author.concept(null, 'alone'),
    await author.concept(trail, 'placed', { order_index: 1 }),
  ];
  const [one, two] = [await author.spark('one'), await author.spark('two', { is_published: true })];
  await author.place(placed, one, 1);
  await author.place(placed, two, 0);
  await author.place(alone, two, 2);
  await author.beacon('beacon');
  const { domains, trails, concepts, sparks, places, beacons } = unpackOutline(
    await act<PackedOutline>('read_outline'),
  );
  const slugs = (rows: { slug: string }[]) => rows.map(({ slug }) => slug);
  expect([slugs(domains), slugs(trails), slugs(concepts), slugs(sparks), slugs(beacons)]).toEqual([
    ['first', 'second'],
    ['trail', 'empty'],
    ['alone', 'placed'],
    ['one', 'two'],
    ['beacon'],
  ]);
  expect(trails.map(({ domain_id }) => domain_id)).toEqual([second, first]);
  expect(concepts.map(({ trail_id }) => trail_id)).toEqual([null, trail]);
  expect(sparks[1]).toMatchObject({ id: two, is_published: true, difficulty: 'beginner', mins: 5, version: 1 });
  expect(places.map(([, concept, spark]) => [concept, spark])).toEqual([
    [placed, two],
    [placed, one],
    [alone, two],
  ]);
});
