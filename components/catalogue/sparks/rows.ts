import type { EntityNode, OutlineNode } from '#lib/catalogue/core/outline.ts';
import type { SparkRow } from '#lib/catalogue/data/spark-list.ts';

const ALONE = {
  parent: null,
  children: [],
  child_count: 0,
  starts: 0,
  is_loaded: true,
  position: 0,
  changed_below: 0,
  mins: null,
  spark_count: null,
} satisfies Partial<OutlineNode>;

/** A spark of the list as the outline would show it, for the acts that both have. It stands at the first of its places. */
export function nodeOf({ id, slug, title, state, version, places, place, difficulty, mins }: SparkRow): EntityNode {
  return {
    ...ALONE,
    key: `s-${id}`,
    kind: 'spark',
    id,
    slug,
    title,
    state: state === 'new' ? 'changed' : state,
    version,
    place_count: places,
    difficulty,
    mins,
    ...(place && { place_id: place.id }),
  };
}

/** A concept of which nothing but the name is known. */
export const conceptNode = ({ id, title }: { id: string; title: string }): EntityNode => ({
  ...ALONE,
  key: `c-${id}`,
  kind: 'concept',
  id,
  slug: '',
  title,
  version: 0,
  place_count: 0,
});
