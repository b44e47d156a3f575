import fc from 'fast-check';
import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Edge, findLoops, LINK_TYPES } from '#lib/core/links';
import { LINK_CASES } from '#lib/core/links.cases';
import { Author, attempt, codeOf, fresh, list, refusal, type Sql, value } from './authoring';
import { testDatabase } from './harness';

const db = testDatabase();
const LEVELS = ['spark', 'concept'] as const;
type Level = (typeof LEVELS)[number];

/** Adds nodes to a workspace at once, with the given names as slugs, and gives their ids by name. */
async function nodes(
  sql: Sql,
  workspace: string,
  names: string[],
  level: Level = 'spark',
): Promise<Map<string, string>> {
  const columns = level === 'spark' ? ', content_md, estimated_mins, difficulty' : '';
  const values = level === 'spark' ? ", 'text', 5, 'beginner'" : '';
  const rows = await list<{ id: string; title: string }>(
    sql,
    `insert into public.${level}s (workspace_id, slug, title${columns})
     select $1, lower(n) || '-' || substr(gen_random_uuid()::text, 1, 8), 'Node ' || n${values} from unnest($2::text[]) n returning id, title`,
    [workspace, names],
  );
  return new Map(rows.map((row) => [row.title.slice('Node '.length), row.id]));
}

/** Inserts links in one statement; `order` of the input is the order of the rows. */
async function insertLinks(
  sql: Sql,
  workspace: string,
  ids: Map<string, string>,
  edges: readonly Edge[],
  level: Level = 'spark',
) {
  return attempt(
    sql,
    `insert into public.${level}_links (workspace_id, source_id, target_id, link_type)
     select $1, s, t, 'related' from unnest($2::uuid[], $3::uuid[]) e (s, t)`,
    [workspace, edges.map(([source]) => ids.get(source)), edges.map(([, target]) => ids.get(target))],
  );
}

const namesOf = (edges: readonly Edge[]) => [...new Set(edges.flat())];

/** Links whose ends have no rank, or ranks against the link. There must never be one. */
async function misranked(sql: Sql, workspace: string, level: Level = 'spark'): Promise<number> {
  return value<number>(
    sql,
    `select count(*)::int from public.${level}_links l
     left join private.graph_ranks s on s.node_id = l.source_id and s.level = '${level}'
     left join private.graph_ranks t on t.node_id = l.target_id and t.level = '${level}'
     where l.workspace_id = $1 and (s.rank < t.rank) is not true`,
    [workspace],
  );
}

async function linksOf(sql: Sql, workspace: string, level: Level = 'spark'): Promise<Edge[]> {
  const rows = await list<{ source_id: string; target_id: string }>(
    sql,
    `select source_id, target_id from public.${level}_links where workspace_id = $1`,
    [workspace],
  );
  return rows.map((row) => [row.source_id, row.target_id] as const);
}

async function expectInOrder(sql: Sql, workspace: string, level: Level = 'spark'): Promise<void> {
  expect(findLoops(await linksOf(sql, workspace, level))).toEqual([]);
  expect(await misranked(sql, workspace, level), 'ranks agree with every link').toBe(0);
}

let workspace: string;
beforeAll(async () => {
  workspace = (await db.members()).workspace;
});

