import { z } from 'zod';
import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { kindJson, namedKindJson } from '#lib/base/data/json.ts';
import { call, callJson } from '#lib/base/data/rpc.ts';

/** What a bulk edit is done to. A place of a spark moves without the spark. */
export interface BulkItem {
  kind: NamedKind | 'concept_spark';
  id: string;
}

const bulkOutcome = z.object({
  change_set_id: z.string().nullable(),
  failed: z.array(
    z.object({ kind: kindJson, id: z.string(), code: z.enum(['not_found', 'already_there', 'not_applicable']) }),
  ),
});
/** What a bulk edit came to: the change set that undoes it (null: nothing changed), and what was left out. */
export type BulkOutcome = z.infer<typeof bulkOutcome>;

export interface BulkEdit {
  items: BulkItem[];
  set: { is_published?: boolean; difficulty?: string };
  add_beacons: string[];
  remove_beacons: string[];
}

/** Sets state or difficulty of many, and adds or removes beacons of the sparks among them. */
export async function bulkEdit(db: Db, workspace_id: string, edit: BulkEdit): Promise<Result<BulkOutcome>> {
  return callJson(
    db,
    'bulk_edit',
    {
      p_workspace: workspace_id,
      p_items: edit.items,
      p_set: edit.set,
      p_add_beacons: edit.add_beacons,
      p_remove_beacons: edit.remove_beacons,
    },
    bulkOutcome,
  );
}

export interface BulkMove {
  items: BulkItem[];
  parent_id: string | null;
  position: number;
}

/** Puts many of one kind under a parent, in the order given. */
export async function bulkMove(db: Db, workspace_id: string, move: BulkMove): Promise<Result<BulkOutcome>> {
  return callJson(
    db,
    'bulk_move',
    {
      p_workspace: workspace_id,
      p_items: move.items,
      p_parent: move.parent_id,
      p_position: move.position,
    },
    bulkOutcome,
  );
}

/** Moves many and all that depends on them to the trash. */
export async function bulkTrash(
  db: Db,
  workspace_id: string,
  items: BulkItem[],
  with_sparks: boolean,
): Promise<Result<BulkOutcome>> {
  return callJson(
    db,
    'bulk_trash',
    { p_workspace: workspace_id, p_items: items, p_with_sparks: with_sparks },
    bulkOutcome,
  );
}

export interface Merge {
  kind: 'spark' | 'concept';
  into_id: string;
  from_id: string;
  /** What the one that stays shall say. */
  fields: { title?: string; content_md?: string; description?: string | null; estimated_mins?: number };
}

/** Makes one of two. Gives the change set; `loop` when the links of both together close one. */
export async function mergeEntities(db: Db, workspace_id: string, merge: Merge): Promise<Result<string>> {
  return call(db, 'merge_entities', {
    p_workspace: workspace_id,
    p_kind: merge.kind,
    p_into: merge.into_id,
    p_from: merge.from_id,
    p_fields: merge.fields,
  });
}

const wayPoint = z.object({ kind: namedKindJson, slug: z.string().nullable(), label: z.string().nullable() });
/** An entity on the way from one of two to the other. */
export type WayPoint = z.infer<typeof wayPoint>;

/** Why two cannot become one: the shortest way along the links between them, or null. */
export async function mergeLoop(
  db: Db,
  workspace_id: string,
  { kind, into_id, from_id }: Merge,
): Promise<Result<WayPoint[] | null>> {
  return callJson(
    db,
    'merge_loop',
    {
      p_workspace: workspace_id,
      p_kind: kind,
      p_into: into_id,
      p_from: from_id,
    },
    z.array(wayPoint).nullable(),
  );
}

/** What was made, and the change set that undoes it. */
export const madeJson = z.object({ id: z.string(), change_set_id: z.string() });
export type Made = z.infer<typeof madeJson>;

/** Puts some of the sparks of a concept into a new one right after it. */
export async function splitConcept(
  db: Db,
  workspace_id: string,
  split: { concept_id: string; place_ids: string[]; title: string; slug: string },
): Promise<Result<Made>> {
  return callJson(
    db,
    'split_concept',
    {
      p_workspace: workspace_id,
      p_concept: split.concept_id,
      p_places: split.place_ids,
      p_title: split.title,
      p_slug: split.slug,
    },
    madeJson,
  );
}

export interface SplitSpark {
  spark_id: string;
  version: number;
  first: string;
  second: string;
  title: string;
  slug: string;
  first_mins: number;
  second_mins: number;
}

/** Cuts a lesson in two. `stale` when it has been saved since that version. */
export async function splitSpark(db: Db, workspace_id: string, split: SplitSpark): Promise<Result<Made>> {
  return callJson(
    db,
    'split_spark',
    {
      p_workspace: workspace_id,
      p_spark: split.spark_id,
      p_version: split.version,
      p_first: split.first,
      p_second: split.second,
      p_title: split.title,
      p_slug: split.slug,
      p_mins: split.first_mins,
      p_second_mins: split.second_mins,
    },
    madeJson,
  );
}

/** Copies many with all below them, as drafts under new names; `ids` of the copies in the order of the items. */
export async function duplicate(
  db: Db,
  workspace_id: string,
  items: BulkItem[],
): Promise<Result<BulkOutcome & { ids: string[] }>> {
  return callJson(
    db,
    'duplicate',
    { p_workspace: workspace_id, p_items: items },
    bulkOutcome.extend({ ids: z.array(z.string()) }),
  );
}
