import type { GraphLink, GraphNode } from '#lib/graph/core/graph.ts';

/** A link with both of its ends, as the table shows it. */
export interface LinkRow {
  link: GraphLink;
  source: GraphNode;
  target: GraphNode;
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

/** The links of which both titles and the reason together hold all words. */
export function searchRows(rows: readonly LinkRow[], q: string): readonly LinkRow[] {
  const words = plain(q).split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter(({ link, source, target }) => {
    const said = plain(`${source.title} ${target.title} ${link.description ?? ''}`);
    return words.every((word) => said.includes(word));
  });
}
