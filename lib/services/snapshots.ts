import { CONTENT_KINDS, type ContentKind } from '#lib/core/content-kinds';
import { fail, ok, type Result } from '#lib/core/problem';
import type { Db } from '#lib/data/clients/token';
import * as data from '#lib/data/snapshots';

/** `KIND:SLUG`, or for links and places `KIND:a>b`. */
export interface Selector {
  kind: ContentKind;
  key: string;
}

export function parseSelector(text: string): Selector | null {
  const at = text.indexOf(':');
  const kind = CONTENT_KINDS.find((known) => known === text.slice(0, at));
  return kind && at < text.length - 1 ? { kind, key: text.slice(at + 1) } : null;
}

/** Stages all pending changes, or those selected with whatever must come along. */
export async function stage(
  db: Db,
  request: { workspace_id: string; version_label?: string; name?: string; description?: string; only?: Selector[] },
): Promise<Result<data.Staged>> {
  if (!request.only) return data.stageSnapshot(db, { ...request, only: undefined });
  const pending = await data.pendingChanges(db, request.workspace_id);
  if (!pending.ok) return pending;
  const ids = new Map(
    pending.data.map((change) => [`${change.kind}:${change.slug ?? change.entity_id}`, change.entity_id]),
  );
  const missing = request.only.filter(({ kind, key }) => !ids.has(`${kind}:${key}`));
  if (missing.length > 0) {
    return fail('not_found', `Nothing is pending for ${missing.map(({ kind, key }) => `${kind}:${key}`).join(', ')}.`);
  }
  const only = request.only.map(({ kind, key }) => ids.get(`${kind}:${key}`) as string);
  return data.stageSnapshot(db, { ...request, only });
}

export interface ChangeSummary {
  total: number;
  kinds: { kind: ContentKind; added: number; changed: number; removed: number }[];
}

/** How many entities of each kind were added, changed and removed. */
export function summarise(changes: Pick<data.Change, 'kind' | 'change'>[]): ChangeSummary {
  const kinds = CONTENT_KINDS.map((kind) => {
    const counts = { kind, added: 0, changed: 0, removed: 0 };
    for (const change of changes) if (change.kind === kind) counts[change.change]++;
    return counts;
  }).filter((counts) => counts.added + counts.changed + counts.removed > 0);
  return { total: changes.length, kinds };
}

/** A snapshot by id, or by the word `current`. */
export async function findSnapshot(db: Db, workspace_id: string, which: string): Promise<Result<data.Snapshot>> {
  if (which !== 'current') return data.getSnapshot(db, which);
  const current = await data.currentSnapshot(db, workspace_id);
  if (!current.ok) return current;
  return current.data ? ok(current.data) : fail('not_found', 'Nothing has been promoted yet.');
}
