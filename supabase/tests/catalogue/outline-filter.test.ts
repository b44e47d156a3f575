import { beforeAll, describe, expect, test } from 'vitest';
import type { OutlineFilter } from '#lib/catalogue/core/outline-filter.ts';
import { Author, codeOf, publish, value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();
let workspace: string;
let editor: string;

const QUALITY = [
  { check: null, review: null },
  { check: 'passed', review: 'approved' },
  { check: 'failed', review: 'rejected' },
  { check: 'warning', review: 'pending' },
] as const;
const MANY = 64;
const reviewOf = (at: number) => QUALITY[(at >> 4) & 3]?.review ?? null;
/** Every fifth, and every draft that waits for somebody or was rejected. */
const isChanged = (at: number) => at % 5 === 0 || at >= 32;
const slugs = Array.from({ length: MANY }, (_, at) => `s${String(at).padStart(2, '0')}`);

/** 64 sparks: every combination of being published, saved by the reader, of two difficulties, loose, and of four qualities. */
beforeAll(async () => {
  const members = await db.members();
  ({ workspace, editor } = { workspace: await db.createWorkspace('filters'), editor: members.editor });
  await db.addMember(workspace, editor, 'editor');
  const author = new Author(db.owner, workspace);
  const concept = await author.concept(null, 'c', { title: 'Concept', is_published: true });
  const beacon = await author.beacon('b', { name: 'Mark' });
  const ids: string[] = [];
  for (const [at, slug] of slugs.entries()) {
    const { check } = QUALITY[(at >> 4) & 3] as (typeof QUALITY)[number];
    const id = await author.spark(slug, {
      title: at % 3 === 0 ? `Bread ${slug}` : `Oven ${slug}`,
      is_published: (at & 1) === 1,
      difficulty: (at & 4) === 4 ? 'beginner' : 'expert',
      updated_by: (at & 2) === 2 ? editor : null,
    });
    ids.push(id);
    if (check) await author.add('lesson_profiles', { spark_id: id, validation_status: check });
    if ((at & 8) === 8) await author.place(concept, id, at);
    if ([1, 2, 40].includes(at)) await author.mark(id, beacon);
  }
  await publish(db.owner, workspace);
  // A summary is no part of any filter, and who saved last stays the same. Drafts of a machine cannot be in a snapshot.
  const client = await db.connect();
  for (const [at, id] of ids.entries()) {
    if (!isChanged(at)) continue;
    const review = reviewOf(at);
    await client.query('begin');
    await client.query("select set_config('request.jwt.claim.sub', $1, true)", [(at & 2) === 2 ? editor : '']);
    await client.query("update public.sparks set summary = 'Another', ai_metadata = $2 where id = $1", [
      id,
      review && JSON.stringify({ review_status: review }),
    ]);
    await client.query('commit');
  }
});

type Filter = Partial<OutlineFilter>;
interface Found {
  sparks: { id: string; slug: string; change: string | null }[];
  concepts: { slug: string }[];
  places: [string, string, string][];
  beacons: { slug: string }[];
  found: { entities: number; rows: number; shown: number };
}
const ask = <T>(name: string, ...given: unknown[]) =>
  db.asPerson(editor, (person) =>
    value<T>(person, `select public.${name}(${['$1', ...given.map((_, at) => `$${at + 2}`)].join(', ')})`, [
      workspace,
      ...given,
    ]),
  );
const find = (filter: Filter, most = 1000) => ask<Found>('read_outline_found', JSON.stringify(filter), most);

/** Each filter with what it asks for in plain words, beside the code under test. */
const FILTERS: { name: string; filter: Filter; keeps: (at: number) => boolean }[] = [
  { name: 'text', filter: { text: ' bREAD ' }, keeps: (at) => at % 3 === 0 },
  { name: 'drafts', filter: { state: 'draft' }, keeps: (at) => (at & 1) === 0 },
  { name: 'published', filter: { state: 'published' }, keeps: (at) => (at & 1) === 1 && !isChanged(at) },
  { name: 'changed', filter: { state: 'changed' }, keeps: isChanged },
  { name: 'difficulty', filter: { difficulty: 'expert' }, keeps: (at) => (at & 4) === 0 },
  { name: 'not checked', filter: { quality: 'unchecked' }, keeps: (at) => at >> 4 === 0 },
  { name: 'rejected', filter: { quality: 'rejected' }, keeps: (at) => at >> 4 === 2 },
  { name: 'pending', filter: { quality: 'pending' }, keeps: (at) => at >> 4 === 3 },
  { name: 'beacon', filter: { beacon: 'b' }, keeps: (at) => [1, 2, 40].includes(at) },
  { name: 'mine', filter: { mine: true }, keeps: (at) => (at & 2) === 2 },
  { name: 'loose', filter: { loose: true }, keeps: (at) => (at & 8) === 0 },
];
const expected = (...keeps: ((at: number) => boolean)[]) => slugs.filter((_, at) => keeps.every((keep) => keep(at)));
const found = async (filter: Filter) => (await find(filter)).sparks.map(({ slug }) => slug).sort();

describe('filters of the outline', () => {
  test.each(FILTERS)('$name', async ({ filter, keeps }) => {
    expect(await found(filter)).toEqual(expected(keeps));
  });

  // Of the three states only one can be asked for, and of the qualities as well.
  const pairs = FILTERS.flatMap((one, at) =>
    FILTERS.slice(at + 1).flatMap((other) => {
      const isSame = Object.keys(one.filter).some((name) => name in other.filter);
      return isSame ? [] : [{ name: `${one.name} and ${other.name}`, one, other }];
    }),
  );
  test.each(pairs)('$name', async ({ one, other }) => {
    expect(await found({ ...one.filter, ...other.filter })).toEqual(expected(one.keeps, other.keeps));
  });

  interface Counts extends Record<'mine' | 'loose', number> {
    state: Record<string, number>;
    difficulty: Record<string, number>;
    quality: Record<string, number>;
    beacons: { slug: string; marks: number }[];
  }
  const counts = (beside: Filter) => ask<Counts>('read_outline_choices', JSON.stringify(beside));

  test.each(FILTERS.filter(({ filter }) => !('text' in filter) && !('beacon' in filter)))(
    'the choice "$name" says how many it would leave, whatever of its own kind is chosen now',
    async ({ filter, keeps }) => {
      const countOf = ({ state, difficulty, quality, mine, loose }: Counts) => {
        if (filter.state) return state[filter.state];
        if (filter.difficulty) return difficulty[filter.difficulty];
        if (filter.quality) return quality[filter.quality];
        return filter.mine ? mine : loose;
      };
      // The concept is published and nothing else: it is no spark, so it counts only among the states.
      const more = filter.state === 'published' ? 1 : 0;
      expect(countOf(await counts({}))).toBe(expected(keeps).length + more);
      const ofItsKind = FILTERS.filter((other) => Object.keys(filter).some((name) => name in other.filter));
      for (const other of ofItsKind) expect(countOf(await counts(other.filter))).toBe(expected(keeps).length + more);
      expect(countOf(await counts({ text: 'bread' }))).toBe(expected(keeps, (at) => at % 3 === 0).length);
    },
  );

  test('all that there is counts where nothing is chosen, and a beacon says how many bear it', async () => {
    const { state, beacons } = await counts({});
    expect(state.all).toBe(MANY + 2);
    expect(beacons).toEqual([{ slug: 'b', title: 'Mark', marks: 3 }]);
  });

  test('what leads to a match comes with it, and nothing else', async () => {
    const { sparks, concepts, places, beacons } = await find({ text: 'bread s09' });
    expect([sparks.map(({ slug }) => slug), concepts.map(({ slug }) => slug)]).toEqual([['s09'], ['c']]);
    expect([places.length, beacons]).toEqual([1, []]);
  });

  test('the first rows come in the order of the outline, with how many there are', async () => {
    const first = await find({ text: 'oven' }, 3);
    // What stands in the concept comes before what stands nowhere.
    const all = expected(
      (at) => at % 3 !== 0,
      (at) => (at & 8) === 8,
    );
    expect(first.sparks.map(({ slug }) => slug).sort()).toEqual(all.slice(0, 3));
    const entities = expected((at) => at % 3 !== 0).length;
    expect(first.found).toEqual({ entities, rows: entities, shown: 3 });
  });

  test('what is no filter is refused', async () => {
    for (const filter of ['[]', '"x"', '{"password": true}'])
      expect(await codeOf(ask('read_outline_found', filter)), filter).toBe('TW006');
    // Characters with a meaning elsewhere are characters here.
    expect(await found({ text: "%_\\'" })).toEqual([]);
  });

  test('however few are asked for, they are the first of all: domains, trails, concepts, sparks where they stand, then the rest', async () => {
    const place = await db.createWorkspace();
    await db.addMember(place, editor, 'editor');
    const author = new Author(db.owner, place);
    const lines: string[] = [];
    const add = async (made: Promise<string>) => {
      const id = await made;
      lines.push(id);
      return id;
    };
    const fill = async (concept: string) => {
      for (const nth of [0, 1]) {
        const spark = await author.spark();
        lines.push(await author.place(concept, spark, nth));
        // One that stands twice is two rows.
        if (nth === 1) lines.push(await author.place(concept, twice, 2));
      }
    };
    const twice = await author.spark();
    for (const domain_nth of [0, 1]) {
      const domain = await add(author.domain(undefined, { order_index: domain_nth }));
      for (const trail_nth of [0, 1]) {
        const trail = await add(author.trail(domain, undefined, { order_index: trail_nth }));
        await fill(await add(author.concept(trail)));
      }
    }
    await fill(await add(author.concept(null)));
    await add(author.spark());
    await add(author.beacon('z'));
    // Nothing was ever published, so everything has changed.
    const read = async (most: number) => {
      const { places, ...lists } = await db.asPerson(editor, (person) =>
        value<Record<string, { id: string }[]> & { places: string[][]; found: { rows: number } }>(
          person,
          'select public.read_outline_found($1, $2, $3)',
          [place, '{"state": "changed"}', most],
        ),
      );
      const shown = new Set([
        ...places.map(([id]) => id),
        ...['domains', 'trails', 'concepts', 'sparks', 'beacons'].flatMap((name) =>
          (lists[name] ?? []).map(({ id }) => id),
        ),
      ]);
      return { rows: lists.found.rows, shown: lines.filter((id) => shown.has(id)) };
    };
    for (let most = 1; most <= lines.length; most++) {
      const { rows, shown } = await read(most);
      expect(rows).toBe(lines.length);
      // What leads to the first rows stands before them, so that they are a beginning of all.
      expect(shown, `the first ${most}`).toEqual(lines.slice(0, most));
    }
  });
});
