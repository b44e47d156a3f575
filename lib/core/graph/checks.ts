import { checkConcepts } from './check-concepts.ts';
import { checkLinks } from './check-links.ts';
import { checkPlaces } from './check-places.ts';
import { checkShape } from './check-shape.ts';
import { CHECKS, type CheckInput, type Finding } from './finding.ts';

/** Everything that is worth an author's look, the gravest first. */
export function checkGraph(input: CheckInput): Finding[] {
  const found = [...checkShape(input), ...checkPlaces(input), ...checkLinks(input), ...checkConcepts(input)];
  const rank = new Map(CHECKS.map((check, at) => [check, at]));
  return found.sort((a, b) => (rank.get(a.check) ?? 0) - (rank.get(b.check) ?? 0));
}