describe('core and the database agree on every case', () => {
  test.each(LINK_CASES.map((one) => [one.name, one] as const))('core: %s', (_, { edges, has_loop }) => {
    expect(findLoops(edges).length > 0).toBe(has_loop);
  });

  describe.each(LEVELS.map((level) => [level]))('%s links', (level) => {
    test.each(LINK_CASES.map((one) => [one.name, one] as const))('one by one: %s', async (_, { edges, has_loop }) => {
      await db.asPerson('editor', async (sql) => {
        const ids = await nodes(sql, workspace, namesOf(edges), level);
        const codes: (string | null)[] = [];
        for (const edge of edges) codes.push((await insertLinks(sql, workspace, ids, [edge], level)).code);
        expect(codes.includes('TW001')).toBe(has_loop);
        expect(new Set(codes).size).toBeLessThanOrEqual(has_loop ? 2 : 1);
        await sql.query('reset role');
        await expectInOrder(sql, workspace, level);
      });
    });

    test.each(LINK_CASES.map((one) => [one.name, one] as const))('all at once: %s', async (_, { edges, has_loop }) => {
      await db.asPerson('editor', async (sql) => {
        const ids = await nodes(sql, workspace, namesOf(edges), level);
        const made = await insertLinks(sql, workspace, ids, edges, level);
        expect(made.code).toBe(has_loop ? 'TW001' : null);
        expect(made.count).toBe(has_loop ? 0 : edges.length);
        await sql.query('reset role');
        await expectInOrder(sql, workspace, level);
      });
    });
  });
});

