import { z } from 'zod';
import { KINDS, type NamedKind } from '#lib/base/core/content-kinds.ts';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { parseRows } from '#lib/base/data/rpc.ts';

const named = z.object({ id: z.string(), slug: z.string().nullable(), label: z.string() });
type Named = z.infer<typeof named>;

const knownName = z.object({
  id: z.string(),
  slug: z.string().nullable(),
  title: z.string().nullish(),
  name: z.string().nullish(),
});

/** Titles of entities by id; what is no longer in the working content is named as snapshots knew it. */
export async function namesOf(
  db: Db,
  workspace_id: string,
  wanted: Map<NamedKind, Set<string>>,
): Promise<Result<Map<string, Named>>> {
  const names = new Map<string, Named>();
  const missing: string[] = [];
  for (const [kind, ids] of wanted) {
    if (ids.size === 0) continue;
    const { table, name } = KINDS[kind];
    const { data, error } = await db
      .from(table as 'sparks')
      .select(`id, slug, label:${name.field as 'title'}`)
      .eq('workspace_id', workspace_id)
      .in('id', [...ids]);
    if (error) return problemFromPostgres(error);
    const rows = parseRows(table, named, data);
    if (!rows.ok) return rows;
    for (const row of rows.data) names.set(row.id, row);
    for (const id of ids) if (!names.has(id)) missing.push(id);
  }
  if (missing.length > 0) {
    const { data, error } = await db
      .from('entity_versions')
      .select('id:entity_id, slug, title:body->>title, name:body->>name')
      .eq('workspace_id', workspace_id)
      .in('entity_id', missing);
    if (error) return problemFromPostgres(error);
    const known = parseRows('entity_versions', knownName, data);
    if (!known.ok) return known;
    for (const row of known.data)
      names.set(row.id, { id: row.id, slug: row.slug, label: row.title ?? row.name ?? row.slug ?? row.id });
  }
  // Some things came and went without any snapshot of them.
  const unknown = missing.filter((id) => !names.has(id));
  if (unknown.length > 0) {
    const { data, error } = await db
      .from('revisions')
      .select('id:entity_id, slug, label')
      .eq('workspace_id', workspace_id)
      .in('kind', [...wanted.keys()])
      .in('entity_id', unknown)
      .order('id', { ascending: true });
    if (error) return problemFromPostgres(error);
    for (const { id, slug, label } of data) names.set(id, { id, slug, label: label ?? slug ?? id });
  }
  return { ok: true, data: names };
}
