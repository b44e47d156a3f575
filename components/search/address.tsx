import { DIFFICULTIES, isNamedKind, ownerOf, SEARCHED_KINDS } from '#lib/base/core/content-kinds.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { FOUND_IN, FOUND_STATES, hitWords } from '#lib/search/core.ts';
import type { Found } from '#lib/search/data/search.ts';
import type { SearchFilter } from '#lib/search/queries.ts';

/** The filters of the address. A beacon stands there by its slug. */
export function readSearch(
  params: { get: (name: string) => string | null },
  beacons: readonly { id: string; slug: string }[],
): SearchFilter {
  const one = <Value extends string>(values: readonly Value[], name: string) =>
    values.find((value) => value === params.get(name)) ?? null;
  return {
    q: params.get('q')?.trim().slice(0, 200) ?? '',
    kind: one(SEARCHED_KINDS, 'kind'),
    state: one(FOUND_STATES, 'state'),
    difficulty: one(DIFFICULTIES, 'difficulty'),
    in: one(FOUND_IN, 'in'),
    beacon: beacons.find(({ slug }) => slug === params.get('beacon'))?.id ?? null,
  };
}

/** Where a hit is looked at: a lesson opens at the passage, exercises on their tab, what belongs to another there. */
export function foundHref(workspace: string, found: Found): string {
  const { kind, slug, excerpt, found_in } = found;
  // What belongs to another is found there, and bears its slug.
  const page = ownerOf(kind) ?? kind;
  if (!isNamedKind(page)) return inWorkspace(workspace).outline;
  if (page !== 'spark') return inWorkspace(workspace).entity(page, slug);
  const words = found_in.includes('title') ? [] : hitWords(excerpt);
  return inWorkspace(workspace).spark(slug, {
    tab: kind === 'package' ? 'exercises' : undefined,
    find: words.join(' ') || undefined,
  });
}
