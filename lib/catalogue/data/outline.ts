import { z } from 'zod';
import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { isNumber, isText, kindJson, namedKindJson, orNull, packedRow } from '#lib/base/data/json.ts';
import { callJson } from '#lib/base/data/rpc.ts';
import type { Outline, OutlineSums } from '../core/outline.ts';
import type { AskedFilter, FilterCounts } from '../core/outline-filter.ts';
import type { BranchAsk } from '../core/outline-part.ts';
import type { PackedOutline } from '../core/packed-outline.ts';
import type { BulkItem } from './bulk-edits.ts';

const entity = {
  id: z.string(),
  slug: z.string(),
  title: z.string(),
  is_published: z.boolean(),
  version: z.number(),
  mine: z.boolean().nullish(),
  change: z.enum(['added', 'changed']).nullish(),
  children: z.number().optional(),
};
const { is_published: _, ...unpublished } = entity;

const lists = {
  domains: z.array(z.object({ ...entity, icon: z.string().nullable(), color: z.string().nullable() })),
  trails: z.array(z.object({ ...entity, domain_id: z.string(), difficulty: z.string() })),
  concepts: z.array(z.object({ ...entity, trail_id: z.string().nullable() })),
  places: z.array(packedRow<Outline['places'][number]>(isText, isText, isText)),
  sparks: z.array(
    z.object({
      ...entity,
      difficulty: z.string(),
      mins: z.number(),
      review: z.enum(['pending', 'approved', 'rejected']).nullable(),
      check: z.enum(['passed', 'warning', 'failed']).nullable(),
      again: z.boolean().optional(),
      places: z.number().optional(),
    }),
  ),
  beacons: z.array(z.object({ ...unpublished, category: z.string().nullable(), marks: z.number().optional() })),
};

const isTruth = (value: unknown) => typeof value === 'boolean';
const head = [isText, isText, isText, isTruth, isNumber];
export const packedOutlineJson: z.ZodType<PackedOutline> = z.object({
  domains: z.array(packedRow<PackedOutline['domains'][number]>(...head, orNull(isText), orNull(isText))),
  trails: z.array(packedRow<PackedOutline['trails'][number]>(...head, isNumber, isText)),
  concepts: z.array(packedRow<PackedOutline['concepts'][number]>(...head, orNull(isNumber))),
  sparks: z.array(packedRow<PackedOutline['sparks'][number]>(...head, isText, isNumber)),
  places: z.array(packedRow<PackedOutline['places'][number]>(isNumber, isNumber)),
  beacons: z.array(packedRow<PackedOutline['beacons'][number]>(isText, isText, isText, isNumber, orNull(isText))),
});

/** The whole outline, packed, for what draws all of it. */
export async function readOutline(db: Db, workspace_id: string): Promise<Result<PackedOutline>> {
  return callJson(db, 'read_outline', { p_workspace: workspace_id }, packedOutlineJson);
}

const partJson: z.ZodType<Outline> = z.object({
  ...lists,
  branches: z.record(
    z.string(),
    z.object({
      starts: z.number(),
      count: z.number(),
      total: z.number(),
      from: z.tuple([z.number(), z.number()]).nullable(),
    }),
  ),
  groups: z.object({ domains: z.number(), standalone: z.number(), loose: z.number(), beacons: z.number() }),
});

/** An entity by its address: `in` is the slug of the concept by which a spark is shown. */
export interface OutlinePlace {
  kind: NamedKind;
  slug: string;
  in?: string | null;
}

/** Branches of the outline, and those that lead to an entity; of neither, what the first page shows. */
export async function readBranches(
  db: Db,
  workspace_id: string,
  branches: readonly BranchAsk[] | null,
  at: OutlinePlace | null = null,
): Promise<Result<Outline>> {
  return callJson(db, 'read_outline_branches', { p_workspace: workspace_id, p_branches: branches, p_at: at }, partJson);
}

const foundJson: z.ZodType<Outline> = z.object({
  ...lists,
  found: z.object({ entities: z.number(), rows: z.number(), shown: z.number() }),
});

