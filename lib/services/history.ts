import { diffLines } from 'diff';
import type { ContentKind } from '#lib/core/content-kinds';
import { ok, type Result } from '#lib/core/problem';
import type { Db } from '#lib/data/clients/token';
import { type ChangeAction, listRevisions, type Revision, readNames } from '#lib/data/history';

/** What one save changed in one field: both values where they are short, counts of lines where they are texts. */
export interface FieldChange {
  field: string;
  before?: string;
  after?: string;
  lines?: { added: number; removed: number };
}

export interface HistoryEntry {
  id: number;
  version: number;
  operation: Revision['operation'];
  action: ChangeAction;
  title: string | null;
  author: string | null;
  created_at: string;
  changes: FieldChange[];
}

export interface History {
  entries: HistoryEntry[];
  has_more: boolean;
}

const MOST_ENTRIES = 100;
// Kept by the database, or of no interest to a reader.
const STAMPS = new Set([
  'id',
  'workspace_id',
  'version',
  'ordinal',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
  'bundle_style',
]);
const LONGEST_VALUE = 80;

/** Who saved what, newest first. */
export async function readHistory(
  db: Db,
  workspace_id: string,
  kind: ContentKind,
  entity_id: string,
): Promise<Result<History>> {
  const revisions = await listRevisions(db, workspace_id, kind, entity_id, MOST_ENTRIES);
  if (!revisions.ok) return revisions;
  const people = [...new Set(revisions.data.flatMap(({ author }) => author ?? []))];
  const names = await readNames(db, people);
  if (!names.ok) return names;
  const entries = revisions.data.slice(0, MOST_ENTRIES).map(({ body, author, ...rest }, at) => ({
    ...rest,
    author: author && (names.data.get(author) ?? null),
    changes: rest.operation === 'update' ? changedFields(revisions.data[at + 1]?.body, body) : [],
  }));
  return ok({ entries, has_more: revisions.data.length > MOST_ENTRIES });
}

function changedFields(before: Record<string, unknown> | undefined, after: Record<string, unknown>): FieldChange[] {
  if (!before) return [];
  return Object.keys(after).flatMap((field) => {
    if (STAMPS.has(field) || JSON.stringify(before[field]) === JSON.stringify(after[field])) return [];
    return [describeChange(field, before[field], after[field])];
  });
}

function describeChange(field: string, before: unknown, after: unknown): FieldChange {
  const [old, now] = [asText(before), asText(after)];
  if (Math.max(old.length, now.length) <= LONGEST_VALUE && !`${old}${now}`.includes('\n'))
    return { field, before: old, after: now };
  let [added, removed] = [0, 0];
  for (const part of diffLines(old, now, { timeout: 200 }) ?? []) {
    if (part.added) added += part.count;
    if (part.removed) removed += part.count;
  }
  return { field, lines: { added, removed } };
}

const asText = (value: unknown) =>
  value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value, null, 1)
      : String(value);
