import type { Outline } from './outline.ts';

type Entity = [id: string, slug: string, title: string, is_published: boolean, version: number];

/** The whole outline as it travels: what stands in something names it by its number in the list, which is a third of it as named fields. */
export interface PackedOutline {
  domains: [...Entity, icon: string | null, color: string | null][];
  trails: [...Entity, domain: number, difficulty: string][];
  concepts: [...Entity, trail: number | null][];
  sparks: [...Entity, difficulty: string, mins: number][];
  /** In the order of the concept. */
  places: [concept: number, spark: number][];
  beacons: [id: string, slug: string, title: string, version: number, category: string | null][];
}

const entityOf = ([id, slug, title, is_published, version]: Entity) => ({ id, slug, title, is_published, version });
const idAt = (list: readonly [string, ...unknown[]][], at: number) => (list[at] as [string])[0];
const head = <Row extends [...Entity, ...unknown[]]>(row: Row) => entityOf(row.slice(0, 5) as Entity);

/** The outline of what was read. What no map draws is not in it: how things differ from the snapshot, what checks and reviews say. */
export function unpackOutline({ domains, trails, concepts, sparks, places, beacons }: PackedOutline): Outline {
  return {
    domains: domains.map((row) => ({ ...head(row), icon: row[5], color: row[6] })),
    trails: trails.map((row) => ({ ...head(row), domain_id: idAt(domains, row[5]), difficulty: row[6] })),
    concepts: concepts.map((row) => ({ ...head(row), trail_id: row[5] === null ? null : idAt(trails, row[5]) })),
    sparks: sparks.map((row) => ({ ...head(row), difficulty: row[5], mins: row[6], review: null, check: null })),
    // A place needs a name among the others, and nothing asks for it by that.
    places: places.map(([concept, spark]) => [`${concept}-${spark}`, idAt(concepts, concept), idAt(sparks, spark)]),
    beacons: beacons.map(([id, slug, title, version, category]) => ({ id, slug, title, version, category })),
  };
}
