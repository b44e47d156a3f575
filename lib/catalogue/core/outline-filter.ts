import type { Difficulty } from '#lib/base/core/content-kinds.ts';
import type { OutlineQuality, OutlineState } from './outline.ts';

/** What the outline is looked through for; the database does it (docs/decisions/067-the-outline-comes-in-branches.md). */
export interface OutlineFilter {
  text: string;
  state: OutlineState | 'all';
  difficulty: Difficulty | null;
  quality: OutlineQuality | null;
  /** Slug of the beacon that sparks bear. */
  beacon: string | null;
  /** Only what the reader saved last. */
  mine: boolean;
  /** Only sparks that stand in no concept. */
  loose: boolean;
}

export const NO_FILTER: OutlineFilter = {
  text: '',
  state: 'all',
  difficulty: null,
  quality: null,
  beacon: null,
  mine: false,
  loose: false,
};

/** What is asked of the database: no more than what is filtered by. */
export interface AskedFilter {
  text?: string;
  state?: OutlineState;
  difficulty?: Difficulty;
  quality?: OutlineQuality;
  beacon?: string;
  mine?: boolean;
  loose?: boolean;
}

/** A filter as the database is asked with it: what is not filtered by is left out. Null filters nothing. */
export function askedFilter({ text, state, ...rest }: OutlineFilter): AskedFilter | null {
  const words = text.trim();
  const asked: AskedFilter = {
    ...(words && { text: words }),
    ...(state !== 'all' && { state }),
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value)),
  };
  return Object.keys(asked).length === 0 ? null : asked;
}

/** How many entities each choice would leave, given what is chosen beside it. A spark in two concepts counts once. */
export interface FilterCounts {
  state: Record<OutlineState | 'all', number>;
  difficulty: Partial<Record<string, number>>;
  quality: Partial<Record<OutlineQuality, number>>;
  mine: number;
  loose: number;
  /** The first hundred by name, each with how many sparks bear it. */
  beacons: { slug: string; title: string; marks: number }[];
}
