import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type ContentFixture,
  createContent,
  createKey,
  promote,
  stageAll,
  stageAndPromote,
} from '../support/content-fixture.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();
let content: ContentFixture;
let closed: ContentFixture;

beforeAll(async () => {
  content = await createContent(db);
  closed = await createContent(db, { open: false });
});

async function ask<T>(sql: pg.ClientBase, call: string, args: unknown[]): Promise<T> {
  const { rows } = await sql.query<{ answer: T }>(`select public.${call} as answer`, args);
  return rows[0]?.answer as T;
}

/** Calls a function as somebody who is not signed in. */
const asReader = <T>(call: string, ...args: unknown[]) => db.asAnon((sql) => ask<T>(sql, call, args));
const slugs = (list: { slug: string }[]) => list.map((item) => item.slug);
const list = (kind: string, of: string | null = null) =>
  asReader<{ slug: string; order: number; item: Record<string, unknown> }[]>(
    'content_list($1, $2, null, $3)',
    content.snapshot_id,
    kind,
    of,
  );

describe('what readers see', () => {
  test('only what is published below published things', async () => {
    expect(slugs(await list('domain'))).toEqual(['data']);
    expect(slugs(await list('trail'))).toEqual(['first', 'sql']);
    expect(slugs(await list('concept')).toSorted()).toEqual(['alone', 'basics', 'joins']);
    expect(slugs(await list('spark'))).toEqual(['join', 'loose', 'select', 'solo', 'where']);
    expect(slugs(await list('beacon'))).toEqual(['query']);
    for (const [kind, slug] of [
      ['trail', 'secret'],
      ['concept', 'draft-concept'],
      ['spark', 'hidden-spark'],
      ['spark', 'only-in-draft'],
    ]) {
      expect(await asReader('content_entity($1, $2, $3)', content.snapshot_id, kind, slug), slug).toBeNull();
    }
  });

  test('lists are cut by what they hang under, and in pages', async () => {
    expect(slugs(await list('trail', 'data'))).toEqual(['first', 'sql']);
    expect(await list('trail', 'dark')).toEqual([]);
    expect(slugs(await list('concept', 'sql'))).toEqual(['basics', 'joins']);
    expect(slugs(await list('spark', 'query'))).toEqual(['select']);
    const page = (order: number, slug: string) =>
      asReader<{ slug: string }[]>(
        'content_list($1, $2, null, null, $3, $4, 1)',
        content.snapshot_id,
        'trail',
        order,
        slug,
      );
    expect(slugs(await page(0, 'first'))).toEqual(['sql']);
    expect(await page(1, 'sql')).toEqual([]);
  });

  test('a trail comes with its concepts and sparks, counted once', async () => {
    const trail = await asReader<Record<string, unknown>>(
      'content_entity($1, $2, $3)',
      content.snapshot_id,
      'trail',
      'sql',
    );
    expect(trail).toMatchObject({
      domain: { slug: 'data' },
      domain_slug: 'data',
      concept_count: 2,
      spark_count: 3,
      estimated_mins: 15,
      concepts: [
        { slug: 'basics', sparks: [{ slug: 'select' }, { slug: 'where' }] },
        { slug: 'joins', sparks: [{ slug: 'join' }, { slug: 'where' }] },
      ],
    });
    expect(JSON.stringify(trail)).not.toContain('clause of a query');
  });

  test('a concept with its objectives, a spark with its text, places and visible links', async () => {
    expect(await asReader('content_entity($1, $2, $3)', content.snapshot_id, 'concept', 'basics')).toMatchObject({
      trail_slug: 'sql',
      objectives: [{ id: 'lo_1', title: 'Ask a table a question' }],
      links: { before: [], after: [{ slug: 'joins', link_type: 'prerequisite', weight: 1 }] },
    });
    const join = await asReader<{ links: { before: { slug: string }[] }; concepts: unknown[] }>(
      'content_entity($1, $2, $3)',
      content.snapshot_id,
      'spark',
      'join',
    );
    expect(slugs(join.links.before)).toEqual(['where', 'loose']);
    expect(join).toMatchObject({
      has_package: false,
      provenance: null,
      content_md: expect.stringContaining('# join'),
      links: { after: [] },
    });
    expect(join.concepts).toEqual([{ slug: 'joins', title: 'JOINS', trail_slug: 'sql' }]);
    expect(await asReader('content_package($1, $2)', content.snapshot_id, 'select')).toMatchObject({ quiz: [] });
    expect(await asReader('content_package($1, $2)', content.snapshot_id, 'join')).toBeNull();
  });

  test('the graph, whole and of a trail, in the order of the trails', async () => {
    interface Graph {
      nodes: { slug: string }[];
      links: { source: string; target: string }[];
    }
    const graph = await asReader<Graph>('content_graph($1, $2)', content.snapshot_id, 'spark');
    expect(slugs(graph.nodes)).toEqual(['select', 'where', 'join', 'solo', 'loose']);
    expect(graph.links.map(({ source, target }) => `${source}>${target}`)).toEqual([
      'select>where',
      'where>join',
      'loose>join',
    ]);
    const trail = await asReader<Graph>('content_graph($1, $2, $3)', content.snapshot_id, 'spark', 'sql');
    expect(slugs(trail.nodes)).toEqual(['select', 'where', 'join']);
    expect(trail.links).toHaveLength(2);
    const concepts = await asReader<Graph>('content_graph($1, $2)', content.snapshot_id, 'concept');
    expect(slugs(concepts.nodes)).toEqual(['basics', 'joins', 'alone']);
    expect(concepts.links).toHaveLength(1);
    expect(await asReader('content_graph($1, $2, $3)', content.snapshot_id, 'spark', 'secret')).toBeNull();
  });

  test('counts are of what is visible', async () => {
    expect(await asReader('content_snapshot($1)', content.snapshot_id)).toMatchObject({
      version_label: 'v1',
      counts: { domains: 1, trails: 2, concepts: 3, sparks: 5, beacons: 1 },
    });
  });

  test('search finds inflected words, ranks titles first, marks hits, and stays within the snapshot', async () => {
    interface Hit {
      slug: string;
      rank: number;
      item: { excerpt: string };
    }
    const search = async (query: string, snapshot = content.snapshot_id) =>
      (await asReader<{ items: Hit[] }>('content_search($1, $2)', snapshot, query)).items;
    const found = await search('joined');
    expect(slugs(found)[0]).toBe('join');
    expect(found[0]?.item.excerpt).toContain('\x02join\x03');
    expect(found[0]?.item.excerpt).not.toContain('https://');
    expect(slugs(await search('"clause of a query" -join')).toSorted()).toEqual(['loose', 'select', 'solo', 'where']);
    expect(await search('hidden')).toEqual([]);
    expect(await search('draft')).toEqual([]);
    expect(await search(`') or 1=1 --`)).toEqual([]);

    const other = await createContent(db);
    expect(slugs(await search('select', other.snapshot_id))).toEqual(['select']);
    await db.owner.query("update public.sparks set content_md = 'Windows and frames' where id = $1", [other.ids.loose]);
    const second = await stageAndPromote(db.owner, other.workspace_id, 'v2');
    expect(slugs(await search('windows', second))).toEqual(['loose']);
    expect(await search('windows', other.snapshot_id)).toEqual([]);
    const first = (await search('clause', second))[0] as Hit;
    const { items: rest } = await asReader<{ items: Hit[] }>(
      'content_search($1, $2, null, $3, $4)',
      second,
      'clause',
      first.rank,
      first.slug,
    );
    expect(slugs(rest)).not.toContain(first.slug);
    expect(rest).toHaveLength((await search('clause', second)).length - 1);
  });

  test('a renamed slug leads to the new one, in the snapshots that know it', async () => {
    const other = await createContent(db);
    await db.owner.query("update public.sparks set slug = 'filter' where id = $1", [other.ids.where]);
    const moved = (snapshot: string, slug: string) =>
      asReader('content_moved($1, $2, $3)', snapshot, 'spark', [slug, 'nothing']);
    expect(await moved(other.snapshot_id, 'filter')).toEqual({});
    const second = await stageAndPromote(db.owner, other.workspace_id, 'v2');
    expect(await moved(second, 'where')).toEqual({ where: 'filter' });
    expect(await asReader('content_entity($1, $2, $3)', other.snapshot_id, 'spark', 'where')).not.toBeNull();
    expect(await asReader('content_entity($1, $2, $3)', second, 'spark', 'where')).toBeNull();
  });
});

