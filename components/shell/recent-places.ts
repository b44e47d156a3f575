import { isNamedKind, type NamedKind } from '#lib/base/core/content-kinds.ts';

/** Content that somebody has looked at. */
export interface RecentPlace {
  kind: NamedKind;
  slug: string;
  title: string;
}

/** As many are shown; one more is kept, since the place that one is on is left out. */
export const MOST_RECENT = 6;

const isSame = (one: RecentPlace, other: RecentPlace) => one.kind === other.kind && one.slug === other.slug;

/** The places with one that is looked at now: once, and first. */
export const withPlace = (places: readonly RecentPlace[], place: RecentPlace): RecentPlace[] =>
  [place, ...places.filter((other) => !isSame(other, place))].slice(0, MOST_RECENT + 1);

/** What was kept, as far as it can be read: it may be of an older studio, or of somebody who plays with their browser. */
export function parsePlaces(kept: string | null): RecentPlace[] {
  try {
    const places: unknown = JSON.parse(kept ?? '[]');
    return Array.isArray(places) ? places.flatMap((one) => (isPlace(one) ? [one] : [])) : [];
  } catch {
    return [];
  }
}

function isPlace(one: unknown): one is RecentPlace {
  if (typeof one !== 'object' || one === null) return false;
  const { kind, slug, title } = one as Record<string, unknown>;
  return typeof kind === 'string' && isNamedKind(kind) && typeof slug === 'string' && typeof title === 'string';
}

/** The places that were kept under a name, the last one first. */
export function readPlaces(name: string): RecentPlace[] {
  try {
    return parsePlaces(localStorage.getItem(name));
  } catch {
    // A browser that keeps nothing for pages.
    return [];
  }
}

export function keepPlace(name: string, place: RecentPlace): void {
  try {
    localStorage.setItem(name, JSON.stringify(withPlace(readPlaces(name), place)));
  } catch {
    // It is a convenience: a browser without room for it goes on without.
  }
}
