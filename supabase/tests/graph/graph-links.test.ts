import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LinkEdit, LinkEditOutcome, LinkLoop } from '#lib/graph/core/edits.ts';
import { GRAPH_CASES } from '#lib/graph/core/graph.cases.ts';
import { type Edge, findLoops } from '#lib/graph/core/links.ts';
import { type PackedGraph, unpackGraph } from '#lib/graph/core/packed.ts';
import { acting } from '../support/acting.ts';
import { codeOf, list, refusal, value } from '../support/authoring.ts';
import { expectInOrder, nodes } from '../support/linking.ts';

const { db, sql, author, here, act, undo, content, links, undoable } = acting();

const edit = (edits: LinkEdit[], level = 'spark') => act<LinkEditOutcome>('edit_links', level, JSON.stringify(edits));
const add = (source_id: string, target_id: string, more = {}): LinkEdit => ({
  op: 'add',
  source_id,
  target_id,
  link_type: 'prerequisite',
  ...more,
});
const read = async (level = 'spark') => unpackGraph(await act<PackedGraph>('read_graph', level));
const sparks = (...slugs: string[]) => Promise.all(slugs.map((slug) => author.spark(slug)));

describe('reading a graph', () => {
  test('gives all links once, and no more than its version while that is known', async () => {
    const [a, b, c] = (await sparks('a', 'b', 'c')) as [string, string, string];
    expect(await act('read_graph', 'spark')).toEqual({ version: 0, ends: [], links: [], positions: [] });
    const first = await author.link(a, b, 'spark', { weight: 0.9, description: 'Because.' });
    const second = await author.link(b, c, 'spark', { link_type: 'related' });
    const graph = await read();
    expect(graph.links).toEqual([
      {
        id: first,
        source_id: a,
        target_id: b,
        link_type: 'prerequisite',
        weight: 0.9,
        description: 'Because.',
        version: 1,
      },
      { id: second, source_id: b, target_id: c, link_type: 'related', weight: null, description: null, version: 1 },
    ]);
    expect(await act('read_graph', 'spark', graph.version)).toEqual({ version: graph.version });
    await act('trash', 'spark', c);
    const after = await act<PackedGraph>('read_graph', 'spark', graph.version);
    expect(after.version).toBeGreaterThan(graph.version);
    expect(unpackGraph(after).links.map(({ id }) => id)).toEqual([first]);
    expect((await read('concept')).links).toEqual([]);
  });

  test('remembers where nodes were put, through trash and undo, until they are put anew', async () => {
    const [a, b] = (await sparks('a', 'b')) as [string, string];
    const elsewhere = crypto.randomUUID();
    const put = (set: unknown[], reset = false) => act('set_positions', 'spark', JSON.stringify(set), reset);
    await put([
      [a, 1.5, -2],
      [b, 3, 4],
      [elsewhere, 0, 0],
      [a, 5, 6],
    ]);
    const both = [
      [a, 5, 6],
      [b, 3, 4],
    ].sort();
    const before = await read();
    expect(before.positions.toSorted()).toEqual(both);
    const trashed = await act<string>('trash', 'spark', a);
    expect((await read()).positions).toEqual([[b, 3, 4]]);
    await undo(trashed);
    expect((await read()).positions.toSorted()).toEqual(both);
    await put([[b, 7, 8]], true);
    const after = await read();
    expect(after.positions).toEqual([[b, 7, 8]]);
    expect(after.version).toBeGreaterThan(before.version);
    expect(await codeOf(put([[a, 1e9, 0]]))).toBe('23514');
    expect(await codeOf(put([[a, 'left', 0]]))).toBe('22P02');
  });
});