describe('who may read', () => {
  const READS: [string, ...unknown[]][] = [
    ['content_snapshot($1, $2)'],
    ["content_list($1, 'trail', $2)"],
    ["content_entity($1, 'spark', 'join', $2)"],
    ["content_package($1, 'select', $2)"],
    ["content_graph($1, 'spark', null, $2)"],
    ["content_search($1, 'join', $2)"],
    ["content_moved($1, 'spark', '{x}', $2)"],
  ];

  test.each(READS)('%s refuses a closed workspace without a valid key, and drafts to everybody', async (call) => {
    const key = await createKey(db.owner, closed.workspace_id);
    const foreign = await createKey(db.owner, content.workspace_id);
    const gone = await createKey(db.owner, closed.workspace_id);
    await db.owner.query('update public.content_keys set revoked_at = now() where id = $1', [gone.id]);
    await expect(asReader(call, closed.snapshot_id, null)).rejects.toMatchObject({ code: 'TW004' });
    await expect(asReader(call, closed.snapshot_id, foreign.hash)).rejects.toMatchObject({ code: 'TW004' });
    await expect(asReader(call, closed.snapshot_id, gone.hash)).rejects.toMatchObject({ code: 'TW004' });
    await expect(asReader(call, closed.snapshot_id, 'x')).rejects.toMatchObject({ code: 'TW004' });
    await expect(asReader(call, crypto.randomUUID(), key.hash)).rejects.toMatchObject({ code: 'TW004' });
    await expect(asReader(call, closed.snapshot_id, key.hash)).resolves.toBeDefined();
    await expect(asReader(call, content.snapshot_id, null)).resolves.toBeDefined();

    const draft = await db.owner.query<{ id: string }>('select public.create_import_snapshot($1) as id', [
      content.workspace_id,
    ]);
    await expect(asReader(call, draft.rows[0]?.id, null)).rejects.toMatchObject({ code: 'TW004' });
    await expect(db.asService((sql) => ask(sql, call, [draft.rows[0]?.id, null]))).rejects.toMatchObject({
      code: 'TW004',
    });
    const outsider = db.asPerson('outsider', (sql) => ask(sql, call, [closed.snapshot_id, null]));
    await expect(outsider).rejects.toMatchObject({ code: 'TW004' });
  });

  test('a ready snapshot is for members', async () => {
    const other = await createContent(db);
    await db.owner.query("update public.sparks set title = 'New' where id = $1", [other.ids.join]);
    const ready = await stageAll(db.owner, other.workspace_id, 'v2');
    const editor = await db.createPerson();
    await db.addMember(other.workspace_id, editor, 'editor');
    const key = await createKey(db.owner, other.workspace_id);
    await expect(asReader('content_snapshot($1, $2)', ready, key.hash)).rejects.toMatchObject({ code: 'TW004' });
    expect(await db.asPerson(editor, (sql) => ask(sql, 'content_snapshot($1)', [ready]))).toMatchObject({ id: ready });
    expect(await asReader('content_access($1, null, $2)', other.slug, ready)).toMatchObject({ snapshot_id: null });
    expect(
      await db.asPerson(editor, (sql) => ask(sql, 'content_access($1, null, $2)', [other.slug, ready])),
    ).toMatchObject({ way: 'member', snapshot_id: ready, status: 'ready' });
    await promote(db.owner, ready);
    expect(await asReader('content_access($1)', other.slug)).toMatchObject({ way: 'open', snapshot_id: ready });
    expect(await asReader('content_access($1, null, $2)', other.slug, other.snapshot_id)).toMatchObject({
      snapshot_id: other.snapshot_id,
      status: 'archived',
    });
  });

  test('the pointer says the same of a closed workspace as of none', async () => {
    const refusal = { code: 'TW004', message: 'there is no such workspace' };
    await expect(asReader('content_access($1)', 'nowhere')).rejects.toMatchObject(refusal);
    await expect(asReader('content_access($1)', closed.slug)).rejects.toMatchObject(refusal);
    await expect(db.asPerson('outsider', (sql) => ask(sql, 'content_access($1)', [closed.slug]))).rejects.toMatchObject(
      refusal,
    );
    // A snapshot of another workspace is not there, whoever asks.
    expect(await asReader('content_access($1, null, $2)', content.slug, closed.snapshot_id)).toMatchObject({
      snapshot_id: null,
    });
  });

  test('the use of a key is noted, at most once a minute', async () => {
    const key = await createKey(db.owner, closed.workspace_id);
    const client = await db.connect();
    const use = async () => {
      await client.query('select public.content_access($1, $2)', [closed.slug, key.hash]);
      const { rows } = await client.query('select last_used_at from public.content_keys where id = $1', [key.id]);
      return rows[0].last_used_at as Date | null;
    };
    const first = await use();
    expect(first).not.toBeNull();
    expect(await use()).toEqual(first);
    await client.query("update public.content_keys set last_used_at = now() - interval '61 seconds' where id = $1", [
      key.id,
    ]);
    expect((await use())?.getTime()).toBeGreaterThan(Date.now() - 30_000);
  });

  test('nobody reads the tables around the functions', async () => {
    for (const table of ['public.entity_versions', 'public.snapshots', 'public.content_keys', 'private.search_texts']) {
      await expect(
        db.asAnon((sql) => sql.query(`select * from ${table}`)),
        table,
      ).rejects.toMatchObject({ code: '42501' });
    }
    await expect(
      db.asAnon((sql) => sql.query('select private.content_way($1, null)', [content.workspace_id])),
    ).rejects.toMatchObject({ code: '42501' });
  });
});

