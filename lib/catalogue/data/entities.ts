import { z } from 'zod';
import type { NamedKind, OrderedKind } from '#lib/base/core/content-kinds.ts';
import { KINDS } from '#lib/base/core/content-kinds.ts';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { Tables } from '#lib/base/data/database.types.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import type { Beacon, Spark } from '#lib/base/data/rows.ts';
import { call, callJson } from '#lib/base/data/rpc.ts';

/** A spark without the text of its lesson: a hundred kilobytes that nobody needs who shows its title. */
export type SparkHead = Omit<Spark, 'content_md'>;

export type EntityHeads = {
  [Kind in NamedKind]: Kind extends 'spark' ? SparkHead : Tables<(typeof KINDS)[Kind]['table']>;
};
/** An entity as outlines and inspectors know it. Only `getLesson` reads the text of a lesson. */
export type EntityHead = EntityHeads[NamedKind];

type TableName = (typeof KINDS)[NamedKind]['table'];
const tableOf = (kind: NamedKind) => KINDS[kind].table as TableName;

const SPARK_HEAD =
  'id, workspace_id, slug, title, summary, difficulty, estimated_mins, is_published, ai_metadata, bundle_style, extras, ordinal, version, created_at, created_by, updated_at, updated_by';

const columnsOf = (kind: NamedKind) => (kind === 'spark' ? SPARK_HEAD : '*');

/** Which table it is depends on the kind, and TypeScript follows no table through a variable; heads.test.ts compares the columns. */
async function findHead<Kind extends NamedKind>(
  db: Db,
  workspace_id: string,
  kind: Kind,
  by: { column: 'id' | 'slug'; value: string },
): Promise<Result<EntityHeads[Kind] | null>> {
  const { data, error } = await db
    .from(tableOf(kind))
    .select(columnsOf(kind))
    .eq('workspace_id', workspace_id)
    .eq(by.column, by.value)
    .maybeSingle()
    .overrideTypes<EntityHead, { merge: false }>();
  return error ? problemFromPostgres(error) : ok(data as EntityHeads[Kind] | null);
}

/** The beacons of a workspace by name. */
export async function listBeacons(
  db: Db,
  workspace_id: string,
): Promise<Result<Pick<Beacon, 'id' | 'slug' | 'name'>[]>> {
  const { data, error } = await db
    .from('beacons')
    .select('id, slug, name')
    .eq('workspace_id', workspace_id)
    .order('name');
  return error ? problemFromPostgres(error) : ok(data);
}

/** Ids of the entities of a kind that bear one of these slugs now. */
export async function idsOfSlugs(
  db: Db,
  workspace_id: string,
  kind: NamedKind,
  slugs: string[],
): Promise<Result<{ id: string; slug: string }[]>> {
  const { data, error } = await db
    .from(tableOf(kind))
    .select('id, slug')
    .eq('workspace_id', workspace_id)
    .in('slug', slugs);
  return error ? problemFromPostgres(error) : ok(data);
}

/** An entity by slug; a renamed slug leads to the entity as well (compare the slug of what comes back). */
export async function getEntityHead<Kind extends NamedKind>(
  db: Db,
  workspace_id: string,
  kind: Kind,
  slug: string,
): Promise<Result<EntityHeads[Kind]>> {
  const found = await findHead(db, workspace_id, kind, { column: 'slug', value: slug });
  if (!found.ok) return found;
  if (found.data) return ok(found.data);
  const redirect = await db
    .from('slug_redirects')
    .select('entity_id')
    .eq('workspace_id', workspace_id)
    .eq('kind', kind)
    .eq('old_slug', slug)
    .maybeSingle();
  if (redirect.error) return problemFromPostgres(redirect.error);
  return redirect.data
    ? getEntityHeadById(db, workspace_id, kind, redirect.data.entity_id)
    : fail('not_found', `There is no ${kind} ${slug} here.`);
}

export async function getEntityHeadById<Kind extends NamedKind>(
  db: Db,
  workspace_id: string,
  kind: Kind,
  id: string,
): Promise<Result<EntityHeads[Kind]>> {
  const found = await findHead(db, workspace_id, kind, { column: 'id', value: id });
  if (!found.ok) return found;
  return found.data ? ok(found.data) : gone(kind);
}

const gone = (kind: NamedKind) => fail('not_found', `This ${kind} is not here any more. It may be in the trash.`);

/** A spark with the text of its lesson. */
export async function getLesson(db: Db, workspace_id: string, id: string): Promise<Result<Spark>> {
  const { data, error } = await db.from('sparks').select().eq('workspace_id', workspace_id).eq('id', id).maybeSingle();
  if (error) return problemFromPostgres(error);
  return data ? ok(data) : gone('spark');
}

/** Creates an entity, last under its parent; a spark with a parent stands in that concept. */
export async function createEntity(
  db: Db,
  workspace_id: string,
  kind: NamedKind,
  fields: Record<string, unknown>,
  parent_id: string | null,
): Promise<Result<EntityHead>> {
  const made = await callJson(
    db,
    'create_entity',
    {
      p_workspace: workspace_id,
      p_kind: kind,
      p_fields: fields,
      p_parent: parent_id,
    },
    z.object({ id: z.string() }),
  );
  return made.ok ? getEntityHeadById(db, workspace_id, kind, made.data.id) : made;
}

/** Saves changed fields on top of the version the writer saw; `stale` when somebody saved in between. */
export async function updateEntity(
  db: Db,
  target: { workspace_id: string; kind: NamedKind; id: string; version: number },
  patch: Record<string, unknown>,
): Promise<Result<EntityHead>> {
  const { data, error } = await db
    .from(tableOf(target.kind))
    .update(patch as never)
    .eq('workspace_id', target.workspace_id)
    .eq('id', target.id)
    .eq('version', target.version)
    // By the same statement: what is read afterwards may be what somebody else has written since.
    .select(columnsOf(target.kind))
    .maybeSingle()
    .overrideTypes<EntityHead, { merge: false }>();
  if (error) return problemFromPostgres(error);
  if (data) return ok(data);
  // No row was written: it is gone, or it has another version by now.
  const now = await getEntityHeadById(db, target.workspace_id, target.kind, target.id);
  if (!now.ok) return now;
  return fail(
    'stale',
    'Somebody saved this in the meantime. Your text is still here; look at theirs before you save again.',
    {
      detail: { version: now.data.version },
    },
  );
}

/** Puts a domain, trail, concept or concept_spark under a parent at a position. Gives the change set; null when it stands there. */
export async function placeEntity(
  db: Db,
  workspace_id: string,
  move: {
    kind: OrderedKind;
    id: string;
    parent_id: string | null;
    position: number;
  },
): Promise<Result<string | null>> {
  return call(db, 'place', {
    p_workspace: workspace_id,
    p_kind: move.kind,
    p_id: move.id,
    p_parent: move.parent_id,
    p_position: move.position,
  });
}
