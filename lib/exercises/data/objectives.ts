import { z } from 'zod';
import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { call, callJson } from '#lib/base/data/rpc.ts';
import type { ObjectiveOwner } from '../core/objectives.ts';

const objective = z.object({
  id: z.string(),
  objective_id: z.string(),
  title: z.string(),
  version: z.number(),
  exercises: z.number(),
});
/** An objective of a concept or a trail, with how many exercises mean it. */
export type Objective = z.infer<typeof objective>;

/** Whose objectives. */
export interface OwnerRef {
  kind: ObjectiveOwner;
  id: string;
}

export function readObjectives(db: Db, workspace_id: string, owner: OwnerRef): Promise<Result<Objective[]>> {
  return callJson(
    db,
    'read_objectives',
    { p_workspace: workspace_id, p_kind: owner.kind, p_owner: owner.id },
    objective.array(),
  );
}

const added = z.object({ change_set_id: z.string(), id: z.string(), objective_id: z.string() });

/** Adds an objective at the end; its text id is the next that was never in use among its lessons. */
export function addObjective(db: Db, workspace_id: string, owner: OwnerRef, title: string) {
  return callJson(
    db,
    'add_objective',
    { p_workspace: workspace_id, p_kind: owner.kind, p_owner: owner.id, p_title: title },
    added,
  );
}

/** Renames an objective over the version that the person saw. Gives its new version. */
export async function renameObjective(
  db: Db,
  workspace_id: string,
  { of, id, version, title }: { of: ObjectiveOwner; id: string; version: number; title: string },
): Promise<Result<{ version: number }>> {
  const { data, error } = await db
    .from(of === 'trail' ? 'trail_objectives' : 'objectives')
    .update({ title })
    .eq('workspace_id', workspace_id)
    .eq('id', id)
    .eq('version', version)
    .select('version')
    .single();
  return error ? problemFromPostgres(error) : ok(data);
}

/** Puts objectives in this order. The change set that undoes it, or null when they were in it. */
export function orderObjectives(db: Db, workspace_id: string, owner: OwnerRef, ids: string[]) {
  return call(db, 'order_objectives', {
    p_workspace: workspace_id,
    p_kind: owner.kind,
    p_owner: owner.id,
    p_ids: ids,
  });
}

/** Deletes an objective and says where its exercises go; null: it is to have none. Gives the change set that undoes it. */
export function removeObjective(
  db: Db,
  workspace_id: string,
  { id, exercises }: { id: string; exercises: { into: string | null } | null },
) {
  return call(db, 'remove_objective', { p_workspace: workspace_id, p_id: id, p_exercises: exercises });
}
