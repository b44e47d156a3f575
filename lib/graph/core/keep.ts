import type { LinkType } from '#lib/base/core/link-types.ts';
import { type GraphIndex, type GraphLink, joinEnds } from './graph.ts';

/**
 * What has to be learned before: a prerequisite by its name, and what deepens a thing cannot be understood without it. The
 * others are advice (recommended) or say nothing of an order that matters (related).
 */
export const REQUIRED_TYPES: ReadonlySet<LinkType> = new Set(['prerequisite', 'deepens']);

/** The same nodes with some of the links; nodes and links keep their numbers. O(nodes + links). */
export function keepLinks(
  index: GraphIndex,
  isKept: (link: number, source: number, target: number) => boolean,
): GraphIndex {
  const { ids, at } = index;
  const leaving = filter(ids.length, index.out_start, index.out, index.out_links, isKept);
  const arriving = filter(ids.length, index.in_start, index.in, index.in_links, (link, target, source) =>
    isKept(link, source, target),
  );
  return joinEnds(ids, at, leaving, arriving);
}

/** The same nodes with the links of some types only. */
export function keepTypes(
  index: GraphIndex,
  links: readonly Pick<GraphLink, 'link_type'>[],
  types: ReadonlySet<LinkType>,
): GraphIndex {
  return keepLinks(index, (link) => types.has((links[link] as GraphLink).link_type));
}

function filter(
  nodes: number,
  start: Int32Array,
  ends: Int32Array,
  links: Int32Array,
  isKept: (link: number, node: number, other: number) => boolean,
) {
  const keptStart = new Int32Array(nodes + 1);
  const keptEnds = new Int32Array(ends.length);
  const keptLinks = new Int32Array(ends.length);
  let kept = 0;
  for (let node = 0; node < nodes; node++) {
    for (let place = start[node] as number; place < (start[node + 1] as number); place++) {
      if (!isKept(links[place] as number, node, ends[place] as number)) continue;
      keptEnds[kept] = ends[place] as number;
      keptLinks[kept++] = links[place] as number;
    }
    keptStart[node + 1] = kept;
  }
  return { start: keptStart, ends: keptEnds.slice(0, kept), links: keptLinks.slice(0, kept) };
}
