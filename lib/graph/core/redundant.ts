import type { LinkType } from '#lib/base/core/link-types.ts';
import type { GraphIndex, GraphLink } from './graph.ts';
import { keepLinks, keepTypes, REQUIRED_TYPES } from './keep.ts';
import { otherWays } from './other-ways.ts';
import { shortestWay, type Way } from './reach.ts';

/**
 * The types that a longer way can make superfluous. A prerequisite says "before", and so does the way; a recommendation is
 * less than the way says already. But `deepens` says what a lesson is about, and `related` says nothing of an order: no way
 * stands for either.
 */
const IMPLIED_TYPES: ReadonlySet<LinkType> = new Set(['prerequisite', 'recommended']);

/**
 * The numbers of the links that say only what longer ways of required links say already. All of them can go at once: what is
 * left of the required links leads from everywhere to everywhere it led before (Aho, Garey and Ullman, "The transitive
 * reduction of a directed graph", 1972).
 */
export function redundantLinks(index: GraphIndex, links: readonly GraphLink[]): number[] {
  const candidates: number[] = [];
  links.forEach((link, number) => {
    if (IMPLIED_TYPES.has(link.link_type) && index.at.has(link.source_id) && index.at.has(link.target_id))
      candidates.push(number);
  });
  const end = (of: 'source_id' | 'target_id') =>
    Int32Array.from(candidates, (number) => index.at.get((links[number] as GraphLink)[of]) as number);
  const base = keepTypes(index, links, REQUIRED_TYPES);
  const found = otherWays(base, end('source_id'), end('target_id'));
  return candidates.filter((_number, at) => found[at] === 1);
}

/** The way that makes a link superfluous: the shortest around it along required links, or null. */
export function wayAround(index: GraphIndex, links: readonly GraphLink[], number: number): Way | null {
  const link = links[number];
  const source = link && index.at.get(link.source_id);
  const target = link && index.at.get(link.target_id);
  if (source === undefined || target === undefined) return null;
  const base = keepLinks(
    index,
    (other) => other !== number && REQUIRED_TYPES.has((links[other] as GraphLink).link_type),
  );
  return shortestWay(base, source, target);
}
