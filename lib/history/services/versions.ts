import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { Difference } from '../core/history.ts';
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

/** Two versions of one thing, old and new: what differs, whole and as readers see it. `since`: a version further back than the one before. */
export async function compareVersion(
  db: Db,
  workspace: { id: string; slug: string },
  revision_id: number,
  compared_with: ComparedWith,
  since: number | null = null,
): Promise<Result<Comparison>> {
  const revision = await getRevision(db, workspace.id, revision_id);
  if (!revision.ok) return revision;
  const which = compared_with === 'before' ? 'before' : 'newest';
  const other =
    compared_with === 'before' && since !== null
      ? await getRevision(db, workspace.id, since)
      : await getRevisionBeside(db, workspace.id, revision.data, which);
  if (!other.ok) return other;
  if (other.data && other.data.entity_id !== revision.data.entity_id)
    return fail('invalid_input', 'Two versions of one thing are compared.');
  const [before, after] =
    compared_with === 'before'
      ? [stateOf(other.data), stateOf(revision.data)]
      : // What was removed says what it said last.
        [bodyOf(revision.data), stateOf(other.data)];
  return compareStates(db, workspace, revision.data, before, after);
}

/** Two saved versions of one thing by their ids, one of them null where it was not there yet or any more. */
export async function compareRevisions(
  db: Db,
  workspace: { id: string; slug: string },
  ids: { before: number | null; after: number | null },
): Promise<Result<Comparison>> {
  const read = async (id: number | null) => (id === null ? ok(null) : getRevision(db, workspace.id, id));
  const [before, after] = await Promise.all([read(ids.before), read(ids.after)]);
  if (!before.ok) return before;
  if (!after.ok) return after;
  const of = after.data ?? before.data;
  if (!of) return fail('invalid_input', 'Two versions are compared, and one of them at least is there.');
  return compareStates(db, workspace, of, before.data && bodyOf(before.data), after.data && bodyOf(after.data));
}

async function compareStates(
  db: Db,
  workspace: { id: string; slug: string },
  { kind, entity_id, slug }: Revision,
  before: Difference['before'],
  after: Difference['after'],
): Promise<Result<Comparison>> {
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

export const withoutStamps = (body: Revision['body']) =>
  Object.fromEntries(Object.entries(body).filter(([field]) => !STAMPS.includes(field)));

const bodyOf = ({ body }: Revision) => withoutStamps(body);

/** What stood there after a version was saved: nothing, after it was removed. */
const stateOf = (revision: Revision | null) => (revision && revision.operation !== 'delete' ? bodyOf(revision) : null);