test('readers are told of promotions, revoked keys, closed doors and removed snapshots', async () => {
  const other = await createContent(db);
  const key = await createKey(db.owner, other.workspace_id);
  const client = await db.connect();
  const moves = async () => {
    const { rows } = await client.query('select move::int from private.content_moves where workspace_id = $1', [
      other.workspace_id,
    ]);
    return (rows[0]?.move ?? 0) as number;
  };
  const after = async (statement: string, args: unknown[]) => {
    const before = await moves();
    await client.query(statement, args);
    return (await moves()) - before;
  };
  await db.owner.query("update public.sparks set title = 'New' where id = $1", [other.ids.join]);
  const second = await stageAll(db.owner, other.workspace_id);
  expect(await after('select public.promote_snapshot($1)', [second])).toBe(1);
  expect(await after('select public.rollback_snapshot($1)', [other.workspace_id])).toBe(1);
  expect(await after('select public.content_access($1, $2)', [other.slug, key.hash])).toBe(0);
  expect(await after('update public.content_keys set revoked_at = now() where id = $1', [key.id])).toBe(1);
  expect(await after('update public.workspaces set content_is_open = false where id = $1', [other.workspace_id])).toBe(
    1,
  );
  expect(await after('delete from public.snapshots where id = $1', [second])).toBe(1);
});
