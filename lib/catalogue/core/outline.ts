import { childOf, type NamedKind } from '#lib/base/core/content-kinds.ts';

interface OutlineEntity {
  id: string;
  slug: string;
  title: string;
  is_published: boolean;
  version: number;
  /** The reader saved it last. */
  mine?: boolean | null;
  /** How it differs from the current snapshot. */
  change?: 'added' | 'changed' | null;
  /** How many stand in it, loaded or not. */
  children?: number;
}

/** A window of the children of a row: those from `starts` on, `count` of `total`. */
export interface OutlineBranch {
  starts: number;
  count: number;
  total: number;
  /** The order of its first row, by which it is read again; null begins with the first there is. */
  from: [order_index: number, ordinal: number] | null;
}

/** The outline without texts, or a part of it; every list in its order. */
export interface Outline {
  domains: (OutlineEntity & { icon: string | null; color: string | null })[];
  trails: (OutlineEntity & { domain_id: string; difficulty: string })[];
  concepts: (OutlineEntity & { trail_id: string | null })[];
  /** [id of the concept_spark, concept, spark], in the order of the concept. */
  places: [id: string, concept_id: string, spark_id: string][];
  sparks: (OutlineEntity & {
    difficulty: string;
    mins: number;
    review: 'pending' | 'approved' | 'rejected' | null;
    check: 'passed' | 'warning' | 'failed' | null;
    /** Somebody marked it to be looked at again. */
    again?: boolean;
    /** In how many concepts it stands, loaded or not. */
    places?: number;
  })[];
  /** marks: how many sparks bear it. */
  beacons: (Omit<OutlineEntity, 'is_published'> & { category: string | null; marks?: number })[];
  /** Of a part: what was loaded, by the key of the row that it is in; the domains are in `g-domains`. */
  branches?: Record<string, OutlineBranch>;
  /** Of a part: how many there are of what has no row above it. */
  groups?: Record<'domains' | OutlineGroup, number>;
  /** Of a part that a filter left: how much it left, and how much of that is here. */
  found?: { entities: number; rows: number; shown: number };
}

/** What is below rows, by their keys: sparks and minutes, each spark counted once, and how many have changed. */
export type OutlineSums = Record<string, [sparks: number, mins: number, changes: number]>;

/** The branch that the domains are in. */
export const ROOTS = 'g-domains';

/** What readers get of an entity: nothing yet, this very state, or an older one. */
export type OutlineState = 'draft' | 'published' | 'changed';

/** What is known of how good a lesson is: what checking it came to, and whether it waits for somebody. */
export const OUTLINE_QUALITIES = ['failed', 'warning', 'passed', 'unchecked', 'pending', 'rejected', 'again'] as const;
export type OutlineQuality = (typeof OUTLINE_QUALITIES)[number];

/** Groups for what has no place in the hierarchy. */
export const OUTLINE_GROUPS = ['standalone', 'loose', 'beacons'] as const;
export type OutlineGroup = (typeof OUTLINE_GROUPS)[number];

/** One row of the outline. A spark has a row for every concept it stands in. */
export interface OutlineNode {
  /** Tells rows apart: a spark in two concepts has two. */
  key: string;
  kind: NamedKind | 'group';
  id: string;
  slug: string;
  title: string;
  group?: OutlineGroup;
  parent: OutlineNode | null;
  /** Those that are loaded, with none left out between them. */
  children: OutlineNode[];
  /** How many there are, loaded or not, and how many stand before the first that is loaded. */
  child_count: number;
  starts: number;
  is_loaded: boolean;
  /** Among its siblings, 0 first. */
  position: number;
  state?: OutlineState;
  change?: 'added' | 'changed';
  /** How many below have changes of their own. */
  changed_below: number;
  version: number;
  /** Of the concept_spark that puts this spark here. */
  place_id?: string;
  /** In how many concepts the spark stands. */
  place_count: number;
  difficulty?: string;
  /** Of a spark, or of all the sparks below, each counted once; null while that is not known. */
  mins: number | null;
  spark_count: number | null;
  category?: string | null;
  color?: string | null;
  icon?: string | null;
  mine?: boolean | null;
  /** Of a spark. */
  quality?: readonly OutlineQuality[];
  /** Of a beacon: how many sparks bear it. */
  marks?: number;
}

