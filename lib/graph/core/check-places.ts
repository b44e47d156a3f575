import { withReverse } from './check-links.ts';
import { type CheckInput, type Finding, finding } from './finding.ts';
import type { GraphLink } from './graph.ts';
import { REQUIRED_TYPES } from './keep.ts';
import { firstPlaces, trailSteps } from './places.ts';

/** What can be told from the links and the order in which a trail is learned. */
export function checkPlaces(input: CheckInput): Finding[] {
  const trails = trailSteps(input.outline, input.level);
  return [...findOrder(input, firstPlaces(trails)), ...findNoWayIn(input, trails)];
}

/** What is needed stands later, in the same trail, than what needs it. */
function findOrder(input: CheckInput, places: ReturnType<typeof firstPlaces>): Finding[] {
  const late: { link: GraphLink; trail_id: string }[] = [];
  for (const link of input.links) {
    if (!REQUIRED_TYPES.has(link.link_type)) continue;
    const before = places.get(link.source_id);
    const after = places.get(link.target_id);
    if (!before || !after) continue;
    for (const [trail_id, place] of before)
      if (place > (after.get(trail_id) ?? Infinity)) late.push({ link, trail_id });
  }
  const reverses = new Map(
    withReverse(
      input,
      late.map(({ link }) => link),
    ).map(({ link, reverse }) => [link.id, reverse]),
  );
  return late.map(({ link, trail_id }) =>
    finding('order', {
      nodes: [link.source_id, link.target_id],
      links: [link.id],
      trail_id,
      fixes: [{ fix: 'reorder', trail_id }, ...(reverses.get(link.id) ?? [])],
    }),
  );
}

/**
 * Something follows from it, nothing leads to it, and in none of its trails is it where the trail begins: the learner comes
 * upon it without being led there.
 */
function findNoWayIn({ nodes, links, index }: CheckInput, trails: ReturnType<typeof trailSteps>): Finding[] {
  const leads = (link: GraphLink) => link.link_type !== 'related';
  const hasIn = new Set(links.filter(leads).map(({ target_id }) => target_id));
  const hasOut = new Set(links.filter(leads).map(({ source_id }) => source_id));
  const inTrail = new Set<string>();
  const beginnings = new Set<string>();
  for (const { steps } of trails) {
    const [first] = steps.filter(({ ids }) => ids.length > 0);
    for (const id of first?.ids ?? []) beginnings.add(id);
    for (const id of steps.flatMap(({ ids }) => ids)) inTrail.add(id);
  }
  return nodes
    .filter(({ id }) => index.at.has(id) && inTrail.has(id) && !beginnings.has(id) && hasOut.has(id) && !hasIn.has(id))
    .map(({ id }) => finding('no_way_in', { nodes: [id] }));
}
