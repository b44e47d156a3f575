import type { Pool } from 'pg';
import { checkMaterial, type NewCheck } from '../core/check.ts';

/** The workspaces that are short of checks. */
export async function workspacesShortOfChecks(db: Pool): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    'select w.id from public.workspaces w where w.runs_checks and private.checks_wanted(w.id) > 0 order by w.id',
  );
  return rows.map(({ id }) => id);
}

/** What checks of a workspace can be made from, and how many are wanted. */
export async function readMaterial(db: Pool, workspace_id: string) {
  const { rows } = await db.query<{ material: unknown }>('select private.check_material($1) as material', [
    workspace_id,
  ]);
  return checkMaterial.parse(rows[0]?.material);
}

/** Puts a check into the queue; whether one was wanted still. */
export async function plantCheck(db: Pool, workspace_id: string, { cover, ...made }: NewCheck): Promise<boolean> {
  const { rows } = await db.query<{ id: string | null }>('select private.plant_check($1, $2, $3) as id', [
    workspace_id,
    cover,
    JSON.stringify(made),
  ]);
  return rows[0]?.id != null;
}