describe('what a link may be', () => {
  test('a node is not linked to itself, nor twice to the same one', async () => {
    await db.asPerson('editor', async (sql) => {
      const ids = await nodes(sql, workspace, ['a', 'b']);
      const self = await insertLinks(sql, workspace, ids, [['a', 'a']]);
      expect([self.code, self.constraint]).toEqual(['23514', 'spark_links_not_self']);
      expect((await insertLinks(sql, workspace, ids, [['a', 'b']])).code).toBeNull();
      const again = await insertLinks(sql, workspace, ids, [['a', 'b']]);
      expect([again.code, again.constraint]).toEqual(['23505', 'spark_links_pair_key']);
      const pair = await insertLinks(sql, workspace, ids, [
        ['b', 'a'],
        ['b', 'a'],
      ]);
      expect(pair.code).toBe('23505');
    });
  });

  test('links of all types together have no loop', async () => {
    await db.asPerson('editor', async (sql) => {
      const author = new Author(sql, workspace);
      const ids = await nodes(sql, workspace, ['a', 'b', 'c', 'd']);
      const id = (name: string) => ids.get(name) as string;
      const [first, second, third, fourth] = LINK_TYPES;
      await author.link(id('a'), id('b'), 'spark', { link_type: first });
      await author.link(id('b'), id('c'), 'spark', { link_type: second });
      await author.link(id('c'), id('d'), 'spark', { link_type: third });
      await sql.query('savepoint before');
      expect(await codeOf(author.link(id('d'), id('a'), 'spark', { link_type: fourth }))).toBe('TW001');
    });
  });

  test('the refusal names the level and the ends of the link', async () => {
    await db.asPerson('editor', async (sql) => {
      const ids = await nodes(sql, workspace, ['a', 'b']);
      await insertLinks(sql, workspace, ids, [['a', 'b']]);
      const refused = await insertLinks(sql, workspace, ids, [['b', 'a']]);
      expect(JSON.parse(refused.detail ?? '')).toEqual({
        level: 'spark',
        source_id: ids.get('b'),
        target_id: ids.get('a'),
      });
    });
  });

  test('type, weight and description change; the ends do not, not even for the owner of the database', async () => {
    await db.asOwner(async (sql) => {
      const author = new Author(sql, workspace);
      const ids = await nodes(sql, workspace, ['a', 'b', 'c']);
      const link = await author.link(ids.get('a') as string, ids.get('b') as string);
      const set = (text: string) => attempt(sql, `update public.spark_links set ${text} where id = $1`, [link]);
      expect((await set("link_type = 'deepens', weight = 0.7, description = 'why'")).code).toBeNull();
      expect((await set(`source_id = '${ids.get('c')}'`)).code).toBe('TW006');
      expect((await set(`target_id = '${ids.get('c')}'`)).code).toBe('TW006');
      expect((await set('source_id = target_id, target_id = source_id')).code).toBe('TW006');
    });
  });

  test('a link that is gone is no obstacle any more', async () => {
    await db.asPerson('editor', async (sql) => {
      const ids = await nodes(sql, workspace, ['a', 'b']);
      await insertLinks(sql, workspace, ids, [['a', 'b']]);
      expect((await insertLinks(sql, workspace, ids, [['b', 'a']])).code).toBe('TW001');
      await sql.query('delete from public.spark_links where source_id = $1', [ids.get('a')]);
      expect((await insertLinks(sql, workspace, ids, [['b', 'a']])).code).toBeNull();
    });
  });

  test('graphs of two workspaces do not see each other, and neither do the two levels', async () => {
    await db.asOwner(async (sql) => {
      const other = await value<string>(
        sql,
        "insert into public.workspaces (slug, name) values ($1, 'Other') returning id",
        [fresh('other')],
      );
      const [mine, theirs] = [await nodes(sql, workspace, ['a', 'b']), await nodes(sql, other, ['a', 'b'])];
      const concepts = await nodes(sql, workspace, ['a', 'b'], 'concept');
      expect((await insertLinks(sql, workspace, mine, [['a', 'b']])).code).toBeNull();
      expect((await insertLinks(sql, other, theirs, [['b', 'a']])).code).toBeNull();
      expect((await insertLinks(sql, workspace, concepts, [['b', 'a']], 'concept')).code).toBeNull();
      const both = await attempt(
        sql,
        `insert into public.spark_links (workspace_id, source_id, target_id, link_type) values ($1, $2, $3, 'related'), ($4, $5, $6, 'related')`,
        [workspace, mine.get('b'), mine.get('a'), other, theirs.get('a'), theirs.get('b')],
      );
      expect(both.code).toBe('TW001');
    });
  });

  test('the secret key cannot go round the guard', async () => {
    await db.asService(async (sql) => {
      const ids = await nodes(sql, workspace, ['a', 'b']);
      await insertLinks(sql, workspace, ids, [['a', 'b']]);
      expect((await insertLinks(sql, workspace, ids, [['b', 'a']])).code).toBe('TW001');
      expect((await attempt(sql, "set session_replication_role = 'replica'")).code).toBe('42501');
      expect((await attempt(sql, 'alter table public.spark_links disable trigger all')).code).toBe('42501');
      expect((await attempt(sql, 'update public.graphs set version = 0')).code).toBe('42501');
      expect((await attempt(sql, 'delete from private.graph_ranks')).code).toBe('42501');
    });
  });

  test('the version of the graph moves with every change of its links and with nothing else', async () => {
    await db.asPerson('editor', async (sql) => {
      const ids = await nodes(sql, workspace, ['a', 'b', 'c']);
      await insertLinks(sql, workspace, ids, [['a', 'b']]);
      const version = () =>
        value<number>(sql, "select version::int from public.graphs where workspace_id = $1 and level = 'spark'", [
          workspace,
        ]);
      const seen = [await version()];
      await insertLinks(sql, workspace, ids, [['b', 'c']]);
      seen.push(await version());
      await sql.query("update public.spark_links set link_type = 'deepens' where source_id = $1", [ids.get('a')]);
      seen.push(await version());
      await sql.query('delete from public.spark_links where source_id = $1', [ids.get('a')]);
      seen.push(await version());
      await sql.query("update public.sparks set title = 'Another title' where id = $1", [ids.get('a')]);
      seen.push(await version());
      const start = seen[0] as number;
      expect(seen).toEqual([start, start + 1, start + 2, start + 3, start + 3]);
    });
  });
});

