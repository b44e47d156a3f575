import type { GraphLink, GraphNode } from '#lib/core/graph/graph';
import type { LinkType } from '#lib/core/links';

/** A link with both of its ends, as the table shows it. */
export interface LinkRow {
  link: GraphLink;
  source: GraphNode;
  target: GraphNode;
}

export interface LinkFilter {
  /** Words that stand in a title or in the reason. */
  q: string;
  /** None: all. */
  types: readonly LinkType[];
  /** Id of a trail in which one of the ends stands. */
  trail: string | null;
}

const plain = (words: string) => words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export const rowName = ({ source, target }: LinkRow) => `${source.title} → ${target.title}`;

/** The links that have both ends, in the order given. */
export function linkRows(links: readonly GraphLink[], node: (id: string) => GraphNode | undefined): LinkRow[] {
  return links.flatMap((link) => {
    const [source, target] = [node(link.source_id), node(link.target_id)];
    return source && target ? [{ link, source, target }] : [];
  });
}

export function filterRows(rows: readonly LinkRow[], { q, types, trail }: LinkFilter): readonly LinkRow[] {
  const words = plain(q).split(/\s+/).filter(Boolean);
  if (words.length === 0 && types.length === 0 && !trail) return rows;
  return rows.filter(({ link, source, target }) => {
    if (types.length > 0 && !types.includes(link.link_type)) return false;
    if (trail && !source.trails.includes(trail) && !target.trails.includes(trail)) return false;
    if (words.length === 0) return true;
    const said = plain(`${source.title} ${target.title} ${link.description ?? ''}`);
    return words.every((word) => said.includes(word));
  });
}
