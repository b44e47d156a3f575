import { createHash, randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { TestDatabase } from './harness.ts';

/** A workspace with a bit of everything that readers may and may not see, already promoted. */
export interface ContentFixture {
  workspace_id: string;
  slug: string;
  snapshot_id: string;
  ids: Record<string, string>;
}

type Row = Record<string, unknown>;

async function insert(owner: pg.Pool, table: string, row: Row): Promise<string> {
  const names = Object.keys(row);
  const { rows } = await owner.query<{ id: string }>(
    `insert into public.${table} (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')}) returning id`,
    Object.values(row),
  );
  return rows[0]?.id as string;
}

/** Stages everything pending and gives the id of the ready snapshot. */
export async function stageAll(owner: pg.Pool, workspace_id: string, label = 'test'): Promise<string> {
  const { rows } = await owner.query<{ staged: { ok: boolean; snapshot_id: string } }>(
    'select public.stage_snapshot($1, $2) as staged',
    [workspace_id, label],
  );
  const staged = rows[0]?.staged;
  if (!staged?.ok) throw new Error(JSON.stringify(staged));
  return staged.snapshot_id;
}

export async function promote(owner: pg.Pool, snapshot_id: string): Promise<void> {
  await owner.query('select public.promote_snapshot($1)', [snapshot_id]);
}

export async function stageAndPromote(owner: pg.Pool, workspace_id: string, label?: string): Promise<string> {
  const snapshot_id = await stageAll(owner, workspace_id, label);
  await promote(owner, snapshot_id);
  return snapshot_id;
}

/** A content key of a workspace: what an app sends, and what the database keeps of it. */
export async function createKey(owner: pg.Pool, workspace_id: string) {
  const key = `twk_${randomUUID().replaceAll('-', '')}`;
  const hash = createHash('sha256').update(key).digest('hex');
  const id = await insert(owner, 'content_keys', {
    workspace_id,
    name: 'app',
    prefix: key.slice(0, 8),
    key_hash: hash,
  });
  return { id, key, hash };
}

/**
 * domain `data` > trail `sql` > concepts `basics` (select, where, hidden-spark), `joins` (join, where), `draft-concept`
 * (only-in-draft); trail `secret` is not published, nor is domain `dark` with its published trail `below-dark`; `alone`
 * is a concept without trail, `loose` a spark without concept. select -> where -> join by prerequisites.
 */
export async function createContent(db: TestDatabase, options: { open?: boolean } = {}): Promise<ContentFixture> {
  const { owner } = db;
  const slug = `content-${randomUUID().slice(0, 8)}`;
  const workspace_id = await db.createWorkspace(slug, { open: options.open ?? true });
  const ids: Record<string, string> = {};
  const add = async (table: string, name: string, row: Row) => {
    ids[name] = await insert(owner, table, { workspace_id, ...row });
  };
  const titled = (name: string) => ({ slug: name, title: name.replaceAll('-', ' ').toUpperCase() });

  await add('domains', 'data', { slug: 'data', name: 'Data', color: '#336699', is_published: true });
  await add('domains', 'dark', { slug: 'dark', name: 'Dark', is_published: false });
  const trail = (name: string, domain: string, is_published: boolean, order_index = 0) =>
    add('trails', name, {
      ...titled(name),
      domain_id: ids[domain],
      difficulty_level: 'beginner',
      is_published,
      order_index,
    });
  await trail('sql', 'data', true, 1);
  await trail('first', 'data', true, 0);
  await trail('secret', 'data', false);

  const concept = (name: string, parent: string | null, order_index: number, is_published = true) =>
    add('concepts', name, { ...titled(name), trail_id: parent && ids[parent], order_index, is_published });
  await concept('basics', 'sql', 0);
  await concept('joins', 'sql', 1);
  await concept('draft-concept', 'sql', 2, false);
  await concept('alone', null, 0);
  await add('objectives', 'objective', {
    concept_id: ids.basics,
    objective_id: 'lo_1',
    title: 'Ask a table a question',
  });

  const spark = (name: string, is_published = true) =>
    add('sparks', name, {
      ...titled(name),
      summary: `About ${name}`,
      content_md: `# ${name}\n\nThe **${name}** clause of a query, see [the manual](https://example.test/${name}).\n`,
      estimated_mins: 5,
      difficulty: 'beginner',
      is_published,
    });
  for (const name of ['select', 'where', 'join', 'loose', 'solo']) await spark(name);
  for (const name of ['hidden-spark', 'only-in-draft']) await spark(name, false);
  const place = (parent: string, name: string, order_index: number) =>
    add('concept_sparks', `${parent}/${name}`, { concept_id: ids[parent], spark_id: ids[name], order_index });
  await place('basics', 'select', 0);
  await place('basics', 'where', 1);
  await place('basics', 'hidden-spark', 2);
  await place('joins', 'join', 0);
  await place('joins', 'where', 1);
  await place('draft-concept', 'only-in-draft', 0);
  await place('alone', 'solo', 0);

  await add('beacons', 'query', { slug: 'query', name: 'Query', category: 'technology' });
  await add('spark_beacons', 'mark', { spark_id: ids.select, beacon_id: ids.query });
  await add('packages', 'package', {
    spark_id: ids.select,
    body: JSON.stringify({ package_schema_version: 2, exercise_bank: [], quiz: [] }),
  });
  const link = (source: string, target: string, link_type: string, weight: number) =>
    add('spark_links', `${source}>${target}`, { source_id: ids[source], target_id: ids[target], link_type, weight });
  await link('select', 'where', 'prerequisite', 0.9);
  await link('where', 'join', 'prerequisite', 0.9);
  await link('loose', 'join', 'recommended', 0.6);
  await link('hidden-spark', 'join', 'prerequisite', 0.9);
  await link('only-in-draft', 'join', 'prerequisite', 0.9);
  await add('concept_links', 'basics>joins', {
    source_id: ids.basics,
    target_id: ids.joins,
    link_type: 'prerequisite',
    weight: 1,
  });

  const snapshot_id = await stageAndPromote(owner, workspace_id, 'v1');
  // Staging refuses published things under unpublished ones; readers would not see them all the same. Triggers are off
  // for this one write: a snapshot lets nobody change it.
  const client = await owner.connect();
  await client.query('begin');
  await client.query('set local session_replication_role = replica');
  await client.query(
    `update public.entity_versions set body = jsonb_set(body, '{is_published}', 'true') where entity_id = $1`,
    [ids['only-in-draft']],
  );
  await client.query('commit');
  client.release();
  return { workspace_id, slug, snapshot_id, ids };
}
