import type { ContentKind } from '#lib/core/entity';
import type { NamedKind } from '#lib/core/kinds';
import { BUNDLE_ENTITIES } from '#lib/core/kinds';
import type { Outline } from '#lib/core/outline';
import { fail, ok, type Result } from '#lib/core/problem';
import type { Db } from './clients/token.ts';
import type { Tables } from './database.types.ts';
import { problemFromPostgres } from './problem-from-postgres.ts';
import { call } from './rpc.ts';

export type Domain = Tables<'domains'>;
export type Trail = Tables<'trails'>;
export type Concept = Tables<'concepts'>;
export type Spark = Tables<'sparks'>;
export type Beacon = Tables<'beacons'>;

export interface EntityRows {
  domain: Domain;
  trail: Trail;
  concept: Concept;
  spark: Spark;
  beacon: Beacon;
}
export type EntityRow = EntityRows[NamedKind];
/** An entity without the text of its lesson. */
export type EntityHead = Domain | Trail | Concept | Omit<Spark, 'content_md'> | Beacon;

type TableName = 'domains' | 'trails' | 'concepts' | 'sparks' | 'beacons';
const tableOf = (kind: NamedKind) => BUNDLE_ENTITIES[kind].table as TableName;

export async function readOutline(db: Db, workspace_id: string): Promise<Result<Outline>> {
  return call<Outline>(db, 'read_outline', { p_workspace: workspace_id });
}

/** An entity by slug; a renamed slug leads to the entity as well (compare the slug of what comes back). */
export async function getEntity<Kind extends NamedKind>(
  db: Db,
  workspace_id: string,
  kind: Kind,
  slug: string,
): Promise<Result<EntityRows[Kind]>> {
  const { data, error } = await db
    .from(tableOf(kind))
    .select()
    .eq('workspace_id', workspace_id)
    .eq('slug', slug)
    .maybeSingle();
  if (error) return problemFromPostgres(error);
  if (data) return ok(data as EntityRows[Kind]);
  const redirect = await db
    .from('slug_redirects')
    .select('entity_id')
    .eq('workspace_id', workspace_id)
    .eq('kind', kind)
    .eq('old_slug', slug)
    .maybeSingle();
  if (redirect.error) return problemFromPostgres(redirect.error);
  return redirect.data
    ? getEntityById(db, workspace_id, kind, redirect.data.entity_id)
    : fail('not_found', `There is no ${kind} ${slug} here.`);
}

export async function getEntityById<Kind extends NamedKind>(
  db: Db,
  workspace_id: string,
  kind: Kind,
  id: string,
): Promise<Result<EntityRows[Kind]>> {
  const { data, error } = await db
    .from(tableOf(kind))
    .select()
    .eq('workspace_id', workspace_id)
    .eq('id', id)
    .maybeSingle();
  if (error) return problemFromPostgres(error);
  return data
    ? ok(data as EntityRows[Kind])
    : fail('not_found', `This ${kind} is not here any more. It may be in the trash.`);
}

/** Creates an entity, last under its parent; a spark with a parent stands in that concept. */
export async function createEntity(
  db: Db,
  workspace_id: string,
  kind: NamedKind,
  fields: Record<string, unknown>,
  parent_id: string | null,
): Promise<Result<EntityRow>> {
  return call<EntityRow>(db, 'create_entity', {
    p_workspace: workspace_id,
    p_kind: kind,
    p_fields: fields,
    p_parent: parent_id,
  });
}

/** Saves changed fields on top of the version the writer saw; `stale` when somebody saved in between. */
export async function updateEntity(
  db: Db,
  target: { workspace_id: string; kind: NamedKind; id: string; version: number },
  patch: Record<string, unknown>,
): Promise<Result<EntityRow>> {
  const { data, error } = await db
    .from(tableOf(target.kind))
    .update(patch as never)
    .eq('workspace_id', target.workspace_id)
    .eq('id', target.id)
    .eq('version', target.version)
    .select()
    .maybeSingle();
  if (error) return problemFromPostgres(error);
  if (data) return ok(data as EntityRow);
  // No row was written: it is gone, or it has another version by now.
  const now = await getEntityById(db, target.workspace_id, target.kind, target.id);
  if (!now.ok) return now;
  return fail(
    'stale',
    'Somebody saved this in the meantime. Your text is still here; look at theirs before you save again.',
    {
      detail: { version: now.data.version },
    },
  );
}

