import { NAMED_KINDS } from '#lib/base/core/content-kinds.ts';
import { OUTLINE_GROUPS, type Outline, ROOTS } from './outline.ts';

/** Rows of a window; "show more" doubles it. */
export const WINDOW = 100;
/** Rows that a filter shows at first. */
export const FOUND = 200;
/** As many rows, and branches, as are read by one request. */
export const MOST_ROWS = 10_000;
export const MOST_BRANCHES = 500;

/** What a branch can be of: all domains, what is in an entity, a group. Sparks and beacons hold nothing. */
export const BRANCHES = ['domains', ...NAMED_KINDS, ...OUTLINE_GROUPS] as const;

/** A window of a branch as the database is asked for it: from a row on, or around one. */
export interface BranchAsk {
  of: (typeof BRANCHES)[number];
  id?: string;
  from?: [order_index: number, ordinal: number] | null;
  around?: string;
  count?: number;
}

/** Asks for the branch of a row by its key. */
export function askFor(key: string, window: Pick<BranchAsk, 'from' | 'around' | 'count'> = {}): BranchAsk {
  const [letter, rest] = [key.slice(0, 1), key.slice(2)];
  return letter === 'g'
    ? { of: rest as BranchAsk['of'], ...window }
    : { of: NAMED_KINDS.find((kind) => kind.startsWith(letter)) ?? 'domains', id: rest, ...window };
}

/** Asks for what a part holds once more. */
export function asksOf({ branches = {} }: Outline): BranchAsk[] {
  let rows = 0;
  return Object.entries(branches)
    .slice(0, MOST_BRANCHES)
    .map(([key, { from, count }]) => askFor(key, { from, count: Math.max(count, WINDOW) }))
    .filter(({ count = 0 }) => {
      rows += count;
      return rows <= MOST_ROWS;
    });
}

const trailBranch = ({ domain_id }: Outline['trails'][number]) => `d-${domain_id}`;
const conceptBranch = ({ trail_id }: Outline['concepts'][number]) => (trail_id ? `t-${trail_id}` : 'g-standalone');
const placeBranch = ([, concept_id]: Outline['places'][number]) => `c-${concept_id}`;

/** Puts branches that were read into a part: they take the place of what was known of them. */
export function mergeBranches(part: Outline, read: Outline): Outline {
  const came = read.branches ?? {};
  // What has come stands where it is now, and no longer where it was.
  const without = <Item>(
    items: readonly Item[],
    news: readonly Item[],
    id: (item: Item) => string,
    branch: (item: Item) => string,
  ) => {
    const ids = new Set(news.map(id));
    return [...items.filter((item) => !(branch(item) in came) && !ids.has(id(item))), ...news];
  };
  const id = (item: { id: string }) => item.id;
  const domains = without(part.domains, read.domains, id, () => ROOTS);
  const trails = without(part.trails, read.trails, id, trailBranch);
  const concepts = without(part.concepts, read.concepts, id, conceptBranch);
  const places = without(part.places, read.places, ([place]) => place, placeBranch);
  const sparks = without(part.sparks, read.sparks, id, ({ places: count }) => (count ? '' : 'g-loose'));
  const beacons = without(part.beacons, read.beacons, id, () => 'g-beacons');
  const merged = { domains, trails, concepts, places, sparks, beacons, groups: read.groups ?? part.groups };
  return tidy({ ...merged, branches: { ...part.branches, ...came } });
}

/** Of a part what some branches hold. */
export function pickBranches(part: Outline, keys: readonly string[]): Outline {
  const wanted = new Set(keys);
  const places = part.places.filter((place) => wanted.has(placeBranch(place)));
  const placed = new Set(places.map(([, , spark_id]) => spark_id));
  return {
    domains: wanted.has(ROOTS) ? part.domains : [],
    trails: part.trails.filter((trail) => wanted.has(trailBranch(trail))),
    concepts: part.concepts.filter((concept) => wanted.has(conceptBranch(concept))),
    places,
    sparks: part.sparks.filter(({ id, places: count }) => placed.has(id) || (!count && wanted.has('g-loose'))),
    beacons: wanted.has('g-beacons') ? part.beacons : [],
    branches: Object.fromEntries(Object.entries(part.branches ?? {}).filter(([key]) => wanted.has(key))),
    groups: part.groups,
  };
}

/** Branches of rows that are gone, and what only they held, are not read again for ever. */
function tidy(part: Outline): Outline {
  const domains = new Set(part.domains.map(({ id }) => `d-${id}`));
  const trails = part.trails.filter((trail) => domains.has(trailBranch(trail)));
  const known = new Set([...domains, ...trails.map(({ id }) => `t-${id}`)]);
  const concepts = part.concepts.filter(({ trail_id }) => trail_id === null || known.has(`t-${trail_id}`));
  for (const { id } of concepts) known.add(`c-${id}`);
  const places = part.places.filter((place) => known.has(placeBranch(place)));
  const placed = new Set(places.map(([, , spark_id]) => spark_id));
  const sparks = part.sparks.filter(({ id, places: count }) => !count || placed.has(id));
  const branches = Object.entries(part.branches ?? {}).filter(([key]) => key.startsWith('g-') || known.has(key));
  return { ...part, trails, concepts, places, sparks, branches: Object.fromEntries(branches) };
}