describe('many links at once', () => {
  /** 200 nodes, links from each to the next ten: acyclic whatever is picked of them. */
  const names = Array.from({ length: 200 }, (_, at) => `n${String(at).padStart(3, '0')}`);
  const forward: Edge[] = names.flatMap((from, at) => names.slice(at + 1, at + 11).map((to): Edge => [from, to]));

  test.each([[1], [2], [3], [16], [63], [64], [65], [500], [forward.length]])(
    '%i links in one statement are ordered, and the same with one link back is refused as a whole',
    async (size) => {
      await db.asOwner(async (sql) => {
        const ids = await nodes(sql, workspace, names);
        // From the end to the beginning: every link disagrees with the order in which the nodes got their ranks.
        const edges = forward.slice(-size).reverse();
        expect((await insertLinks(sql, workspace, ids, edges)).count).toBe(size);
        await expectInOrder(sql, workspace);
        const [source, target] = edges[0] as Edge;
        const before = (await linksOf(sql, workspace)).length;
        const more = forward.slice(0, size - 1).filter((edge) => !edges.includes(edge));
        const looped = await insertLinks(sql, workspace, ids, [...more, [target, source]]);
        expect([looped.code, (await linksOf(sql, workspace)).length]).toEqual(['TW001', before]);
        await expectInOrder(sql, workspace);
      });
    },
  );

  test('a big graph takes a few hundred links without being ordered anew, in any order of arrival', async () => {
    await db.asOwner(async (sql) => {
      const many = Array.from({ length: 4000 }, (_, at) => `m${at}`);
      const ids = await nodes(sql, workspace, many);
      const spine: Edge[] = many.slice(1).map((to, at) => [many[at] as string, to]);
      await insertLinks(sql, workspace, ids, spine);
      const across: Edge[] = Array.from(
        { length: 190 },
        (_, at): Edge => [many[at * 21] as string, many[at * 21 + 7] as string],
      );
      const fresher = await nodes(sql, workspace, ['x', 'y', 'z']);
      for (const [key, id] of fresher) ids.set(key, id);
      // x and z stand at the far ends by rank, and the links pull them into the middle.
      across.push(['m3000', 'x'], ['x', 'm3001'], ['z', 'm10'], ['y', 'z'], ['m9', 'y']);
      expect((await insertLinks(sql, workspace, ids, across.reverse())).count).toBe(across.length);
      await expectInOrder(sql, workspace);
      expect((await insertLinks(sql, workspace, ids, [['m3001', 'z']])).code).toBe('TW001');
    });
  });
});

describe('one place in the order that everything is drawn to', () => {
  test.each([
    ['after', false],
    ['before', true],
  ] as const)('a hundred nodes that have to move right %s one node all find room', async (_, is_before) => {
    await db.asOwner(async (sql) => {
      const many = Array.from({ length: 100 }, (_, at) => `n${at}`);
      const crowd = Array.from({ length: 50 }, (_, at) => `c${at}`);
      const ids = await nodes(sql, workspace, ['hub', 'end', ...many, ...crowd]);
      // Fifty nodes behind the hub make the search from its other side the shorter one.
      const set: Edge[] = is_before
        ? [...crowd.map((to): Edge => ['hub', to]), ...many.map((from): Edge => ['end', from])]
        : [...many.map((from): Edge => [from, 'end']), ['n0', 'n1'], ...crowd.map((from): Edge => [from, 'hub'])];
      for (const edge of set) await insertLinks(sql, workspace, ids, [edge]);
      for (const one of many) {
        const made = await insertLinks(sql, workspace, ids, [is_before ? [one, 'hub'] : ['hub', one]]);
        expect(made.code).toBeNull();
        expect(await misranked(sql, workspace)).toBe(0);
      }
      expect((await insertLinks(sql, workspace, ids, [is_before ? ['c7', 'end'] : ['end', 'c7']])).code).toBe('TW001');
    });
  });
});