/** Puts a domain, trail, concept or concept_spark under a parent at a position. Gives the change set. */
export async function placeEntity(
  db: Db,
  workspace_id: string,
  move: {
    kind: 'domain' | 'trail' | 'concept' | 'concept_spark';
    id: string;
    parent_id: string | null;
    position: number;
  },
): Promise<Result<string>> {
  return call<string>(db, 'place', {
    p_workspace: workspace_id,
    p_kind: move.kind,
    p_id: move.id,
    p_parent: move.parent_id,
    p_position: move.position,
  });
}

/** Lets a spark stand in a concept as well, last there. Gives the id of the place. */
export async function addPlace(
  db: Db,
  workspace_id: string,
  concept_id: string,
  spark_id: string,
): Promise<Result<string>> {
  const last = await db
    .from('concept_sparks')
    .select('order_index')
    .eq('workspace_id', workspace_id)
    .eq('concept_id', concept_id)
    .order('order_index', { ascending: false })
    .limit(1);
  if (last.error) return problemFromPostgres(last.error);
  const order_index = (last.data[0]?.order_index ?? -1) + 1;
  const { data, error } = await db
    .from('concept_sparks')
    .insert({ workspace_id, concept_id, spark_id, order_index })
    .select('id')
    .single();
  return error ? problemFromPostgres(error) : ok(data.id);
}

/** Takes a spark out of a concept; the spark stays. Gives the change set. */
export async function removePlace(db: Db, workspace_id: string, id: string): Promise<Result<string>> {
  const { error } = await db
    .from('concept_sparks')
    .delete()
    .eq('workspace_id', workspace_id)
    .eq('id', id)
    .select('id')
    .single();
  return error ? problemFromPostgres(error) : lastChangeSet(db, workspace_id, 'concept_spark', id);
}

/** Marks a spark with a beacon. */
export async function addBeacon(
  db: Db,
  workspace_id: string,
  spark_id: string,
  beacon_id: string,
): Promise<Result<null>> {
  const { error } = await db.from('spark_beacons').insert({ workspace_id, spark_id, beacon_id }).select('id').single();
  return error ? problemFromPostgres(error) : ok(null);
}

/** Takes a beacon off a spark. Gives the change set. */
export async function removeBeacon(
  db: Db,
  workspace_id: string,
  spark_id: string,
  beacon_id: string,
): Promise<Result<string>> {
  const { data, error } = await db
    .from('spark_beacons')
    .delete()
    .eq('workspace_id', workspace_id)
    .eq('spark_id', spark_id)
    .eq('beacon_id', beacon_id)
    .select('id')
    .single();
  return error ? problemFromPostgres(error) : lastChangeSet(db, workspace_id, 'spark_beacon', data.id);
}

/** The change set that touched an entity last. */
async function lastChangeSet(
  db: Db,
  workspace_id: string,
  kind: ContentKind,
  entity_id: string,
): Promise<Result<string>> {
  const { data, error } = await db
    .from('revisions')
    .select('change_set_id')
    .eq('workspace_id', workspace_id)
    .eq('kind', kind)
    .eq('entity_id', entity_id)
    .order('id', { ascending: false })
    .limit(1)
    .single();
  return error ? problemFromPostgres(error) : ok(data.change_set_id);
}

/** The sparks that a beacon marks. */
export async function readBeaconSparks(
  db: Db,
  workspace_id: string,
  beacon_id: string,
): Promise<Result<Pick<Spark, 'id' | 'slug' | 'title'>[]>> {
  const { data, error } = await db
    .from('spark_beacons')
    .select('spark:sparks(id, slug, title)')
    .eq('workspace_id', workspace_id)
    .eq('beacon_id', beacon_id)
    .order('ordinal');
  return error ? problemFromPostgres(error) : ok(data.flatMap(({ spark }) => (spark ? [spark] : [])));
}

/** Titles of sparks by slug, for the links of a lesson. */
export async function readSparkTitles(
  db: Db,
  workspace_id: string,
  slugs: string[],
): Promise<Result<Pick<Spark, 'slug' | 'title'>[]>> {
  const { data, error } = await db
    .from('sparks')
    .select('slug, title')
    .eq('workspace_id', workspace_id)
    .in('slug', slugs.slice(0, 200));
  return error ? problemFromPostgres(error) : ok(data);
}

