import { checkConcepts } from './check-concepts.ts';
import { checkLinks } from './check-links.ts';
import { checkPlaces } from './check-places.ts';
import { checkShape } from './check-shape.ts';
import { CHECKS, type CheckInput, type Finding } from './finding.ts';

/** All checks, in parts: a page does one after the other, with room for its reader in between. */
export const CHECK_FAMILIES: readonly ((input: CheckInput) => Finding[])[] = [
  checkShape,
  checkPlaces,
  checkLinks,
  checkConcepts,
];

/** Everything that is worth an author's look, the gravest first. */
export const checkGraph = (input: CheckInput): Finding[] =>
  gravestFirst(CHECK_FAMILIES.flatMap((family) => family(input)));

export function gravestFirst(found: readonly Finding[]): Finding[] {
  const rank = new Map(CHECKS.map((check, at) => [check, at]));
  return found.toSorted((a, b) => (rank.get(a.check) ?? 0) - (rank.get(b.check) ?? 0));
}
