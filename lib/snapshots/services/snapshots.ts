import { CONTENT_KINDS, type ContentKind } from '#lib/base/core/content-kinds.ts';
import { isId } from '#lib/base/core/id.ts';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { Difference } from '#lib/history/core/history.ts';
import type { Begun } from '#lib/tasks/core.ts';
import { begin } from '#lib/tasks/services.ts';
import type { Staged, Verification } from '../core/outcomes.ts';
import { turned } from '../data/differences.ts';
import * as data from '../data/snapshots.ts';
import { type Selector, selectPending } from './selection.ts';

/** Stages all pending changes, or those named by their ids, with whatever must come along. */
export async function stage(db: Db, request: data.StageRequest): Promise<Result<Begun<Staged>>> {
  const { workspace_id, version_label, name, description, only } = request;
  const input = { p_version_label: version_label, p_name: name, p_description: description, p_only: only };
  return begin(db, { workspace_id, kind: 'snapshot.stage', input }, () => data.stageSnapshot(db, request));
}

/** The same for changes that people name by kind and key. */
export async function stageSelected(
  db: Db,
  request: Omit<data.StageRequest, 'only'> & { only?: Selector[] },
): Promise<Result<Begun<Staged>>> {
  if (!request.only) return stage(db, { ...request, only: undefined });
  const only = await selectPending(db, request.workspace_id, request.only);
  return only.ok ? stage(db, { ...request, only: only.data }) : only;
}

export interface DifferenceSummary {
  total: number;
  kinds: { kind: ContentKind; added: number; changed: number; removed: number }[];
  /** Where there are many, what was saved counts, even if it is as it was again. */
  is_exact: boolean;
}

/** How many entities of each kind were added, changed and removed. */
export function summarise(changes: Pick<Difference, 'kind' | 'change'>[]): DifferenceSummary {
  const kinds = CONTENT_KINDS.map((kind) => {
    const counts = { kind, added: 0, changed: 0, removed: 0 };
    for (const change of changes) if (change.kind === kind) counts[change.change]++;
    return counts;
  }).filter((counts) => counts.added + counts.changed + counts.removed > 0);
  return { total: changes.length, kinds, is_exact: true };
}

/** A snapshot that people name by its id, its version label or as `current`. */
export async function findSnapshot(db: Db, workspace_id: string, which: string): Promise<Result<data.Snapshot>> {
  if (which === 'current') {
    const current = await data.currentSnapshot(db, workspace_id);
    if (!current.ok) return current;
    return current.data ? ok(current.data) : fail('not_found', 'Nothing has been promoted in this workspace yet.');
  }
  if (isId(which)) {
    const found = await data.getSnapshot(db, workspace_id, which);
    if (found.ok || found.problem.code !== 'not_found') return found;
  }
  const labelled = await data.snapshotsLabelled(db, workspace_id, which);
  if (!labelled.ok) return labelled;
  const [found, ...others] = labelled.data;
  if (found && others.length === 0) return ok(found);
  if (found) {
    const ids = labelled.data.map((one) => `${one.id} (${one.status})`).join(', ');
    return fail('invalid_input', `More than one snapshot is labelled ${which}. Name one by its id: ${ids}.`);
  }
  return fail(
    'not_found',
    `There is no snapshot ${which} in this workspace. Give an id, a version label, or current${which === 'working' ? '; working content is no snapshot' : ''}.`,
  );
}

/** What differs between two states, each a snapshot as findSnapshot takes it, or `working`. */
export async function compare(
  db: Db,
  workspace_id: string,
  before: string,
  after: string,
): Promise<Result<Difference[]>> {
  const states: (data.Snapshot | null)[] = [];
  for (const which of [before, after]) {
    const state = which === 'working' ? ok(null) : await findSnapshot(db, workspace_id, which);
    if (!state.ok) return state;
    states.push(state.data);
  }
  const [from, to] = states;
  if (from && to) return data.diffSnapshots(db, from.id, to.id);
  const snapshot = from ?? to;
  if (!snapshot) return ok([]);
  const pending = await data.pendingDifferences(db, workspace_id, snapshot.id);
  if (!pending.ok || from) return pending;
  return ok(pending.data.map(turned));
}

/** Makes a snapshot of this workspace the one that readers get; `instead_of`: the one it was compared with. */
export async function promoteSnapshot(
  db: Db,
  workspace_id: string,
  which: string,
  instead_of?: string,
): Promise<Result<data.Snapshot>> {
  const found = await findSnapshot(db, workspace_id, which);
  return found.ok ? data.promoteSnapshot(db, found.data.id, instead_of) : found;
}

/** Whether a snapshot holds what it held when it was staged; looks through all of it. */
export async function beginVerifying(
  db: Db,
  workspace_id: string,
  which: string,
): Promise<Result<Begun<Verification>>> {
  const found = await findSnapshot(db, workspace_id, which);
  if (!found.ok) return found;
  const subject_id = found.data.id;
  return begin(db, { workspace_id, kind: 'snapshot.verify', subject_id }, () => data.verifySnapshot(db, subject_id));
}

/** Deletes archived snapshots but for the last `keep`. Gives how many went. */
export async function cleanUpSnapshots(db: Db, workspace_id: string, keep: number): Promise<Result<Begun<number>>> {
  const input = { p_keep_count: keep };
  return begin(db, { workspace_id, kind: 'snapshot.clean_up', input }, () =>
    data.cleanUpSnapshots(db, workspace_id, keep),
  );
}

/** Pinned snapshots are never cleaned up. */
export async function pinSnapshot(db: Db, workspace_id: string, id: string, is_pinned: boolean): Promise<Result<null>> {
  const found = await data.getSnapshot(db, workspace_id, id);
  return found.ok ? data.pinSnapshot(db, found.data.id, is_pinned) : found;
}