/** A row that is an entity; the others are groups. */
export type EntityNode = OutlineNode & { kind: NamedKind };

export const isEntityNode = (node: OutlineNode): node is EntityNode => node.kind !== 'group';

/** So many jobs start at once at most, one a row; lib/generation/core/start.ts says the same to whoever starts them. */
export const MOST_DRAFTED = 100;

/** Jobs draft for what holds lessons or is one. */
export const canDraft = ({ kind }: Pick<OutlineNode, 'kind'>): boolean => !['domain', 'beacon', 'group'].includes(kind);

/** What can be added inside of a row. */
export function childKind(node: OutlineNode): NamedKind | null {
  if (node.kind === 'group')
    return ({ standalone: 'concept', loose: 'spark', beacons: 'beacon' } as const)[node.group ?? 'loose'];
  return childOf(node.kind);
}

export interface OutlineTree {
  roots: OutlineNode[];
  /** How many domains there are, and how many stand before the first that is loaded. */
  domain_count: number;
  starts: number;
  /** Every row by its key. */
  rows: Map<string, OutlineNode>;
  /** The rows of an entity, by `kind:id`. */
  entities: Map<string, OutlineNode[]>;
}

const add = <Value>(map: Map<string, Value[]>, key: string, value: Value) => {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
};

// Shared by all rows that have the same: there are thousands of rows, and a dozen of these.
const qualities = new Map<string, readonly OutlineQuality[]>();

function qualityOf({ check, review, again }: Outline['sparks'][number]): readonly OutlineQuality[] {
  const key = `${check} ${review} ${again}`;
  const known = qualities.get(key);
  if (known) return known;
  const quality: OutlineQuality[] = [check ?? 'unchecked'];
  if (review === 'pending' || review === 'rejected') quality.push(review);
  if (again) quality.push('again');
  qualities.set(key, quality);
  return quality;
}

