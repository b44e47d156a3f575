import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LINK_TYPES } from '#lib/base/core/link-types.ts';
import { LINK_CASES } from '#lib/graph/core/links.cases.ts';
import { type Edge, findLoops } from '#lib/graph/core/links.ts';
import { Author, attempt, codeOf, fresh, value } from '../support/authoring.ts';
import { expectInOrder, insertLinks, LEVELS, linking, linksOf, misranked, namesOf, nodes } from '../support/linking.ts';

const { db, here } = linking();

describe('core and the database agree on every case', () => {
  test.each(LINK_CASES.map((one) => [one.name, one] as const))('core: %s', (_, { edges, has_loop }) => {
    expect(findLoops(edges).length > 0).toBe(has_loop);
  });

  describe.each(LEVELS.map((level) => [level]))('%s links', (level) => {
    test.each(LINK_CASES.map((one) => [one.name, one] as const))('one by one: %s', async (_, { edges, has_loop }) => {
      await db.asPerson('editor', async (sql) => {
        const ids = await nodes(sql, here.workspace, namesOf(edges), level);
        const codes: (string | null)[] = [];
        for (const edge of edges) codes.push((await insertLinks(sql, here.workspace, ids, [edge], level)).code);
        expect(codes.includes('TW001')).toBe(has_loop);
        expect(new Set(codes).size).toBeLessThanOrEqual(has_loop ? 2 : 1);
        await sql.query('reset role');
        await expectInOrder(sql, here.workspace, level);
      });
    });

    test.each(LINK_CASES.map((one) => [one.name, one] as const))('all at once: %s', async (_, { edges, has_loop }) => {
      await db.asPerson('editor', async (sql) => {
        const ids = await nodes(sql, here.workspace, namesOf(edges), level);
        const made = await insertLinks(sql, here.workspace, ids, edges, level);
        expect(made.code).toBe(has_loop ? 'TW001' : null);
        expect(made.count).toBe(has_loop ? 0 : edges.length);
        await sql.query('reset role');
        await expectInOrder(sql, here.workspace, level);
      });
    });
  });
});