test('whatever is inserted and deleted, in whatever portions, a link is taken exactly when it closes no loop', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
  const edge = fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)).filter(([from, to]) => from !== to);
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ insert: fc.array(edge, { minLength: 1, maxLength: 6 }) }) },
    { weight: 1, arbitrary: fc.record({ remove: fc.nat() }) },
  );
  await db.asOwner(async (sql) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
        await sql.query('savepoint run');
        const ids = await nodes(sql, workspace, names);
        const model = new Map<string, Edge>();
        for (const one of steps) {
          if ('remove' in one) {
            const key = [...model.keys()][one.remove % Math.max(1, model.size)];
            if (key === undefined) continue;
            const [from, to] = model.get(key) as Edge;
            await sql.query('delete from public.spark_links where source_id = $1 and target_id = $2', [
              ids.get(from),
              ids.get(to),
            ]);
            model.delete(key);
          } else {
            const batch = new Map(one.insert.map((each) => [each.join('>'), each as Edge] as const));
            for (const key of model.keys()) batch.delete(key);
            if (batch.size === 0) continue;
            const isAcyclic = !hasLoop([...model.values(), ...batch.values()]);
            const made = await insertLinks(sql, workspace, ids, [...batch.values()]);
            expect(made.code).toBe(isAcyclic ? null : 'TW001');
            if (isAcyclic) for (const [key, each] of batch) model.set(key, each);
          }
          expect(await misranked(sql, workspace)).toBe(0);
        }
        const kept = await linksOf(sql, workspace);
        expect(kept.length).toBe(model.size);
        await sql.query('rollback to savepoint run');
      }),
      { numRuns: 60 },
    );
  });
}, 60_000);

/** Brute force: is there a node from which a walk of as many steps as there are nodes is possible? */
function hasLoop(edges: readonly Edge[]): boolean {
  let alive = [...edges];
  for (;;) {
    const left = alive.filter(([, to]) => alive.some(([from]) => from === to));
    if (left.length === alive.length) return alive.length > 0;
    alive = left;
  }
}

describe('two at once', () => {
  const LEVELS_OF_ISOLATION = ['read committed', 'repeatable read', 'serializable'] as const;

  test.each(LEVELS_OF_ISOLATION.map((level) => [level]))(
    'at %s a link and its reverse do not both get in',
    async (isolation) => {
      const [first, second] = [await db.connect(), await db.connect()];
      const ids = await nodes(db.owner, workspace, ['a', 'b']);
      for (const client of [first, second]) {
        await client.query(`begin isolation level ${isolation}`);
        // The picture that a transaction has of the graph may be older than its wait.
        await client.query('select count(*) from public.spark_links');
      }
      expect((await insertLinks(first, workspace, ids, [['a', 'b']])).code).toBeNull();
      const late = insertLinks(second, workspace, ids, [['b', 'a']]);
      await first.query('commit');
      expect((await late).code).toBe(isolation === 'read committed' ? 'TW001' : '40001');
      await second.query('rollback');
      await expectInOrder(db.owner, workspace);
    },
  );

  test.each(LEVELS_OF_ISOLATION.map((level) => [level]))(
    'at %s the first may also give up, and then the second gets in',
    async (isolation) => {
      const [first, second] = [await db.connect(), await db.connect()];
      const ids = await nodes(db.owner, workspace, ['a', 'b']);
      for (const client of [first, second]) {
        await client.query(`begin isolation level ${isolation}`);
        await client.query('select count(*) from public.spark_links');
      }
      await insertLinks(first, workspace, ids, [['a', 'b']]);
      const late = insertLinks(second, workspace, ids, [['b', 'a']]);
      await first.query('rollback');
      expect((await late).code).toBeNull();
      await second.query('commit');
      await expectInOrder(db.owner, workspace);
    },
  );

  test.each(LEVELS_OF_ISOLATION.map((level) => [level]))(
    'at %s eight writers of random links leave no loop, and none meets a deadlock',
    async (isolation) => {
      const own = await db.createWorkspace();
      const names = Array.from({ length: 40 }, (_, at) => `n${at}`);
      const ids = await nodes(db.owner, own, names);
      const clients = await Promise.all(Array.from({ length: 8 }, () => db.connect()));
      const until = Date.now() + 1_500;
      const outcomes = await Promise.all(
        clients.map((client, at) => writeAtRandom(client, isolation, own, ids, names, until, at)),
      );
      const codes = outcomes.flat();
      expect(codes.filter((code) => code === null).length, 'some got in').toBeGreaterThan(20);
      expect(codes.filter((code) => code === 'TW001').length, 'some were refused').toBeGreaterThan(0);
      const expected = isolation === 'read committed' ? [null, 'TW001', '23505'] : [null, 'TW001', '23505', '40001'];
      expect([...new Set(codes)].filter((code) => !expected.includes(code))).toEqual([]);
      await expectInOrder(db.owner, own);
    },
  );

  test('linking, trashing, restoring, moving and staging at once meet no deadlock', async () => {
    const own = await db.createWorkspace();
    const author = new Author(db.owner, own);
    const concept = await author.concept(null);
    const names = Array.from({ length: 12 }, (_, at) => `n${at}`);
    const ids = await nodes(db.owner, own, names);
    for (const id of ids.values()) await author.place(concept, id);
    const clients = await Promise.all(Array.from({ length: 8 }, () => db.connect()));
    const until = Date.now() + 2_500;
    const linkers = clients
      .slice(0, 4)
      .map((client, at) => writeAtRandom(client, 'read committed', own, ids, names, until, at));
    const run = async (client: pg.Client, act: (turn: number) => Promise<unknown>) => {
      const codes: (string | null)[] = [];
      for (let turn = 0; Date.now() < until; turn++) codes.push(await codeOf(act(turn)));
      await client.query('select 1');
      return codes;
    };
    const pick = (turn: number) => ids.get(names[turn % names.length] as string);
    const [trasher, mover, stager, editor] = clients.slice(4) as [pg.Client, pg.Client, pg.Client, pg.Client];
    const others = [
      run(trasher, async (turn) => {
        const set = await value<string>(trasher, "select public.trash($1, 'spark', $2)", [own, pick(turn)]);
        await trasher.query('select public.undo_change_set($1)', [set]);
      }),
      run(mover, async (turn) => {
        const place = await value<string>(mover, 'select id from public.concept_sparks where spark_id = $1', [
          pick(turn),
        ]);
        if (place)
          await mover.query("select public.place($1, 'concept_spark', $2, $3, $4)", [own, place, concept, turn % 5]);
      }),
      run(stager, () => stager.query('select public.stage_snapshot($1)', [own])),
      run(editor, (turn) =>
        editor.query('update public.sparks set title = $2 where workspace_id = $1', [own, `Turn ${turn}`]),
      ),
    ];
    const codes = (await Promise.all([...linkers, ...others])).flat();
    expect(codes.filter((code) => code === null).length).toBeGreaterThan(100);
    expect(codes.filter((code) => code === '40P01' || code === '40001')).toEqual([]);
    await expectInOrder(db.owner, own);
  });
});

