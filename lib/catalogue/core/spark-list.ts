import type { Difficulty } from '#lib/base/core/content-kinds.ts';

/** What readers get of a spark: nothing yet though it is published, an older one, nothing as it is a draft, or this very one. */
export const SPARK_STATES = ['draft', 'new', 'changed', 'published'] as const;
export type SparkState = (typeof SPARK_STATES)[number];

export const SPARK_SORTS = ['title', 'state', 'place', 'exercises', 'links', 'mins', 'difficulty', 'edited'] as const;
export type SparkSort = (typeof SPARK_SORTS)[number];

/** Conditions that all have to hold; what is not there is not asked for. */
export interface SparkFilter {
  /** Found in the title. */
  text?: string;
  states?: SparkState[];
  difficulties?: Difficulty[];
  /** Slug of a beacon that it bears. */
  beacon?: string;
  /** Stands in a concept of this trail. */
  trail_id?: string;
  /** Who saved it last. */
  by?: string;
  mine?: boolean;
  /** Stands in no concept. */
  loose?: boolean;
  has_exercises?: boolean;
  least_mins?: number;
  most_mins?: number;
}

/** Longer ones are worth a look: a spark is short by what it is. */
const LONG = 16;

/** The views of the page, each a filter that others come on top of. */
export const SPARK_VIEWS = {
  all: {},
  mine: { mine: true },
  drafts: { states: ['draft'] },
  no_exercises: { has_exercises: false },
  long: { least_mins: LONG },
  loose: { loose: true },
  changed: { states: ['changed'] },
} as const satisfies Record<string, { [Name in keyof SparkFilter]: Readonly<SparkFilter[Name]> }>;
export type SparkView = keyof typeof SPARK_VIEWS;

/** What is asked for in a view: what the view says goes before what is filtered by beside it. */
export function filterOfView(view: SparkView, filter: SparkFilter): SparkFilter {
  const said: SparkFilter = structuredClone(SPARK_VIEWS[view]) as SparkFilter;
  return { ...filter, ...said };
}

/** So many are read at once as somebody scrolls, and so many can be chosen together. */
export const SPARKS_A_PAGE = 100;
export const MOST_CHOSEN = 10_000;