describe('what a link may be', () => {
  test('a node is not linked to itself, nor twice to the same one', async () => {
    await db.asPerson('editor', async (sql) => {
      const ids = await nodes(sql, here.workspace, ['a', 'b']);
      const self = await insertLinks(sql, here.workspace, ids, [['a', 'a']]);
      expect([self.code, self.constraint]).toEqual(['23514', 'spark_links_not_self']);
      expect((await insertLinks(sql, here.workspace, ids, [['a', 'b']])).code).toBeNull();
      const again = await insertLinks(sql, here.workspace, ids, [['a', 'b']]);
      expect([again.code, again.constraint]).toEqual(['23505', 'spark_links_pair_key']);
      const pair = await insertLinks(sql, here.workspace, ids, [
        ['b', 'a'],
        ['b', 'a'],
      ]);
      expect(pair.code).toBe('23505');
    });
  });

  test('links of all types together have no loop', async () => {
    await db.asPerson('editor', async (sql) => {
      const author = new Author(sql, here.workspace);
      const ids = await nodes(sql, here.workspace, ['a', 'b', 'c', 'd']);
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
      const ids = await nodes(sql, here.workspace, ['a', 'b']);
      await insertLinks(sql, here.workspace, ids, [['a', 'b']]);
      const refused = await insertLinks(sql, here.workspace, ids, [['b', 'a']]);
      expect(JSON.parse(refused.detail ?? '')).toEqual({
        level: 'spark',
        source_id: ids.get('b'),
        target_id: ids.get('a'),
      });
    });
  });

  test('type, weight and description change; the ends do not, not even for the owner of the database', async () => {
    await db.asOwner(async (sql) => {
      const author = new Author(sql, here.workspace);
      const ids = await nodes(sql, here.workspace, ['a', 'b', 'c']);
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
      const ids = await nodes(sql, here.workspace, ['a', 'b']);
      await insertLinks(sql, here.workspace, ids, [['a', 'b']]);
      expect((await insertLinks(sql, here.workspace, ids, [['b', 'a']])).code).toBe('TW001');
      await sql.query('delete from public.spark_links where source_id = $1', [ids.get('a')]);
      expect((await insertLinks(sql, here.workspace, ids, [['b', 'a']])).code).toBeNull();
    });
  });

  test('graphs of two workspaces do not see each other, and neither do the two levels', async () => {
    await db.asOwner(async (sql) => {
      const other = await value<string>(
        sql,
        "insert into public.workspaces (slug, name) values ($1, 'Other') returning id",
        [fresh('other')],
      );
      const [mine, theirs] = [await nodes(sql, here.workspace, ['a', 'b']), await nodes(sql, other, ['a', 'b'])];
      const concepts = await nodes(sql, here.workspace, ['a', 'b'], 'concept');
      expect((await insertLinks(sql, here.workspace, mine, [['a', 'b']])).code).toBeNull();
      expect((await insertLinks(sql, other, theirs, [['b', 'a']])).code).toBeNull();
      expect((await insertLinks(sql, here.workspace, concepts, [['b', 'a']], 'concept')).code).toBeNull();
      const both = await attempt(
        sql,
        `insert into public.spark_links (workspace_id, source_id, target_id, link_type) values ($1, $2, $3, 'related'), ($4, $5, $6, 'related')`,
        [here.workspace, mine.get('b'), mine.get('a'), other, theirs.get('a'), theirs.get('b')],
      );
      expect(both.code).toBe('TW001');
    });
  });

  test('the secret key cannot go round the guard', async () => {
    await db.asService(async (sql) => {
      const ids = await nodes(sql, here.workspace, ['a', 'b']);
      await insertLinks(sql, here.workspace, ids, [['a', 'b']]);
      expect((await insertLinks(sql, here.workspace, ids, [['b', 'a']])).code).toBe('TW001');
      expect((await attempt(sql, "set session_replication_role = 'replica'")).code).toBe('42501');
      expect((await attempt(sql, 'alter table public.spark_links disable trigger all')).code).toBe('42501');
      expect((await attempt(sql, 'update public.graphs set version = 0')).code).toBe('42501');
      expect((await attempt(sql, 'delete from private.graph_ranks')).code).toBe('42501');
    });
  });

  test('the version of the graph moves with every change of its links and with nothing else', async () => {
    await db.asPerson('editor', async (sql) => {
      const ids = await nodes(sql, here.workspace, ['a', 'b', 'c']);
      await insertLinks(sql, here.workspace, ids, [['a', 'b']]);
      const version = () =>
        value<number>(sql, "select version::int from public.graphs where workspace_id = $1 and level = 'spark'", [
          here.workspace,
        ]);
      const seen = [await version()];
      await insertLinks(sql, here.workspace, ids, [['b', 'c']]);
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
        const ids = await nodes(sql, here.workspace, names);
        // From the end to the beginning: every link disagrees with the order in which the nodes got their ranks.
        const edges = forward.slice(-size).reverse();
        expect((await insertLinks(sql, here.workspace, ids, edges)).count).toBe(size);
        await expectInOrder(sql, here.workspace);
        const [source, target] = edges[0] as Edge;
        const before = (await linksOf(sql, here.workspace)).length;
        const more = forward.slice(0, size - 1).filter((edge) => !edges.includes(edge));
        const looped = await insertLinks(sql, here.workspace, ids, [...more, [target, source]]);
        expect([looped.code, (await linksOf(sql, here.workspace)).length]).toEqual(['TW001', before]);
        await expectInOrder(sql, here.workspace);
      });
    },
  );

  test('a big graph takes a few hundred links without being ordered anew, in any order of arrival', async () => {
    await db.asOwner(async (sql) => {
      const many = Array.from({ length: 4000 }, (_, at) => `m${at}`);
      const ids = await nodes(sql, here.workspace, many);
      const spine: Edge[] = many.slice(1).map((to, at) => [many[at] as string, to]);
      await insertLinks(sql, here.workspace, ids, spine);
      const across: Edge[] = Array.from(
        { length: 190 },
        (_, at): Edge => [many[at * 21] as string, many[at * 21 + 7] as string],
      );
      const fresher = await nodes(sql, here.workspace, ['x', 'y', 'z']);
      for (const [key, id] of fresher) ids.set(key, id);
      // x and z stand at the far ends by rank, and the links pull them into the middle.
      across.push(['m3000', 'x'], ['x', 'm3001'], ['z', 'm10'], ['y', 'z'], ['m9', 'y']);
      expect((await insertLinks(sql, here.workspace, ids, across.reverse())).count).toBe(across.length);
      await expectInOrder(sql, here.workspace);
      expect((await insertLinks(sql, here.workspace, ids, [['m3001', 'z']])).code).toBe('TW001');
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
      const ids = await nodes(sql, here.workspace, ['hub', 'end', ...many, ...crowd]);
      // Fifty nodes behind the hub make the search from its other side the shorter one.
      const set: Edge[] = is_before
        ? [...crowd.map((to): Edge => ['hub', to]), ...many.map((from): Edge => ['end', from])]
        : [...many.map((from): Edge => [from, 'end']), ['n0', 'n1'], ...crowd.map((from): Edge => [from, 'hub'])];
      for (const edge of set) await insertLinks(sql, here.workspace, ids, [edge]);
      for (const one of many) {
        const made = await insertLinks(sql, here.workspace, ids, [is_before ? [one, 'hub'] : ['hub', one]]);
        expect(made.code).toBeNull();
        expect(await misranked(sql, here.workspace)).toBe(0);
      }
      expect((await insertLinks(sql, here.workspace, ids, [is_before ? ['c7', 'end'] : ['end', 'c7']])).code).toBe(
        'TW001',
      );
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
        const ids = await nodes(sql, here.workspace, names);
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
            const made = await insertLinks(sql, here.workspace, ids, [...batch.values()]);
            expect(made.code).toBe(isAcyclic ? null : 'TW001');
            if (isAcyclic) for (const [key, each] of batch) model.set(key, each);
          }
          expect(await misranked(sql, here.workspace)).toBe(0);
        }
        const kept = await linksOf(sql, here.workspace);
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
