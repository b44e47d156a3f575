import { CONTENT_KINDS, type ContentKind, NAMED_KINDS, type NamedKind } from '#lib/base/core/content-kinds.ts';
import { isId } from '#lib/base/core/id.ts';
import { BUNDLE_ENTITIES, isBundleKind } from '#lib/base/core/kinds.ts';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { idsOfSlugs } from '#lib/catalogue/data/entities.ts';
import type { Difference } from '#lib/history/core/history.ts';
import { pendingDifferences } from '../data/snapshots.ts';

/**
 * `KIND:KEY`, the key as bundles spell it: a slug (`spark:joins`), the slugs of both sides (`spark_link:joins>views`,
 * `concept_spark:tables>joins`), `objective:tables#o1`, `package:joins`, `asset:images/a.png`; or the id of the entity.
 */
export interface Selector {
  kind: ContentKind;
  key: string;
}

/** Null when the kind is unknown or the key is missing or cannot be one of that kind. */
export function parseSelector(text: string): Selector | null {
  const at = text.indexOf(':');
  const kind = CONTENT_KINDS.find((known) => known === text.slice(0, at));
  if (!kind || at === text.length - 1) return null;
  const selector = { kind, key: text.slice(at + 1) };
  return isId(selector.key) || partsOf(selector) ? selector : null;
}

const show = ({ kind, key }: Selector) => `${kind}:${key}`;

/** A request for slugs carries about as many as an address can. */
const MOST_SLUGS = 100;

/** Ids of the pending changes that selectors name; each must name exactly one. */
export async function selectPending(db: Db, workspace_id: string, selectors: Selector[]): Promise<Result<string[]>> {
  const pending = await pendingDifferences(db, workspace_id);
  if (!pending.ok) return pending;
  const slugs = await idsBySlug(db, workspace_id, selectors, pending.data);
  if (!slugs.ok) return slugs;

  const chosen: string[] = [];
  const unknown: string[] = [];
  const ambiguous: string[] = [];
  for (const selector of selectors) {
    const found = pending.data.filter((change) => isNamed(change, selector, slugs.data));
    if (found.length === 0) unknown.push(show(selector));
    else if (found.length > 1) ambiguous.push(`${show(selector)} (${found.map(showById).join(', ')})`);
    else chosen.push(found[0]?.entity_id ?? '');
  }
  if (unknown.length > 0)
    return fail('not_found', `Nothing is pending for ${unknown.join(', ')}.`, { detail: unknown });
  if (ambiguous.length > 0) {
    const message = `More than one pending change has this name. Name it by its id: ${ambiguous.join('; ')}.`;
    return fail('invalid_input', message, { detail: ambiguous });
  }
  return ok(chosen);
}

const showById = ({ kind, entity_id, change }: Difference) => `${change}: ${kind}:${entity_id}`;

/** What a key is made of: slugs of what the entity refers to, and a name of its own. */
function partsOf({ kind, key }: Selector): { refs: string[]; own: string | null } | null {
  if (!isBundleKind(kind)) return { refs: [], own: key };
  const entity = BUNDLE_ENTITIES[kind];
  if (kind === 'objective') {
    const at = key.indexOf('#');
    return at > 0 && at < key.length - 1 ? { refs: [key.slice(0, at)], own: key.slice(at + 1) } : null;
  }
  if (entity.key !== undefined) return { refs: [], own: key };
  const refs = key.split('>');
  return refs.length === entity.refs.length && !refs.includes('') ? { refs, own: null } : null;
}

function isNamed(change: Difference, selector: Selector, ids: Map<string, Set<string>>): boolean {
  const { kind, key } = selector;
  if (change.kind !== kind) return false;
  if (isId(key)) return change.entity_id === key.toLowerCase();
  const parts = partsOf(selector);
  if (!parts) return false;
  const state = change.after ?? change.before ?? {};
  if (!isBundleKind(kind)) return change.slug === parts.own;
  const entity = BUNDLE_ENTITIES[kind];
  const own = entity.key === undefined ? null : state[entity.notes[entity.key]?.column ?? entity.key];
  if (own !== parts.own) return false;
  return parts.refs.every((slug, side) => {
    const ref = entity.refs[side];
    return ref !== undefined && ids.get(`${ref.kind}:${slug}`)?.has(String(state[ref.column])) === true;
  });
}

/** `KIND:SLUG` -> ids of what selectors refer to, as it is now or, of what was removed, as it was. */
async function idsBySlug(
  db: Db,
  workspace_id: string,
  selectors: Selector[],
  pending: Difference[],
): Promise<Result<Map<string, Set<string>>>> {
  const ids = new Map<string, Set<string>>();
  for (const selector of selectors) {
    if (!isBundleKind(selector.kind) || isId(selector.key)) continue;
    const { refs } = BUNDLE_ENTITIES[selector.kind];
    partsOf(selector)?.refs.forEach((slug, side) => {
      ids.set(`${refs[side]?.kind}:${slug}`, new Set());
    });
  }
  for (const change of pending) ids.get(`${change.kind}:${change.slug}`)?.add(change.entity_id);
  for (const kind of NAMED_KINDS) {
    const slugs = slugsOf(kind, ids);
    for (let at = 0; at < slugs.length; at += MOST_SLUGS) {
      const rows = await idsOfSlugs(db, workspace_id, kind, slugs.slice(at, at + MOST_SLUGS));
      if (!rows.ok) return rows;
      for (const row of rows.data) ids.get(`${kind}:${row.slug}`)?.add(row.id);
    }
  }
  return ok(ids);
}

function slugsOf(kind: NamedKind, ids: Map<string, unknown>): string[] {
  return [...ids.keys()].filter((name) => name.startsWith(`${kind}:`)).map((name) => name.slice(kind.length + 1));
}