describe.each(['spark', 'concept'] as const)('editing %s links', (level) => {
  const make = async (...slugs: string[]) =>
    Promise.all(slugs.map((slug) => (level === 'spark' ? author.spark(slug) : author.concept(null, slug)))) as Promise<
      [string, string, string, string]
    >;
  const link = (source: string, target: string, more = {}) => author.link(source, target, level, more);

  test('adds, updates, reverses and removes in one act, which undo takes back whole', async () => {
    const [a, b, c, d] = await make('a', 'b', 'c', 'd');
    const more = { weight: 0.3, description: 'Why', link_type: 'deepens', extras: '{"kept": true}' };
    await link(a, b, more);
    await link(b, c);
    await link(c, d, { weight: 0.9 });
    const ids = async () => new Map((await read(level)).links.map((one) => [`${one.source_id} ${one.target_id}`, one]));
    const outcome = await undoable(async () => {
      const now = await ids();
      const id = (source: string, target: string) => now.get(`${source} ${target}`)?.id as string;
      return edit(
        [
          { op: 'reverse', id: id(a, b) },
          { op: 'remove', id: id(b, c) },
          { op: 'update', id: id(c, d), version: now.get(`${c} ${d}`)?.version, description: 'Said now' },
          add(a, d, { weight: 0.8 }),
        ],
        level,
      );
    });
    expect(outcome.failed).toEqual([]);
    expect(await links(level)).toEqual(['a>d', 'b>a', 'c>d']);
    const now = await ids();
    expect(outcome.added).toEqual([now.get(`${b} ${a}`)?.id, now.get(`${a} ${d}`)?.id]);
    expect(now.get(`${b} ${a}`)).toMatchObject({ weight: 0.3, description: 'Why', link_type: 'deepens' });
    expect(now.get(`${c} ${d}`)).toMatchObject({ weight: 0.9, description: 'Said now', link_type: 'prerequisite' });
    expect(await value(sql, `select extras from public.${level}_links where source_id = $1`, [b])).toEqual({
      kept: true,
    });
    expect(
      await value(sql, 'select action || title from public.change_sets where id = $1', [outcome.change_set_id]),
    ).toMatch(/^bulk_edit(Spark|Concept) a → (Spark|Concept) b$/);
  });

  test('says of each edit that could not be done why, and does the others', async () => {
    const [a, b, c] = await make('a', 'b', 'c');
    const there = await link(a, b);
    const gone = crypto.randomUUID();
    const outcome = await edit(
      [
        add(a, b),
        add(a, a),
        add(a, gone),
        add(b, c),
        add(b, c),
        { op: 'remove', id: gone },
        { op: 'update', id: there, version: 7, weight: 0.5 },
      ],
      level,
    );
    expect(outcome.added).toHaveLength(1);
    expect(outcome.failed).toEqual([
      { index: 0, code: 'already_linked' },
      { index: 1, code: 'self' },
      { index: 2, code: 'not_found' },
      { index: 4, code: 'already_linked' },
      { index: 5, code: 'not_found' },
      { index: 6, code: 'stale' },
    ]);
    expect(await links(level)).toEqual(['a>b', 'b>c']);
    const nothing = await edit([add(a, b)], level);
    expect(nothing).toEqual({ change_set_id: null, added: [], failed: [{ index: 0, code: 'already_linked' }] });
  });

  test('refuses a loop whole, unless the same act takes one of its links away', async () => {
    const [a, b, c, d] = await make('a', 'b', 'c', 'd');
    const first = await link(a, b);
    await link(b, c, { link_type: 'related' });
    const before = await content();
    expect(await codeOf(edit([add(a, d), add(c, a)], level))).toBe('TW001');
    expect(await codeOf(edit([add(c, d), add(d, b)], level))).toBe('TW001');
    expect(await content()).toEqual(before);
    await undoable(() => edit([{ op: 'remove', id: first }, add(c, a)], level));
    expect(await links(level)).toEqual(['b>c', 'c>a']);
    await expectInOrder(sql, here.workspace, level);
  });

  test('lets a link of the same ends come in the place of another', async () => {
    const [a, b] = await make('a', 'b');
    const old = await link(a, b);
    const outcome = await edit([{ op: 'remove', id: old }, add(a, b, { link_type: 'related' })], level);
    expect(outcome).toMatchObject({ added: [expect.any(String)], failed: [] });
    expect((await read(level)).links).toMatchObject([{ link_type: 'related' }]);
  });
});