/** The first rows of what a filter leaves, with what leads to them. */
export async function findInOutline(
  db: Db,
  workspace_id: string,
  filter: AskedFilter,
  limit: number,
): Promise<Result<Outline>> {
  return callJson(db, 'read_outline_found', { p_workspace: workspace_id, p_filter: filter, p_limit: limit }, foundJson);
}

const choicesJson: z.ZodType<FilterCounts> = z.object({
  state: z.object({ all: z.number(), draft: z.number(), published: z.number(), changed: z.number() }),
  difficulty: z.record(z.string(), z.number()),
  quality: z.record(z.string(), z.number()),
  mine: z.number(),
  loose: z.number(),
  beacons: z.array(z.object({ slug: z.string(), title: z.string(), marks: z.number() })),
});

/** How many entities each choice of a filter would leave. */
export async function countChoices(db: Db, workspace_id: string, filter: AskedFilter): Promise<Result<FilterCounts>> {
  return callJson(db, 'read_outline_choices', { p_workspace: workspace_id, p_filter: filter }, choicesJson);
}

const totalsJson = z.object({ kinds: z.partialRecord(namedKindJson, z.number()), mins: z.number() });
/** How much there is in a workspace. */
export type OutlineTotals = z.infer<typeof totalsJson>;

const sumsJson = z.object({
  nodes: z.record(z.string(), packedRow<OutlineSums[string]>(isNumber, isNumber, isNumber)),
  whole: totalsJson.nullable(),
});

/** What is below rows by their keys, and in all of the workspace. */
export async function readSums(
  db: Db,
  workspace_id: string,
  keys: readonly string[],
  whole: boolean,
): Promise<Result<{ nodes: OutlineSums; whole: OutlineTotals | null }>> {
  return callJson(db, 'read_outline_sums', { p_workspace: workspace_id, p_nodes: keys, p_whole: whole }, sumsJson);
}

const foundPlace = z.object({
  id: z.string(),
  slug: z.string(),
  title: z.string(),
  path: z.string(),
  children: z.number(),
  color: z.string().nullable(),
});
/** Something that may hold others, with the way to it. */
export type FoundPlace = z.infer<typeof foundPlace>;

/** Domains, trails or concepts by words of their titles and those above, in the order of the outline. */
export async function findPlaces(
  db: Db,
  workspace_id: string,
  kind: NamedKind,
  text: string,
): Promise<Result<FoundPlace[]>> {
  return callJson(
    db,
    'find_places',
    { p_workspace: workspace_id, p_kind: kind, p_text: text, p_limit: 50 },
    z.array(foundPlace),
  );
}

const countedBeacon = z.object({
  id: z.string(),
  slug: z.string(),
  title: z.string(),
  category: z.string().nullable(),
  marks: z.number(),
});
/** A beacon, and how many of some sparks bear it. */
export type CountedBeacon = z.infer<typeof countedBeacon>;

/** Beacons by what their names hold, each with how many of some sparks bear it. */
export async function countBeacons(
  db: Db,
  workspace_id: string,
  spark_ids: readonly string[],
  text: string,
): Promise<Result<CountedBeacon[]>> {
  return callJson(
    db,
    'count_beacons',
    { p_workspace: workspace_id, p_sparks: spark_ids as string[], p_text: text, p_limit: 100 },
    z.array(countedBeacon),
  );
}

const pendingEntity = z.object({
  kind: kindJson,
  entity_id: z.string(),
  owner_id: z.string(),
  change: z.enum(['added', 'changed', 'removed']),
});
/** What differs from the current snapshot; owner_id is the entity that it is, or belongs to. */
export type PendingEntity = z.infer<typeof pendingEntity>;

/** What differs from the current snapshot of some entities and of what belongs to them. */
export async function readPending(
  db: Db,
  workspace_id: string,
  items: readonly BulkItem[],
): Promise<Result<PendingEntity[]>> {
  return callJson(db, 'read_pending', { p_workspace: workspace_id, p_items: items }, z.array(pendingEntity));
}
