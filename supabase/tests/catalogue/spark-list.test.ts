import { beforeAll, describe, expect, test } from 'vitest';
import { SPARK_SORTS, type SparkFilter, type SparkSort } from '#lib/catalogue/core/spark-list.ts';
import type { SparkList } from '#lib/catalogue/data/spark-list.ts';
import { Author, codeOf, publish, value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();
let workspace: string;
let editor: string;
const trails: string[] = [];

const MANY = 48;
const LEVELS = ['beginner', 'intermediate', 'advanced', 'expert'] as const;
const slugOf = (at: number) => `s${String(at).padStart(2, '0')}`;

/** What each spark is, so that the answers can be worked out beside the database. */
const facts = Array.from({ length: MANY }, (_, at) => ({
  slug: slugOf(at),
  title: at % 3 === 0 ? `Bread ${slugOf(at)}` : `Oven ${slugOf(at)}`,
  is_published: at % 4 !== 0,
  difficulty: LEVELS[at % 4] as (typeof LEVELS)[number],
  mins: 1 + ((at * 7) % 30),
  is_mine: at % 5 === 0,
  // In one trail, in the other, in both, or in none.
  in: [[0], [1], [0, 1], []][at % 4] as number[],
  exercises: at % 6 === 0 ? 2 : 0,
  // After the snapshot: those from 40 on are added, every seventh of the others is changed.
  is_late: at >= 40,
  is_changed: at < 40 && at % 7 === 0,
}));
type Fact = (typeof facts)[number];
const stateOf = ({ is_published, is_late, is_changed }: Fact) =>
  !is_published ? 'draft' : is_late ? 'new' : is_changed ? 'changed' : 'published';

beforeAll(async () => {
  const members = await db.members();
  ({ workspace, editor } = { workspace: await db.createWorkspace('list'), editor: members.editor });
  await db.addMember(workspace, editor, 'editor');
  const author = new Author(db.owner, workspace);
  const domain = await author.domain('d', { is_published: true });
  const concepts: string[] = [];
  for (const [nth, slug] of ['t1', 't2'].entries()) {
    const trail = await author.trail(domain, slug, { title: `Trail ${slug}`, is_published: true, order_index: nth });
    trails.push(trail);
    concepts.push(await author.concept(trail, `c-${slug}`, { title: `Concept ${slug}`, is_published: true }));
  }
  const ids: string[] = [];
  const add = async (fact: Fact) => {
    const id = await author.spark(fact.slug, {
      title: fact.title,
      is_published: fact.is_published,
      difficulty: fact.difficulty,
      estimated_mins: fact.mins,
      updated_by: fact.is_mine ? editor : null,
    });
    ids.push(id);
    for (const nth of fact.in) await author.place(concepts[nth] as string, id, ids.length);
    if (fact.exercises > 0)
      await author.add('packages', {
        spark_id: id,
        body: JSON.stringify({
          exercise_bank: ['a', 'b'].map((name) => ({ id: name, exercise_type: 'numeric', stem: name, value: 3 })),
          quiz: [],
        }),
      });
  };
  for (const fact of facts.filter(({ is_late }) => !is_late)) await add(fact);
  await publish(db.owner, workspace);
  const client = await db.connect();
  for (const [at, fact] of facts.entries()) {
    if (!fact.is_changed) continue;
    // Who saved last stays the same.
    await client.query("select set_config('request.jwt.claim.sub', $1, false)", [fact.is_mine ? editor : '']);
    await client.query("update public.sparks set summary = 'Another' where id = $1", [ids[at]]);
  }
  for (const fact of facts.filter(({ is_late }) => is_late)) await add(fact);
});

interface Ask {
  filter?: SparkFilter;
  sort?: SparkSort;
  down?: boolean;
  offset?: number;
  limit?: number;
}
const read = ({ filter = {}, sort = 'title', down = false, offset = 0, limit = 200 }: Ask = {}) =>
  db.asPerson({ id: editor }, (sql) =>
    value<SparkList>(sql, 'select public.read_spark_list($1, $2, $3, $4, $5, $6)', [
      workspace,
      filter,
      sort,
      down,
      offset,
      limit,
    ]),
  );
const slugs = ({ rows }: SparkList) => rows.map(({ slug }) => slug);
const expected = (fits: (fact: Fact) => boolean) => facts.filter(fits).map(({ slug }) => slug);

test('a row says where the spark stands, what readers have of it and what belongs to it', async () => {
  const { rows } = await read();
  const row = (at: number) => rows.find(({ slug }) => slug === slugOf(at));
  expect(row(2)).toMatchObject({ places: 2, place: { concept: 'Concept t1', trail: 'Trail t1' } });
  expect(row(3)).toMatchObject({ places: 0, place: null, exercises: 0, links: 0 });
  expect(row(6)).toMatchObject({ exercises: 2, mins: facts[6]?.mins, difficulty: facts[6]?.difficulty });
  expect(rows.map(({ slug, state }) => [slug, state]).toSorted()).toEqual(
    facts.map((fact) => [fact.slug, stateOf(fact)]).toSorted(),
  );
});

describe('each condition leaves what it says, and all of them together', () => {
  test.each<[string, SparkFilter | (() => SparkFilter), (fact: Fact) => boolean]>([
    ['text, whatever its case', { text: ' BREAD ' }, ({ title }) => title.startsWith('Bread')],
    ['states', { states: ['draft', 'new'] }, (fact) => ['draft', 'new'].includes(stateOf(fact))],
    ['changed', { states: ['changed'] }, (fact) => stateOf(fact) === 'changed'],
    ['levels', { difficulties: ['expert'] }, ({ difficulty }) => difficulty === 'expert'],
    ['a trail', () => ({ trail_id: trails[1] as string }), (fact) => fact.in.includes(1)],
    ['a person', () => ({ by: editor }), ({ is_mine }) => is_mine],
    ['mine', { mine: true }, ({ is_mine }) => is_mine],
    ['no place', { loose: true }, (fact) => fact.in.length === 0],
    ['no exercises', { has_exercises: false }, ({ exercises }) => exercises === 0],
    ['minutes', { least_mins: 10, most_mins: 20 }, ({ mins }) => mins >= 10 && mins <= 20],
    [
      'several',
      { text: 'oven', states: ['published', 'changed'], has_exercises: false, most_mins: 15 },
      (fact) =>
        fact.title.startsWith('Oven') &&
        ['published', 'changed'].includes(stateOf(fact)) &&
        fact.exercises === 0 &&
        fact.mins <= 15,
    ],
  ])('%s', async (_, filter, fits) => {
    const list = await read({ filter: typeof filter === 'function' ? filter() : filter });
    const left = facts.filter(fits);
    expect(left.length).toBeGreaterThan(0);
    expect(slugs(list).toSorted()).toEqual(expected(fits).toSorted());
    expect(list).toMatchObject({
      total: left.length,
      mins: left.reduce((sum, { mins }) => sum + mins, 0),
      exercises: left.reduce((sum, { exercises }) => sum + exercises, 0),
    });
  });

  test('the views count all sparks, whatever is filtered', async () => {
    const { views } = await read({ filter: { text: 'nothing is called so' } });
    const count = (fits: (fact: Fact) => boolean) => facts.filter(fits).length;
    expect(views).toEqual({
      all: MANY,
      mine: count(({ is_mine }) => is_mine),
      drafts: count(({ is_published }) => !is_published),
      no_exercises: count(({ exercises }) => exercises === 0),
      long: count(({ mins }) => mins > 15),
      loose: count((fact) => fact.in.length === 0),
      changed: count((fact) => stateOf(fact) === 'changed'),
    });
  });
});

describe('order and pages', () => {
  test.each(SPARK_SORTS)('%s: pages are cut from one order, both ways round', async (sort) => {
    const whole = slugs(await read({ sort }));
    expect(new Set(whole).size).toBe(MANY);
    const pages: string[] = [];
    for (let offset = 0; offset < MANY; offset += 7) pages.push(...slugs(await read({ sort, offset, limit: 7 })));
    expect(pages).toEqual(whole);
    const turned = await read({ sort, down: true });
    expect(slugs(turned).toSorted()).toEqual(whole.toSorted());
  });

  test('by minutes and by state they go up, and down', async () => {
    const mins = (list: SparkList) => list.rows.map((row) => row.mins);
    expect(mins(await read({ sort: 'mins' }))).toEqual(facts.map((fact) => fact.mins).toSorted((a, b) => a - b));
    expect(mins(await read({ sort: 'mins', down: true }))).toEqual(
      facts.map((fact) => fact.mins).toSorted((a, b) => b - a),
    );
    const states = (await read({ sort: 'state' })).rows.map(({ state }) => state);
    expect([...new Set(states)]).toEqual(['draft', 'new', 'changed', 'published']);
  });

  test('by place they stand as in the outline, and what stands nowhere comes last both ways', async () => {
    for (const down of [false, true]) {
      const { rows } = await read({ sort: 'place', down });
      const loose = rows.map(({ places }) => places === 0);
      expect(loose).toEqual(loose.toSorted((a, b) => Number(a) - Number(b)));
      const first = rows.filter(({ places }) => places > 0).map(({ place }) => place?.trail);
      expect([...new Set(first)]).toEqual(down ? ['Trail t2', 'Trail t1'] : ['Trail t1', 'Trail t2']);
    }
  });
});

describe('what is refused', () => {
  test.each([
    ['a filter that is none', { filter: { colour: 'red' } as SparkFilter }],
    ['a trail that is no id', { filter: { trail_id: 'me' } }],
    ['minutes that are none', { filter: { least_mins: -1 } }],
    ['an order that is none', { sort: 'secret' as SparkSort }],
  ])('%s', async (_, ask) => {
    expect(await codeOf(read(ask))).toBe('TW006');
  });

  test('somebody of another workspace learns nothing', async () => {
    const other = await db.createWorkspace('other');
    const asked = db.asPerson({ id: editor }, (sql) => sql.query('select public.read_spark_list($1)', [other]));
    expect(await codeOf(asked)).toBe('42501');
  });
});