test('what is no edit of links, or two of one, is refused', async () => {
  const [a, b] = (await sparks('a', 'b')) as [string, string];
  const id = await author.link(a, b);
  const refused = (edits: unknown) => codeOf(act('edit_links', 'spark', JSON.stringify(edits)));
  expect(await refused({})).toBe('TW006');
  expect(await refused([{ op: 'paint', id }])).toBe('TW006');
  expect(
    await refused([
      { op: 'reverse', id },
      { op: 'remove', id },
    ]),
  ).toBe('TW006');
  expect(await refused([add(b, a, { op: 'add', link_type: 'needs' })])).toBe('22P02');
  expect(await refused([{ op: 'update', id, weight: 1.1 }])).toBe('23514');
  expect(await refused([{ op: 'update', id, description: 'x'.repeat(501) }])).toBe('23514');
  expect(await links()).toEqual(['a>b']);
});

test('links of another workspace are not there', async () => {
  const [a, b] = (await sparks('a', 'b')) as [string, string];
  const there = await db.createWorkspace();
  const far = await nodes(sql, there, ['x', 'y']);
  const foreign = await value<string>(
    sql,
    "insert into public.spark_links (workspace_id, source_id, target_id, link_type) values ($1, $2, $3, 'related') returning id",
    [there, far.get('x'), far.get('y')],
  );
  const outcome = await edit([add(a, far.get('x') as string), { op: 'remove', id: foreign }]);
  expect(outcome.failed.map(({ code }) => code)).toEqual(['not_found', 'not_found']);
  expect(await act('link_way', 'spark', far.get('x'), far.get('y'))).toBeNull();
  expect(await edit([add(a, b)])).toMatchObject({ failed: [] });
});

test('undoing an act steps over nothing newer', async () => {
  const [a, b] = (await sparks('a', 'b')) as [string, string];
  const { change_set_id, added } = await edit([add(a, b)]);
  await edit([{ op: 'update', id: added[0] as string, weight: 0.2 }]);
  const undone = await undo(change_set_id).then(() => null, refusal);
  expect(undone?.code).toBe('TW005');
  expect(JSON.parse(undone?.detail ?? '')).toMatchObject([{ kind: 'spark_link', label: 'Spark a → Spark b' }]);
});

