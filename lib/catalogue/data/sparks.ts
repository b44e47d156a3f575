import { z } from 'zod';
import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { Tables } from '#lib/base/data/database.types.ts';
import { bodyJson } from '#lib/base/data/json.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import type { Beacon, Concept, Spark } from '#lib/base/data/rows.ts';
import { call, callJson, parseAnswer } from '#lib/base/data/rpc.ts';

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
  version: number;
  spark: Pick<Spark, 'id' | 'slug' | 'title' | 'is_published'>;
}

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

export async function readSparkContext(db: Db, workspace_id: string, spark_id: string): Promise<Result<SparkContext>> {
  const links = (end: 'source_id' | 'target_id') =>
    db
      .from('spark_links')
      .select('id, source_id, target_id, link_type, weight, description, version')
      .eq('workspace_id', workspace_id)
      .eq(end, spark_id)
      .order('ordinal');
  const [places, marks, before, after, found] = await Promise.all([
    db
      .from('concept_sparks')
      .select('id, concept_id')
      .eq('workspace_id', workspace_id)
      .eq('spark_id', spark_id)
      .order('ordinal'),
    db
      .from('spark_beacons')
      .select('beacon_id')
      .eq('workspace_id', workspace_id)
      .eq('spark_id', spark_id)
      .order('ordinal'),
    links('target_id'),
    links('source_id'),
    db.from('packages').select('body').eq('workspace_id', workspace_id).eq('spark_id', spark_id).maybeSingle(),
  ]);
  const error = places.error ?? marks.error ?? before.error ?? after.error ?? found.error;
  if (error) return problemFromPostgres(error);
  const [placeRows, markRows, beforeRows, afterRows] = [
    places.data ?? [],
    marks.data ?? [],
    before.data ?? [],
    after.data ?? [],
  ];
  const ends = [...beforeRows.map((link) => link.source_id), ...afterRows.map((link) => link.target_id)];
  const [concepts, beacons, sparks] = await Promise.all([
    byIds<SparkContext['places'][number]['concept']>(
      db,
      'concepts',
      'id, slug, title, is_published, trail_id',
      placeRows.map((place) => place.concept_id),
    ),
    byIds<SparkContext['beacons'][number]>(
      db,
      'beacons',
      'id, slug, name, category',
      markRows.map((mark) => mark.beacon_id),
    ),
    byIds<SparkLinkEnd['spark']>(db, 'sparks', 'id, slug, title, is_published', ends),
  ]);
  if (!concepts.ok) return concepts;
  if (!beacons.ok) return beacons;
  if (!sparks.ok) return sparks;
  const linkEnds = (rows: typeof beforeRows, end: 'source_id' | 'target_id'): SparkLinkEnd[] =>
    rows.flatMap(({ id, link_type, weight, description, version, ...link }) => {
      const spark = sparks.data.get(link[end]);
      return spark ? [{ id, link_type, weight, description, version, spark }] : [];
    });
  const body = parseAnswer('packages', bodyJson.nullable(), found.data?.body ?? null);
  if (!body.ok) return body;
  return ok({
    places: placeRows.flatMap(({ id, concept_id }) => {
      const concept = concepts.data.get(concept_id);
      return concept ? [{ id, concept }] : [];
    }),
    beacons: markRows.flatMap(({ beacon_id }) => beacons.data.get(beacon_id) ?? []),
    before: linkEnds(beforeRows, 'source_id'),
    after: linkEnds(afterRows, 'target_id'),
    package: body.data,
  });
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

/** The place of a spark in a concept, if it stands there. */
export async function placeIn(
  db: Db,
  workspace_id: string,
  concept_id: string,
  spark_id: string,
): Promise<Result<string | null>> {
  const { data, error } = await db
    .from('concept_sparks')
    .select('id')
    .match({ workspace_id, concept_id, spark_id })
    .maybeSingle();
  return error ? problemFromPostgres(error) : ok(data?.id ?? null);
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
