import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { type DifferenceLine, lineOf } from '../core/lines.ts';
import { getRevision, getRevisionBeside, type Revision } from '../data/versions.ts';
import { type BothStates, lessonOf, namesFor } from './difference.ts';

/** With which version one is compared: the one before it, or what is saved now. */
export const COMPARED_WITH = ['before', 'now'] as const;
export type ComparedWith = (typeof COMPARED_WITH)[number];

export interface Comparison extends BothStates {
  line: DifferenceLine;
}

/** Kept by the database; no part of what somebody said. */
const STAMPS = ['workspace_id', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by'];

/** Two versions of one thing, old and new: what differs, whole and as readers see it. */
export async function compareVersion(
  db: Db,
  workspace: { id: string; slug: string },
  revision_id: number,
  compared_with: ComparedWith,
): Promise<Result<Comparison>> {
  const revision = await getRevision(db, workspace.id, revision_id);
  if (!revision.ok) return revision;
  const which = compared_with === 'before' ? 'before' : 'newest';
  const other = await getRevisionBeside(db, workspace.id, revision.data, which);
  if (!other.ok) return other;
  const [before, after] =
    compared_with === 'before'
      ? [stateOf(other.data), stateOf(revision.data)]
      : // What was removed says what it said last.
        [bodyOf(revision.data), stateOf(other.data)];
  const { kind, entity_id, slug } = revision.data;
  const change = {
    kind,
    entity_id,
    slug,
    change: before === null ? ('added' as const) : after === null ? ('removed' as const) : ('changed' as const),
    before,
    after,
  };
  const names = await namesFor(db, workspace.id, [change]);
  if (!names.ok) return names;
  const lesson = await lessonOf(db, workspace, before, after);
  return ok({ line: lineOf(change, names.data), before, after, lesson });
}

const bodyOf = ({ body }: Revision) =>
  Object.fromEntries(Object.entries(body).filter(([field]) => !STAMPS.includes(field)));

/** What stood there after a version was saved: nothing, after it was removed. */
const stateOf = (revision: Revision | null) => (revision && revision.operation !== 'delete' ? bodyOf(revision) : null);