describe('the way along links', () => {
  test('is a shortest one, names nodes and links, and leaves out links on demand', async () => {
    const [a, b, c, d] = (await sparks('a', 'b', 'c', 'd')) as [string, string, string, string];
    await author.link(a, b);
    await author.link(b, c);
    await author.link(c, d);
    const short = await author.link(a, d, 'spark', { link_type: 'related' });
    const way = async (from: string, to: string, without: string[] = []) =>
      (await act<LinkLoop | null>('link_way', 'spark', from, to, without))?.map(({ node }) => node.slug) ?? null;
    expect(await act('link_way', 'spark', a, d)).toEqual([
      { node: { id: a, slug: 'a', title: 'Spark a' }, link: { id: short, link_type: 'related' } },
      { node: { id: d, slug: 'd', title: 'Spark d' }, link: null },
    ]);
    expect(await way(a, d, [short])).toEqual(['a', 'b', 'c', 'd']);
    expect(await way(d, a)).toBeNull();
    expect(await way(a, crypto.randomUUID())).toBeNull();
  });

  test.each(GRAPH_CASES.filter(({ edges }) => findLoops(edges).length === 0).map((one) => [one.name, one] as const))(
    'agrees with core about %s',
    async (_, { edges, ways, closed }) => {
      const names = [
        ...new Set([...edges.flat(), ...ways.flatMap(({ from, to }) => [from, to]), ...Object.keys(closed)]),
      ];
      const ids = await nodes(sql, here.workspace, names);
      const id = (name: string) => ids.get(name) as string;
      await edit(edges.map(([source, target]) => add(id(source), id(target))));
      for (const { from, to, links: length } of ways) {
        const way = await act<LinkLoop | null>('link_way', 'spark', id(from), id(to));
        expect(way && way.length - 1, `${from} to ${to}`).toBe(length);
      }
      for (const [source, targets] of Object.entries(closed))
        for (const target of targets) {
          const drawn = edit([add(id(source), id(target))]);
          if (source === target) expect((await drawn).failed).toEqual([{ index: 0, code: 'self' }]);
          else expect(await codeOf(drawn), `${source} to ${target}`).toBe('TW001');
        }
    },
  );

  test('of a long chain is found', async () => {
    const names = Array.from({ length: 3_000 }, (_, at) => `n${at}`);
    const ids = await nodes(sql, here.workspace, names);
    const edges = names.slice(1).map((name, at): Edge => [names[at] as string, name]);
    await edit(edges.map(([source, target]) => add(ids.get(source) as string, ids.get(target) as string)));
    const way = await act<LinkLoop>('link_way', 'spark', ids.get('n0'), ids.get('n2999'));
    expect(way.map(({ node }) => node.title)).toEqual(names.map((name) => `Node ${name}`));
  });

  test('is as long as walking by hand says, on graphs nobody arranged', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })), { maxLength: 25 }),
        async (pairs) => {
          const id = (at: number) => `00000000-0000-4000-8000-00000000000${at}`;
          const found = await list<{ from: number; to: number; length: number | null }>(
            sql,
            `select f as from, t as to, cardinality(private.shortest_way($1, $2, a.id, b.id)) as length
             from generate_series(0, 9) f cross join generate_series(0, 9) t
             cross join lateral (select ('00000000-0000-4000-8000-00000000000' || f)::uuid as id) a
             cross join lateral (select ('00000000-0000-4000-8000-00000000000' || t)::uuid as id) b`,
            [pairs.map(([from]) => id(from)), pairs.map(([, to]) => id(to))],
          );
          for (const { from, to, length } of found) expect(length, `${from} to ${to}`).toBe(byHand(pairs, from, to));
        },
      ),
      { numRuns: 25 },
    );
  });
});

function byHand(pairs: [number, number][], from: number, to: number): number | null {
  const seen = new Map([[from, 1]]);
  for (const [node, length] of seen)
    for (const [source, target] of pairs) if (source === node && !seen.has(target)) seen.set(target, length + 1);
  return seen.get(to) ?? null;
}

test('random acts leave exactly the links that core expects, or nothing but a loop that core sees as well', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const ids = await nodes(sql, here.workspace, names);
  const name = fc.constantFrom(...names);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(name, name, fc.boolean()), { minLength: 1, maxLength: 6 }), async (wanted) => {
      const now = (await read()).links;
      const slugOf = new Map([...ids].map(([one, id]) => [id, one]));
      const edges = new Map(now.map((one) => [`${slugOf.get(one.source_id)}>${slugOf.get(one.target_id)}`, one.id]));
      const expected = new Set(edges.keys());
      const edits = wanted.flatMap(([source, target, removes]): LinkEdit[] => {
        const id = edges.get(`${source}>${target}`);
        if (!removes) return [add(ids.get(source) as string, ids.get(target) as string)];
        if (!id || !expected.delete(`${source}>${target}`)) return [];
        return [{ op: 'remove', id }];
      });
      for (const [source, target, removes] of wanted)
        if (!removes && source !== target) expected.add(`${source}>${target}`);
      const code = await codeOf(edit(edits));
      const loops = findLoops([...expected].map((one) => one.split('>') as [string, string]));
      expect(code).toBe(loops.length > 0 ? 'TW001' : null);
      if (code) return;
      const after = (await read()).links.map((one) => `${slugOf.get(one.source_id)}>${slugOf.get(one.target_id)}`);
      expect(after.sort()).toEqual([...expected].sort());
    }),
    { numRuns: 60 },
  );
  await expectInOrder(sql, here.workspace);
});