/** The rows of an outline, or of a part of one. Linear in their number. */
export function buildTree(
  outline: Outline,
  sums: OutlineSums = {},
  names: Record<OutlineGroup, string> = { standalone: '', loose: '', beacons: '' },
): OutlineTree {
  const { branches, groups, found } = outline;
  const tree: OutlineTree = {
    roots: [],
    domain_count: groups?.domains ?? outline.domains.length,
    starts: branches?.[ROOTS]?.starts ?? 0,
    rows: new Map(),
    entities: new Map(),
  };

  const makeNode = (
    kind: OutlineNode['kind'],
    key: string,
    entity: Pick<OutlineEntity, 'id' | 'slug' | 'title' | 'version' | 'mine' | 'change'> & { is_published?: boolean },
    parent: OutlineNode | null,
    rest: Partial<OutlineNode> = {},
  ): OutlineNode => {
    const siblings = parent ? parent.children : tree.roots;
    const change = entity.change ?? undefined;
    const published = entity.is_published === undefined ? undefined : change ? 'changed' : 'published';
    const [spark_count = null, mins = null, changed_below = 0] = sums[key] ?? [];
    const node: OutlineNode = {
      key,
      kind,
      id: entity.id,
      slug: entity.slug,
      title: entity.title,
      parent,
      children: [],
      child_count: 0,
      starts: branches?.[key]?.starts ?? 0,
      is_loaded: !branches || key in branches,
      position: (parent ? parent.starts : tree.starts) + siblings.length,
      state: entity.is_published === false ? 'draft' : (published ?? (change && 'changed')),
      change,
      changed_below,
      version: entity.version,
      place_count: 0,
      mins,
      spark_count,
      mine: entity.mine,
      ...rest,
    };
    siblings.push(node);
    tree.rows.set(key, node);
    if (kind !== 'group') add(tree.entities, `${kind}:${node.id}`, node);
    return node;
  };
  /** Once its children are in. What came or went since they were read, by an edit under way, counts at once. */
  const count = (node: OutlineNode, children = 0) => {
    const branch = branches?.[node.key];
    const come = node.children.length - (branch?.count ?? 0);
    node.child_count = found ? Math.max(children, node.children.length) : (branch?.total ?? children) + come;
    if (node.child_count === 0) node.is_loaded = true;
  };

  const trailsOf = Map.groupBy(outline.trails, (trail) => trail.domain_id);
  const conceptsOf = Map.groupBy(outline.concepts, (concept) => concept.trail_id);
  const placesOf = Map.groupBy(outline.places, ([, concept_id]) => concept_id);
  const sparks = new Map(outline.sparks.map((spark) => [spark.id, spark]));
  const placeCount = new Map<string, number>();
  for (const [, , spark_id] of outline.places) placeCount.set(spark_id, (placeCount.get(spark_id) ?? 0) + 1);

  const addSpark = (spark: Outline['sparks'][number], parent: OutlineNode, place_id?: string) =>
    makeNode('spark', place_id ? `p-${place_id}` : `s-${spark.id}`, spark, parent, {
      place_id,
      place_count: Math.max(spark.places ?? 0, placeCount.get(spark.id) ?? 0),
      difficulty: spark.difficulty,
      mins: spark.mins,
      spark_count: 1,
      quality: qualityOf(spark),
      is_loaded: true,
    });
  const addConcept = (concept: Outline['concepts'][number], parent: OutlineNode) => {
    const node = makeNode('concept', `c-${concept.id}`, concept, parent);
    for (const [place_id, , spark_id] of placesOf.get(concept.id) ?? []) {
      const spark = sparks.get(spark_id);
      if (spark) addSpark(spark, node, place_id);
    }
    count(node, concept.children);
  };
  const addGroup = (group: OutlineGroup, fill: (node: OutlineNode) => void) => {
    const entity = { id: '', slug: group, title: names[group], version: 0 };
    const node = makeNode('group', `g-${group}`, entity, null, { group });
    fill(node);
    count(node, groups?.[group]);
  };

  for (const domain of outline.domains) {
    const { color, icon } = domain;
    const domainNode = makeNode('domain', `d-${domain.id}`, domain, null, { color, icon });
    for (const trail of trailsOf.get(domain.id) ?? []) {
      const trailNode = makeNode('trail', `t-${trail.id}`, trail, domainNode, { difficulty: trail.difficulty });
      for (const concept of conceptsOf.get(trail.id) ?? []) addConcept(concept, trailNode);
      count(trailNode, trail.children);
    }
    count(domainNode, domain.children);
  }
  const standalone = conceptsOf.get(null) ?? [];
  if (standalone.length > 0 || groups?.standalone)
    addGroup('standalone', (node) => {
      for (const concept of standalone) addConcept(concept, node);
    });
  const loose = outline.sparks.filter((spark) => !spark.places && !placeCount.has(spark.id));
  if (loose.length > 0 || groups?.loose)
    addGroup('loose', (node) => {
      for (const spark of loose) addSpark(spark, node);
    });
  if (outline.beacons.length > 0 || groups?.beacons)
    addGroup('beacons', (node) => {
      for (const { category, marks, ...beacon } of outline.beacons)
        makeNode('beacon', `b-${beacon.id}`, beacon, node, { category, marks, is_loaded: true });
    });
  return tree;
}

/** The rows of an entity by its slug. Looked for, not kept: a map of all slugs would cost more at every change than this. */
export function rowsOfSlug(tree: OutlineTree, kind: string | undefined, slug: string | undefined): OutlineNode[] {
  for (const rows of tree.entities.values()) if (rows[0]?.slug === slug && rows[0]?.kind === kind) return rows;
  return [];
}

/** From the root to the row itself, groups left out. */
export function pathTo(node: OutlineNode): OutlineNode[] {
  const path: OutlineNode[] = [];
  for (let at: OutlineNode | null = node; at; at = at.parent) if (at.kind !== 'group') path.unshift(at);
  return path;
}
