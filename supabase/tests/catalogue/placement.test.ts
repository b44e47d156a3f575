import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { Author, codeOf, list, type Sql, value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();

let workspace: string;
let author: Author;
let sql: Sql;
beforeEach(async () => {
  workspace = await db.createWorkspace();
  sql = db.owner;
  author = new Author(sql, workspace);
});

type Kind = 'domain' | 'trail' | 'concept' | 'concept_spark';
const KINDS: { kind: Kind; table: string; parent: string | null }[] = [
  { kind: 'domain', table: 'domains', parent: null },
  { kind: 'trail', table: 'trails', parent: 'domain_id' },
  { kind: 'concept', table: 'concepts', parent: 'trail_id' },
  { kind: 'concept_spark', table: 'concept_sparks', parent: 'concept_id' },
];

const place = (kind: Kind, id: string, parent: string | null, position: number, on: Sql = sql) =>
  value<string | null>(on, 'select public.place($1, $2, $3, $4, $5)', [workspace, kind, id, parent, position]);

async function parents(kind: Kind): Promise<[string | null, string | null]> {
  if (kind === 'trail') return [await author.domain(), await author.domain()];
  if (kind === 'concept') {
    const domain = await author.domain();
    return [await author.trail(domain), await author.trail(domain)];
  }
  if (kind === 'concept_spark') return [await author.concept(null), await author.concept(null)];
  return [null, null];
}

async function child(kind: Kind, parent: string | null, order_index: number): Promise<string> {
  if (kind === 'domain') return author.domain(undefined, { order_index });
  if (kind === 'trail') return author.trail(parent as string, undefined, { order_index });
  if (kind === 'concept') return author.concept(parent, undefined, { order_index });
  return author.place(parent as string, await author.spark(), order_index);
}

async function order(
  kind: Kind,
  parent: string | null,
): Promise<{ id: string; order_index: number; version: number }[]> {
  const { table, parent: column } = KINDS.find((one) => one.kind === kind) as (typeof KINDS)[number];
  return list(
    sql,
    `select id, order_index, version from public.${table} where workspace_id = $1 ${column ? `and ${column} is not distinct from $2` : 'and $2::uuid is null'} order by order_index, ordinal`,
    [workspace, parent],
  );
}
const ids = (rows: { id: string }[]) => rows.map((row) => row.id);

describe.each(KINDS.map((one) => [one.kind, one] as const))('%s', (kind, { parent: column }) => {
  test('a thing goes where it is put and its siblings are numbered from 0 without gaps', async () => {
    const [home] = await parents(kind);
    const made: string[] = [];
    // Gaps and ties, as imports bring them.
    for (const at of [3, 3, 7, 20]) made.push(await child(kind, home, at));
    const [a, b, c, d] = made as [string, string, string, string];
    await place(kind, d, home, 1);
    expect(ids(await order(kind, home))).toEqual([a, d, b, c]);
    expect((await order(kind, home)).map((row) => row.order_index)).toEqual([0, 1, 2, 3]);
    await place(kind, a, home, 99);
    expect(ids(await order(kind, home))).toEqual([d, b, c, a]);
    await place(kind, c, home, -5);
    expect(ids(await order(kind, home))).toEqual([c, d, b, a]);
    expect((await order(kind, home)).map((row) => row.order_index)).toEqual([0, 1, 2, 3]);
  });

  test('only what changes its place gets a version, once, and a move to where it stands is none', async () => {
    const [home] = await parents(kind);
    for (let at = 0; at < 5; at++) await child(kind, home, at);
    const before = await order(kind, home);
    const set = await place(kind, before[3]?.id as string, home, 2);
    const versions = new Map((await order(kind, home)).map((row) => [row.id, row.version]));
    expect(before.map((row) => versions.get(row.id))).toEqual([1, 1, 2, 2, 1]);
    expect(await value(sql, 'select count(*)::int from public.revisions where change_set_id = $1', [set])).toBe(2);
    const sets = () =>
      value<number>(sql, 'select count(*)::int from public.change_sets where workspace_id = $1', [workspace]);
    const many = await sets();
    expect(await place(kind, before[0]?.id as string, home, 0)).toBeNull();
    expect(await sets()).toBe(many);
  });

  test.runIf(column)(
    'moving to another parent is one revision of what moves, and leaves the siblings at home alone',
    async () => {
      const [home, other] = await parents(kind);
      const mine = [await child(kind, home, 0), await child(kind, home, 1), await child(kind, home, 2)] as const;
      const theirs = [await child(kind, other, 0), await child(kind, other, 1)] as const;
      const set = await place(kind, mine[0], other, 1);
      expect(ids(await order(kind, other))).toEqual([theirs[0], mine[0], theirs[1]]);
      expect(ids(await order(kind, home))).toEqual([mine[1], mine[2]]);
      const touched = await list<{ entity_id: string }>(
        sql,
        'select entity_id from public.revisions where change_set_id = $1 order by id',
        [set],
      );
      expect(touched.map((row) => row.entity_id).sort()).toEqual([mine[0], theirs[1]].sort());
      expect(await value(sql, 'select action::text from public.change_sets where id = $1', [set])).toBe('move');
    },
  );

  test.runIf(column)('a parent that is not there, or in another workspace, takes nothing', async () => {
    const [home] = await parents(kind);
    const id = await child(kind, home, 0);
    const mine = { workspace, author };
    workspace = await db.createWorkspace();
    author = new Author(sql, workspace);
    const [foreign] = await parents(kind);
    ({ workspace, author } = mine);
    expect(await codeOf(place(kind, id, foreign, 0))).toBe('23503');
    expect(await codeOf(place(kind, id, '00000000-0000-4000-8000-000000000000', 0))).toBe('23503');
    expect(ids(await order(kind, home))).toEqual([id]);
  });

  test('what is not there is not moved: TW004', async () => {
    const [home] = await parents(kind);
    expect(await codeOf(place(kind, '00000000-0000-4000-8000-000000000000', home, 0))).toBe('TW004');
    expect(
      await value(sql, "select count(*)::int from public.change_sets where workspace_id = $1 and action = 'move'", [
        workspace,
      ]),
    ).toBe(0);
  });

  test('moves at the same time queue, and the numbers stay dense', async () => {
    const [home] = await parents(kind);
    const made: string[] = [];
    for (let at = 0; at < 8; at++) made.push(await child(kind, home, at));
    const clients = await Promise.all(Array.from({ length: 4 }, () => db.connect()));
    await Promise.all(
      clients.map(async (client, at) => {
        for (let turn = 0; turn < 8; turn++)
          await place(kind, made[(at * 2 + turn) % 8] as string, home, (turn * 3 + at) % 8, client);
      }),
    );
    const rows = await order(kind, home);
    expect(rows.map((row) => row.order_index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(ids(rows).sort()).toEqual([...made].sort());
  });
});

test('standalone concepts are siblings of each other', async () => {
  const trail = await author.trail(await author.domain());
  const [a, b] = [
    await author.concept(null, undefined, { order_index: 0 }),
    await author.concept(null, undefined, { order_index: 1 }),
  ];
  const c = await author.concept(trail);
  await place('concept', c, null, 1);
  expect(ids(await order('concept', null))).toEqual([a, c, b]);
});

test('a trail does not lose its domain', async () => {
  const trail = await author.trail(await author.domain());
  expect(await codeOf(place('trail', trail, null, 0))).toBe('23502');
});

test('a spark does not stand twice in a concept', async () => {
  const [one, other] = [await author.concept(null), await author.concept(null)];
  const spark = await author.spark();
  await author.place(one, spark);
  const second = await author.place(other, spark);
  expect(await codeOf(place('concept_spark', second, one, 0))).toBe('23505');
});

test('kinds without a place are not placed', async () => {
  const spark = await author.spark();
  expect(await codeOf(sql.query("select public.place($1, 'spark', $2, null, 0)", [workspace, spark]))).toBe('TW006');
});

test('any sequence of moves does what moving in a list does', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(5), fc.nat(1), fc.nat(7)), { minLength: 1, maxLength: 15 }),
      async (moves) => {
        workspace = await db.createWorkspace();
        author = new Author(sql, workspace);
        const homes = (await parents('concept_spark')) as [string, string];
        const lists: [string[], string[]] = [[], []];
        for (let at = 0; at < 6; at++) lists[at % 2]?.push(await child('concept_spark', homes[at % 2] as string, at));
        const all = lists.flat();
        for (const [which, to, position] of moves) {
          const id = all[which] as string;
          for (const one of lists) if (one.includes(id)) one.splice(one.indexOf(id), 1);
          lists[to]?.splice(position, 0, id);
          await place('concept_spark', id, homes[to] as string, position);
          expect([ids(await order('concept_spark', homes[0])), ids(await order('concept_spark', homes[1]))]).toEqual(
            lists,
          );
        }
      },
    ),
    { numRuns: 15 },
  );
});
