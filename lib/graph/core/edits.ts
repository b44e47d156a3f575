import { type LinkType, USUAL_WEIGHTS } from '#lib/base/core/link-types.ts';
import type { GraphLink } from './graph.ts';
import { findLoops } from './links.ts';

/** One thing that an edit does to a link. What is not said of an update stays as it is. */
export type LinkEdit =
  | {
      op: 'add';
      source_id: string;
      target_id: string;
      link_type: LinkType;
      weight?: number | null;
      description?: string | null;
    }
  | {
      op: 'update';
      id: string;
      /** The version it was read with; without one, whatever was saved since is written over. */
      version?: number;
      link_type?: LinkType;
      weight?: number | null;
      description?: string | null;
    }
  | { op: 'reverse'; id: string }
  | { op: 'remove'; id: string };

/** How many edits one request may have; all of them become one change set. */
export const MOST_EDITS = 20_000;

export const LINK_EDIT_CODES = ['not_found', 'stale', 'self', 'already_linked'] as const;
export type LinkEditCode = (typeof LINK_EDIT_CODES)[number];

export interface LinkEditOutcome {
  /** Undoes all of it; null: nothing changed. */
  change_set_id: string | null;
  /** Links that came, in the order of the edits. A reversed link is another link. */
  added: string[];
  failed: { index: number; code: LinkEditCode }[];
}

/** A loop from node to node. `link` leads on to the next one (from the last to the first); null is one that was to come. */
export type LinkLoop = {
  node: { id: string; slug: string; title: string };
  link: { id: string; link_type: LinkType } | null;
}[];

/** Begins the ids of links that are on screen and not yet in the database. */
export const NEW_LINK = 'new-';
// Several edits may be under way side by side, so an id is given once in a tab and not once an edit.
let newest = 0;

/** The links as they are after some edits, as far as one can say without the database. */
export function applyEdits(links: readonly GraphLink[], edits: readonly LinkEdit[]): GraphLink[] {
  const byId = new Map(links.map((link) => [link.id, link]));
  const coming: GraphLink[] = [];
  for (const edit of edits) {
    const id = `${NEW_LINK}${++newest}`;
    if (edit.op === 'add') {
      const { source_id, target_id, link_type, description = null } = edit;
      const weight = edit.weight === undefined ? USUAL_WEIGHTS[link_type].usual : edit.weight;
      coming.push({ id, source_id, target_id, link_type, weight, description, version: 1 });
      continue;
    }
    const link = byId.get(edit.id);
    if (!link) continue;
    if (edit.op === 'update') {
      const { link_type = link.link_type, weight = link.weight, description = link.description } = edit;
      byId.set(edit.id, { ...link, link_type, weight, description });
      continue;
    }
    byId.delete(edit.id);
    if (edit.op === 'reverse')
      coming.push({ ...link, id, source_id: link.target_id, target_id: link.source_id, version: 1 });
  }
  const pair = (link: GraphLink) => `${link.source_id} ${link.target_id}`;
  const after = [...byId.values()];
  const taken = new Set(after.map(pair));
  for (const link of coming) {
    if (taken.has(pair(link)) || link.source_id === link.target_id) continue;
    taken.add(pair(link));
    after.push(link);
  }
  return after;
}

/** The links on screen without an edit that was refused, which had made `after` of `before`. What other edits did stays. */
export function withoutEdits(
  now: readonly GraphLink[],
  begun: { before: readonly GraphLink[]; after: readonly GraphLink[]; edits: readonly LinkEdit[] },
): GraphLink[] {
  const touched = new Set(begun.edits.flatMap((edit) => (edit.op === 'add' ? [] : edit.id)));
  const was = new Map(begun.before.map((link) => [link.id, link]));
  const came = new Set(begun.after.flatMap(({ id }) => (was.has(id) ? [] : id)));
  const there = new Set(now.map(({ id }) => id));
  const kept = now.flatMap((link) => (came.has(link.id) ? [] : (touched.has(link.id) && was.get(link.id)) || link));
  return [...kept, ...begun.before.filter(({ id }) => touched.has(id) && !there.has(id))];
}

/** A loop that links have, as ids of its nodes with the link to the next one; null when there is none. Linear in the links. */
export function loopAmong(links: readonly GraphLink[]): { node: string; link: GraphLink }[] | null {
  const [loop] = findLoops(
    links.map((link) => [link.source_id, link.target_id] as const),
    1,
  );
  if (!loop) return null;
  const nodes = new Set(loop);
  const between = new Map(
    links
      .filter((link) => nodes.has(link.source_id) && nodes.has(link.target_id))
      .map((link) => [`${link.source_id} ${link.target_id}`, link]),
  );
  return loop.map((node, at) => ({
    node,
    link: between.get(`${node} ${loop[(at + 1) % loop.length]}`) as GraphLink,
  }));
}
