import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { Author, codeOf, insert, publish, type Sql, value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();

interface Found {
  items: {
    kind: string;
    slug: string;
    title: string;
    marked_title: string;
    excerpt: string;
    found_in: string[];
    path: { kind: string; slug: string; title: string }[];
    is_published?: boolean;
  }[];
  total: number;
  kinds: Record<string, number>;
  is_close: boolean;
  is_cut: boolean;
  is_complete: boolean;
}

let workspace: string;
let author: Author;
let sql: Sql;
beforeEach(async () => {
  workspace = await db.createWorkspace();
  sql = db.owner;
  author = new Author(sql, workspace);
});

async function find(query: string, filter: Record<string, unknown> = {}, by: Sql = sql): Promise<Found> {
  const names = Object.keys(filter);
  const args = names.map((name, at) => `, ${name} => $${at + 3}`).join('');
  return value<Found>(by, `select public.search_content($1, $2${args})`, [workspace, query, ...Object.values(filter)]);
}
const slugs = async (query: string, filter: Record<string, unknown> = {}) =>
  (await find(query, filter)).items.map((item) => `${item.kind}:${item.slug}`);

const spark = (slug: string, title: string, content_md: string, more: Record<string, unknown> = {}) =>
  author.spark(slug, { title, content_md, ...more });

describe('what is found', () => {
  test('titles before summaries before lessons, in any form of the word', async () => {
    await spark('in-lesson', 'Something else', 'Sooner or later every loop counts **iterations**.');
    await spark('in-summary', 'Another thing', 'text', { summary: 'All about iteration' });
    await spark('in-title', 'Iterating over maps', 'text');
    await spark('not', 'Pattern matching', 'text');
    expect(await slugs('iterations')).toEqual(['spark:in-title', 'spark:in-summary', 'spark:in-lesson']);
  });

  test('every kind that has a name, and what stands above it', async () => {
    const domain = await author.domain('d', { name: 'Quokka domain' });
    const trail = await author.trail(domain, 't', { title: 'Quokka trail' });
    const concept = await author.concept(trail, 'c', { title: 'Quokka concept' });
    const s = await spark('s', 'Quokka spark', 'text');
    await insert(sql, 'concept_sparks', { workspace_id: workspace, concept_id: concept, spark_id: s, order_index: 0 });
    await author.beacon('b', { name: 'Quokka beacon' });
    await insert(sql, 'objectives', {
      workspace_id: workspace,
      concept_id: concept,
      objective_id: 'lo_1',
      title: 'Knows the quokka',
    });
    const { items } = await find('quokka');
    expect(items.map(({ kind, slug, path }) => [kind, slug, path.map(({ title }) => title).join(' > ')])).toEqual(
      expect.arrayContaining([
        ['domain', 'd', ''],
        ['trail', 't', 'Quokka domain'],
        ['concept', 'c', 'Quokka domain > Quokka trail'],
        ['spark', 's', 'Quokka trail > Quokka concept'],
        ['beacon', 'b', ''],
        ['objective', 'c', 'Quokka trail > Quokka concept'],
      ]),
    );
    expect(items).toHaveLength(6);
    expect(items.find(({ kind }) => kind === 'spark')?.path[1]).toEqual({
      kind: 'concept',
      slug: 'c',
      title: 'Quokka concept',
    });
  });

  test('names in addresses', async () => {
    await spark('window-functions', 'Running totals', 'text');
    expect(await slugs('window')).toEqual(['spark:window-functions']);
    expect(await slugs('window-functions')).toEqual(['spark:window-functions']);
  });

  test('exercises, under their spark', async () => {
    const s = await spark('s', 'Marsupials', 'text');
    const bundle = JSON.parse(await readFile(path.resolve(import.meta.dirname, '../../demo/bundle.json'), 'utf8'));
    const [one] = bundle.packages;
    const body = JSON.parse(JSON.stringify(one.package).replace('?', ' for a wombat?'));
    await author.lessonPackage(s, body);
    expect((await find('wombat')).items).toMatchObject([{ kind: 'package', slug: 's', title: 'Marsupials' }]);
    await sql.query("update public.sparks set title = 'Pouches' where id = $1", [s]);
    expect((await find('wombat')).items).toMatchObject([{ kind: 'package', title: 'Pouches' }]);
  });

  test('while one is typing: the beginning of the last word', async () => {
    await spark('maps', 'Elixir maps', 'text');
    expect(await slugs('elix')).toEqual(['spark:maps']);
    expect(await slugs('elixir ma')).toEqual(['spark:maps']);
    expect(await slugs('quartz')).toEqual([]);
  });

  test('titles with a slip of the finger', async () => {
    await spark('py', 'Python basics', 'text');
    await spark('rec', 'Recursion', 'text');
    await spark('index', 'Reading indexes', 'text');
    await spark('into', 'Inserting into tables', 'text');
    expect(await slugs('indxes')).toEqual(['spark:index']);
    expect(await slugs('pyhton')).toEqual(['spark:py']);
    expect(await slugs('recursoin')).toEqual(['spark:rec']);
    expect(await slugs('py')).toEqual(['spark:py']);
    expect([(await find('pyhton')).is_close, (await find('python')).is_close]).toEqual([true, false]);
  });

  test('a filter that leaves nothing is no slip of the finger', async () => {
    await spark('a', 'Pythons', 'text');
    expect(await find('pythons', { p_kinds: '{trail}' })).toMatchObject({ items: [], total: 0, is_close: false });
  });

  test('quotes, or, and minus mean what they mean on the web', async () => {
    await spark('one', 'Red fox', 'text');
    await spark('two', 'Fox in red boots', 'text');
    await spark('three', 'Blue whale', 'text');
    expect(await slugs('"red fox"')).toEqual(['spark:one']);
    expect((await slugs('whale or boots')).sort()).toEqual(['spark:three', 'spark:two']);
    expect(await slugs('fox -boots')).toEqual(['spark:one']);
  });

  test('scripts without blanks', async () => {
    await spark('ja', 'センサーとアクチュエーター', '植物の成長を予測するための自動データ収集。');
    await spark('ar', 'مقدمة', 'التنبؤ بنمو النباتات');
    expect(await slugs('アクチュエーター')).toEqual(['spark:ja']);
    expect(await slugs('成長を予測')).toEqual(['spark:ja']);
    expect(await slugs('النباتات')).toEqual(['spark:ar']);
    const [hit] = (await find('成長を予測')).items;
    expect([hit?.excerpt, hit?.found_in]).toEqual([
      '植物の\u0002成長を予測\u0003するための自動データ収集。',
      ['lesson'],
    ]);
  });

  test('excerpts are text without marks, hits between control characters', async () => {
    await spark('s', 'Title', '## A heading\n\nThe **walrus** reads [a page](https://example.com/walrus).');
    const [hit] = (await find('walrus')).items;
    expect(hit?.excerpt).toContain('\u0002walrus\u0003');
    expect(hit?.excerpt).not.toMatch(/[#*\]]|example\.com/);
    await spark('r', 'Title', 'A [numbat][n] by reference in rows[first][second].\n\n[n]: https://example.com/numbat');
    const [other] = (await find('numbat')).items;
    expect(other?.excerpt).toContain('\u0002numbat\u0003 by reference in rows[first][second');
    expect(other?.excerpt).not.toContain('example.com');
  });

  test.each([
    ["';drop table sparks;--"],
    ['%'],
    ['\\'],
    ['((('],
    ['a & | !'],
    [':*'],
    ['<->'],
    ['"'],
    ['-'],
    ['\u0002'],
    ['x'.repeat(5000)],
  ])('nothing breaks on %j', async (query) => {
    expect(await find(query)).toMatchObject({ items: [], total: 0 });
  });
});

describe('filters and pages', () => {
  test('kind, difficulty, state, beacon, trail', async () => {
    const domain = await author.domain();
    const trail = await author.trail(domain, 'elk-trail', { title: 'Elk trail', difficulty_level: 'expert' });
    const concept = await author.concept(trail, 'elk-concept', { title: 'Elk concept' });
    const inside = await spark('inside', 'Elk inside', 'text', { difficulty: 'expert', is_published: true });
    await spark('outside', 'Elk outside', 'text', { difficulty: 'beginner' });
    await insert(sql, 'concept_sparks', {
      workspace_id: workspace,
      concept_id: concept,
      spark_id: inside,
      order_index: 0,
    });
    const beacon = await author.beacon('marked', { name: 'Marked' });
    await insert(sql, 'spark_beacons', { workspace_id: workspace, spark_id: inside, beacon_id: beacon });
    expect((await slugs('elk', { p_kinds: '{spark}' })).sort()).toEqual(['spark:inside', 'spark:outside']);
    expect((await slugs('elk', { p_difficulty: 'expert' })).sort()).toEqual(['spark:inside', 'trail:elk-trail']);
    // Nothing has been staged: what is published differs from what readers have.
    expect(await slugs('elk', { p_state: 'changed' })).toEqual(['spark:inside']);
    expect((await slugs('elk', { p_state: 'draft' })).sort()).toEqual([
      'concept:elk-concept',
      'spark:outside',
      'trail:elk-trail',
    ]);
    for (const table of ['domains', 'trails', 'concepts'])
      await sql.query(`update public.${table} set is_published = true where workspace_id = $1`, [workspace]);
    await publish(sql, workspace);
    expect(await slugs('elk', { p_state: 'changed' })).toEqual([]);
    expect((await slugs('elk', { p_state: 'published' })).sort()).toEqual([
      'concept:elk-concept',
      'spark:inside',
      'trail:elk-trail',
    ]);
    await sql.query("update public.sparks set title = 'Elk within' where id = $1", [inside]);
    expect(await slugs('elk', { p_state: 'changed' })).toEqual(['spark:inside']);
    expect(await slugs('elk', { p_state: 'published', p_kinds: '{spark}' })).toEqual([]);
    expect(await slugs('elk', { p_beacon: beacon })).toEqual(['spark:inside']);
    expect((await slugs('elk', { p_trail: trail })).sort()).toEqual([
      'concept:elk-concept',
      'spark:inside',
      'trail:elk-trail',
    ]);
  });

  test('where it is found', async () => {
    await spark('t', 'Ibex in a title', 'text');
    await spark('s', 'Another', 'text', { summary: 'An ibex in short' });
    await spark('l', 'One more', 'Here lives an ibex.');
    await spark('tl', 'Ibex', 'And an ibex.');
    const found = async (p_found_in: string) => (await slugs('ibex', { p_found_in })).sort();
    expect(await found('title')).toEqual(['spark:t', 'spark:tl']);
    expect(await found('summary')).toEqual(['spark:s']);
    expect(await found('lesson')).toEqual(['spark:l', 'spark:tl']);
    expect(await found('exercise')).toEqual([]);
    const { items } = await find('ibex');
    expect(Object.fromEntries(items.map(({ slug, found_in }) => [slug, found_in]))).toEqual({
      t: ['title'],
      s: ['summary'],
      l: ['lesson'],
      tl: ['title', 'lesson'],
    });
    expect(items.find(({ slug }) => slug === 't')?.marked_title).toBe('\u0002Ibex\u0003 in a title');
  });

  test('how many there are of each kind', async () => {
    const trail = await author.trail(await author.domain('d', { name: 'Plain' }), 't', { title: 'Moose trail' });
    await author.concept(trail, 'c', { title: 'Moose concept' });
    await spark('a', 'Moose one', 'text');
    await spark('b', 'Moose two', 'text');
    expect((await find('moose', { p_limit: 1 })).kinds).toEqual({ trail: 1, concept: 1, spark: 2 });
  });

  test('pages fit together, and the total counts them all', async () => {
    for (let at = 0; at < 7; at++) await spark(`s${at}`, `Heron ${at}`, 'text');
    const first = await find('heron', { p_limit: 4 });
    const second = await find('heron', { p_limit: 4, p_after: 4 });
    expect([first.total, first.items.length, second.items.length]).toEqual([7, 4, 3]);
    expect(new Set([...first.items, ...second.items].map(({ slug }) => slug)).size).toBe(7);
  });
});

describe('what changes', () => {
  test('is found under its new words at once, and no longer under the old or when it is gone', async () => {
    const id = await spark('s', 'Ocelot', 'text');
    expect(await slugs('ocelot')).toEqual(['spark:s']);
    await sql.query("update public.sparks set title = 'Margay' where id = $1", [id]);
    expect([await slugs('ocelot'), await slugs('margay')]).toEqual([[], ['spark:s']]);
    const trashed = await value<string>(sql, "select public.trash($1, 'spark', $2)", [workspace, id]);
    expect(await slugs('margay')).toEqual([]);
    await sql.query('select public.undo_change_set($1)', [trashed]);
    expect(await slugs('margay')).toEqual(['spark:s']);
  });

  test('says that it is still reading when more has come than one search takes in', async () => {
    await sql.query(
      `insert into public.sparks (workspace_id, slug, title, content_md, estimated_mins, difficulty)
       select $1, 'many-' || n, 'Lemming ' || n, 'text', 5, 'beginner' from generate_series(1, 900) n`,
      [workspace],
    );
    expect((await find('lemming')).is_complete).toBe(false);
    while ((await value<number>(sql, 'select private.take_words(1000, $1)', [workspace])) > 0);
    expect(await find('lemming')).toMatchObject({ total: 900, is_complete: true });
  });

  test('is taken by one at a time in a workspace, who comes second waits for it; other workspaces wait for nobody', async () => {
    const id = await spark('s', 'First name', 'text');
    const elsewhere = new Author(sql, await db.createWorkspace());
    await elsewhere.spark('other', { title: 'Elsewhere' });
    const [one, two] = [await db.connect(), await db.connect()];
    await one.query('begin');
    await one.query('select private.take_words(10, $1)', [workspace]);
    await sql.query("update public.sparks set title = 'Second name' where id = $1", [id]);
    expect(await value(two, 'select private.take_words(10, $1)', [elsewhere.workspace_id])).toBe(1);
    const late = value<number>(two, 'select private.take_words(10, $1)', [workspace]);
    await one.query('commit');
    expect(await late).toBe(1);
    expect((await find('second name')).items[0]?.title).toBe('Second name');
  });

  test('is taken anew when it is asked for', async () => {
    await spark('s', 'Ocelot', 'text');
    await find('ocelot');
    await sql.query('delete from private.search_entries where workspace_id = $1', [workspace]);
    await sql.query('select private.search_again($1)', [workspace]);
    expect(await slugs('ocelot')).toEqual(['spark:s']);
  });
});

test('people of other workspaces find nothing, and strangers may not ask', async () => {
  await spark('s', 'Secret plan', 'text');
  const neighbour = await db.createPerson();
  const elsewhere = await db.createWorkspace();
  await db.addMember(elsewhere, neighbour, 'admin');
  await db.asPerson(neighbour, async (mine) => {
    expect(await codeOf(find('secret', {}, mine))).toBe('42501');
  });
  const { items } = await value<Found>(sql, 'select public.search_content($1, $2)', [elsewhere, 'secret']);
  expect(items).toEqual([]);
});