export interface Doomed {
  kind: ContentKind;
  entity_id: string;
  slug: string | null;
  label: string | null;
}

/** What would go to the trash together with an entity, itself included. */
export async function previewTrash(
  db: Db,
  workspace_id: string,
  kind: ContentKind,
  id: string,
  with_sparks: boolean,
): Promise<Result<Doomed[]>> {
  return call<Doomed[]>(db, 'preview_trash', {
    p_workspace: workspace_id,
    p_kind: kind,
    p_id: id,
    p_with_sparks: with_sparks,
  });
}

/** Moves an entity and what depends on it to the trash. Gives the change set, which undoes it. */
export async function trashEntity(
  db: Db,
  workspace_id: string,
  kind: ContentKind,
  id: string,
  with_sparks: boolean,
): Promise<Result<string>> {
  return call<string>(db, 'trash', { p_workspace: workspace_id, p_kind: kind, p_id: id, p_with_sparks: with_sparks });
}

/** Where a spark stands, what marks it, what it is linked with, and its package. */
export interface SparkContext {
  places: { id: string; concept: Pick<Concept, 'id' | 'slug' | 'title' | 'is_published' | 'trail_id'> }[];
  beacons: Pick<Beacon, 'id' | 'slug' | 'name' | 'category'>[];
  before: SparkLinkEnd[];
  after: SparkLinkEnd[];
  package: Record<string, unknown> | null;
}

export interface SparkLinkEnd {
  id: string;
  link_type: Tables<'spark_links'>['link_type'];
  weight: number | null;
  description: string | null;
  spark: Pick<Spark, 'id' | 'slug' | 'title' | 'is_published'>;
}

export async function readSparkContext(db: Db, workspace_id: string, spark_id: string): Promise<Result<SparkContext>> {
  const spark = 'spark:sparks!spark_links_%_fkey(id, slug, title, is_published)';
  const links = (end: 'source' | 'target', other: 'source' | 'target') =>
    db
      .from('spark_links')
      .select(`id, link_type, weight, description, ${spark.replace('%', other)}`)
      .eq('workspace_id', workspace_id)
      .eq(`${end}_id`, spark_id)
      .order('ordinal')
      .overrideTypes<SparkLinkEnd[], { merge: false }>();
  const [places, beacons, before, after, found] = await Promise.all([
    db
      .from('concept_sparks')
      .select('id, concept:concepts(id, slug, title, is_published, trail_id)')
      .eq('workspace_id', workspace_id)
      .eq('spark_id', spark_id)
      .order('ordinal'),
    db
      .from('spark_beacons')
      .select('beacon:beacons(id, slug, name, category)')
      .eq('workspace_id', workspace_id)
      .eq('spark_id', spark_id)
      .order('ordinal'),
    links('target', 'source'),
    links('source', 'target'),
    db.from('packages').select('body').eq('workspace_id', workspace_id).eq('spark_id', spark_id).maybeSingle(),
  ]);
  const error = places.error ?? beacons.error ?? before.error ?? after.error ?? found.error;
  if (error) return problemFromPostgres(error);
  return ok({
    places: (places.data ?? []).flatMap(({ id, concept }) => (concept ? [{ id, concept }] : [])),
    beacons: (beacons.data ?? []).flatMap(({ beacon }) => (beacon ? [beacon] : [])),
    before: before.data ?? [],
    after: after.data ?? [],
    package: (found.data?.body as Record<string, unknown> | undefined) ?? null,
  });
}

export interface TrashedAct {
  change_set_id: string;
  title: string | null;
  author: string | null;
  created_at: string;
  counts: Partial<Record<ContentKind, number>>;
}

export async function readTrash(db: Db, workspace_id: string): Promise<Result<TrashedAct[]>> {
  return call<TrashedAct[]>(db, 'read_trash', { p_workspace: workspace_id });
}

/** Puts everything a change set did back, as a new change set. `conflict` with the list when something newer stands in the way. */
export async function undoChangeSet(db: Db, change_set_id: string): Promise<Result<string>> {
  return call<string>(db, 'undo_change_set', { p_change_set: change_set_id });
}

export async function purgeTrash(db: Db, change_set_id: string): Promise<Result<number>> {
  return call<number>(db, 'purge_trash', { p_change_set: change_set_id });
}
