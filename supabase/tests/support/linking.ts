import { beforeAll, expect } from 'vitest';
import { type Edge, findLoops } from '#lib/graph/core/links.ts';
import { attempt, list, type Sql, value } from './authoring.ts';
import { type TestDatabase, testDatabase } from './harness.ts';

export const LEVELS = ['spark', 'concept'] as const;
type Level = (typeof LEVELS)[number];

/** A database for the test file that calls this at its top level; its standard members draw links in `here`. */
export function linking(): { db: TestDatabase; here: { workspace: string } } {
  const db = testDatabase();
  const here = { workspace: '' };
  beforeAll(async () => {
    here.workspace = (await db.members()).workspace;
  });
  return { db, here };
}

/** Adds nodes to a workspace at once, with the given names as slugs, and gives their ids by name. */
export async function nodes(
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
export async function insertLinks(
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

export const namesOf = (edges: readonly Edge[]) => [...new Set(edges.flat())];

/** Links whose ends have no rank, or ranks against the link. There must never be one. */
export async function misranked(sql: Sql, workspace: string, level: Level = 'spark'): Promise<number> {
  return value<number>(
    sql,
    `select count(*)::int from public.${level}_links l
     left join private.graph_ranks s on s.node_id = l.source_id and s.level = '${level}'
     left join private.graph_ranks t on t.node_id = l.target_id and t.level = '${level}'
     where l.workspace_id = $1 and (s.rank < t.rank) is not true`,
    [workspace],
  );
}

export async function linksOf(sql: Sql, workspace: string, level: Level = 'spark'): Promise<Edge[]> {
  const rows = await list<{ source_id: string; target_id: string }>(
    sql,
    `select source_id, target_id from public.${level}_links where workspace_id = $1`,
    [workspace],
  );
  return rows.map((row) => [row.source_id, row.target_id] as const);
}

export async function expectInOrder(sql: Sql, workspace: string, level: Level = 'spark'): Promise<void> {
  expect(findLoops(await linksOf(sql, workspace, level))).toEqual([]);
  expect(await misranked(sql, workspace, level), 'ranks agree with every link').toBe(0);
}
