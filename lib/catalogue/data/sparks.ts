import { z } from 'zod';
import { BEACON_CATEGORIES } from '#lib/base/core/content-kinds.ts';
import { LINK_TYPES } from '#lib/base/core/link-types.ts';
import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { Tables } from '#lib/base/data/database.types.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import type { Beacon, Concept, Spark, Trail } from '#lib/base/data/rows.ts';
import { call, callJson } from '#lib/base/data/rpc.ts';

/** Where a spark stands, what marks it, what it is linked with, and how many exercises it has. */
export interface SparkContext {
  places: {
    id: string;
    concept: Pick<Concept, 'id' | 'slug' | 'title' | 'is_published' | 'trail_id'>;
    trail: Pick<Trail, 'slug' | 'title'> | null;
    /** What is above the concept, by its titles. */
    path: string[];
  }[];
  beacons: Pick<Beacon, 'id' | 'slug' | 'name' | 'category'>[];
  before: SparkLinkEnd[];
  after: SparkLinkEnd[];
  /** How many exercises its package has. */
  exercises: number;
}

export interface SparkLinkEnd {
  id: string;
  link_type: Tables<'spark_links'>['link_type'];
  weight: number | null;
  description: string | null;
  version: number;
  spark: Pick<Spark, 'id' | 'slug' | 'title' | 'is_published'>;
}

const linkEnd: z.ZodType<SparkLinkEnd> = z.object({
  id: z.string(),
  link_type: z.enum(LINK_TYPES),
  weight: z.number().nullable(),
  description: z.string().nullable(),
  version: z.number(),
  spark: z.object({ id: z.string(), slug: z.string(), title: z.string(), is_published: z.boolean() }),
});

/**
 * Rows by id, in no order. References between content tables have two columns, which the embedded API cannot follow in
 * one request (docs/decisions/013): what they lead to is asked for afterwards.
 */
async function byIds<Row extends { id: string }>(
  db: Db,
  table: 'concepts' | 'beacons' | 'sparks',
  columns: string,
  ids: Iterable<string>,
): Promise<Result<Map<string, Row>>> {
  const wanted = [...new Set(ids)];
  const found = new Map<string, Row>();
  // An address has room for some hundred ids.
  for (let at = 0; at < wanted.length; at += 100) {
    const { data, error } = await db
      .from(table)
      .select(columns)
      .in('id', wanted.slice(at, at + 100))
      .overrideTypes<Row[], { merge: false }>();
    if (error) return problemFromPostgres(error);
    for (const row of data) found.set(row.id, row);
  }
  return ok(found);
}

/** What nodes of a graph are called, by their ids. */
export async function namesOf(
  db: Db,
  level: 'spark' | 'concept',
  ids: Iterable<string>,
): Promise<Result<Map<string, Pick<Spark, 'id' | 'slug' | 'title'>>>> {
  return byIds(db, `${level}s`, 'id, slug, title', ids);
}

const contextJson: z.ZodType<SparkContext> = z.object({
  places: z.array(
    z.object({
      id: z.string(),
      concept: z.object({
        id: z.string(),
        slug: z.string(),
        title: z.string(),
        is_published: z.boolean(),
        trail_id: z.string().nullable(),
      }),
      trail: z.object({ slug: z.string(), title: z.string() }).nullable(),
      path: z.array(z.string()),
    }),
  ),
  beacons: z.array(
    z.object({ id: z.string(), slug: z.string(), name: z.string(), category: z.enum(BEACON_CATEGORIES).nullable() }),
  ),
  before: z.array(linkEnd),
  after: z.array(linkEnd),
  exercises: z.number(),
});

export async function readSparkContext(db: Db, workspace_id: string, spark_id: string): Promise<Result<SparkContext>> {
  return callJson(db, 'read_spark_context', { p_workspace: workspace_id, p_spark: spark_id }, contextJson);
}

const addedPlace = z.object({ id: z.string(), change_set_id: z.string() });
export type AddedPlace = z.infer<typeof addedPlace>;

/** Lets a spark stand in a concept as well, last there. Gives the place and the change set. */
export function addPlace(
  db: Db,
  workspace_id: string,
  concept_id: string,
  spark_id: string,
): Promise<Result<AddedPlace>> {
  return callJson(db, 'add_place', { p_workspace: workspace_id, p_concept: concept_id, p_spark: spark_id }, addedPlace);
}

/** The places of these sparks in these concepts. */
export async function placesIn(
  db: Db,
  workspace_id: string,
  concept_ids: string[],
  spark_ids: string[],
): Promise<Result<{ id: string; concept_id: string; spark_id: string }[]>> {
  const { data, error } = await db
    .from('concept_sparks')
    .select('id, concept_id, spark_id')
    .eq('workspace_id', workspace_id)
    .in('concept_id', concept_ids)
    .in('spark_id', spark_ids);
  return error ? problemFromPostgres(error) : ok(data);
}

/** Takes a spark out of a concept; the spark stays. Gives the change set. */
export function removePlace(db: Db, workspace_id: string, id: string): Promise<Result<string>> {
  return call(db, 'remove_place', { p_workspace: workspace_id, p_place: id });
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
export function removeBeacon(
  db: Db,
  workspace_id: string,
  spark_id: string,
  beacon_id: string,
): Promise<Result<string>> {
  return call(db, 'remove_beacon', { p_workspace: workspace_id, p_spark: spark_id, p_beacon: beacon_id });
}

/** The ids of the sparks that a beacon marks. */
export async function readBeaconSparks(db: Db, workspace_id: string, beacon_id: string): Promise<Result<string[]>> {
  const { data, error } = await db
    .from('spark_beacons')
    .select('spark_id')
    .eq('workspace_id', workspace_id)
    .eq('beacon_id', beacon_id)
    .order('ordinal');
  return error ? problemFromPostgres(error) : ok(data.map(({ spark_id }) => spark_id));
}