async function writeAtRandom(
  client: pg.Client,
  isolation: string,
  own: string,
  ids: Map<string, string>,
  names: string[],
  until: number,
  seed: number,
): Promise<(string | null)[]> {
  const codes: (string | null)[] = [];
  let state = seed + 1;
  const random = (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  while (Date.now() < until) {
    await client.query(`begin isolation level ${isolation}`);
    try {
      await client.query('select count(*) from public.spark_links where workspace_id = $1', [own]);
      if (random(6) === 0) {
        await client.query(
          'delete from public.spark_links where id = (select id from public.spark_links where workspace_id = $1 order by md5(id::text || $2) limit 1)',
          [own, String(random(1000))],
        );
      } else {
        // In one order: two statements with the same two new pairs the other way round wait for each other's keys.
        const many = 1 + random(3);
        const picked = Array.from({ length: many }, () => [names[random(names.length)], names[random(names.length)]]);
        await client.query(
          `insert into public.spark_links (workspace_id, source_id, target_id, link_type)
           select $1, s, t, 'related' from unnest($2::uuid[], $3::uuid[]) e (s, t) where s <> t order by s, t`,
          [own, picked.map(([from]) => ids.get(from as string)), picked.map(([, to]) => ids.get(to as string))],
        );
      }
      await client.query('commit');
      codes.push(null);
    } catch (error) {
      codes.push(refusal(error).code);
      await client.query('rollback');
    }
  }
  return codes;
}
