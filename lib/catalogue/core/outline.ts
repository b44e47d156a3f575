import type { ContentKind, NamedKind } from '#lib/base/core/content-kinds.ts';
import { ownerOf } from '#lib/base/core/content-kinds.ts';

interface OutlineEntity {
  id: string;
  slug: string;
  title: string;
  is_published: boolean;
  version: number;
  /** The reader saved it last. */
  mine?: boolean | null;
}

/** The whole outline without texts; every list in its order. */
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
  })[];
  /** marks: how many sparks bear it. */
  beacons: (Omit<OutlineEntity, 'is_published'> & { category: string | null; marks?: number })[];
}

/** An entity that differs from the current snapshot; `owner_id` is what a relation or a part belongs to. */
export interface ChangedEntity {
  kind: ContentKind;
  entity_id: string;
  change: 'added' | 'changed' | 'removed';
  owner_id?: string | null;
}

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
  children: OutlineNode[];
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
  /** Of a spark, or of all the sparks below, each counted once. */
  mins: number;
  spark_count: number;
  category?: string | null;
  color?: string | null;
  icon?: string | null;
  mine?: boolean | null;
  /** Of a spark. */
  quality?: readonly OutlineQuality[];
  /** Of a beacon: how many sparks bear it. */
  marks?: number;
}

export interface OutlineTree {
  roots: OutlineNode[];
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

function changesByEntity(changes: readonly ChangedEntity[]): Map<string, 'added' | 'changed'> {
  const found = new Map<string, 'added' | 'changed'>();
  for (const { kind, entity_id, change, owner_id } of changes) {
    const owner = ownerOf(kind);
    if (owner && owner_id && !found.has(`${owner}:${owner_id}`)) found.set(`${owner}:${owner_id}`, 'changed');
    if (change !== 'removed') found.set(`${kind}:${entity_id}`, change);
  }
  return found;
}

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

/** The rows of the outline. Linear in their number. */
export function buildTree(
  outline: Outline,
  changes: readonly ChangedEntity[] = [],
  names: Record<OutlineGroup, string> = { standalone: '', loose: '', beacons: '' },
): OutlineTree {
  const tree: OutlineTree = { roots: [], rows: new Map(), entities: new Map() };
  const changed = changesByEntity(changes);

  const makeNode = (
    kind: OutlineNode['kind'],
    key: string,
    entity: Pick<OutlineEntity, 'id' | 'slug' | 'title' | 'version' | 'mine'> & { is_published?: boolean },
    parent: OutlineNode | null,
    rest: Partial<OutlineNode> = {},
  ): OutlineNode => {
    const siblings = parent ? parent.children : tree.roots;
    const change = changed.get(`${kind}:${entity.id}`);
    const published = entity.is_published === undefined ? undefined : change ? 'changed' : 'published';
    const node: OutlineNode = {
      key,
      kind,
      id: entity.id,
      slug: entity.slug,
      title: entity.title,
      parent,
      children: [],
      position: siblings.length,
      state: entity.is_published === false ? 'draft' : (published ?? (change && 'changed')),
      change,
      changed_below: 0,
      version: entity.version,
      place_count: 0,
      mins: 0,
      spark_count: 0,
      mine: entity.mine,
      ...rest,
    };
    siblings.push(node);
    tree.rows.set(key, node);
    if (kind !== 'group') add(tree.entities, `${kind}:${node.id}`, node);
    return node;
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
      place_count: placeCount.get(spark.id) ?? 0,
      difficulty: spark.difficulty,
      mins: spark.mins,
      spark_count: 1,
      quality: qualityOf(spark),
    });
  const addConcept = (concept: Outline['concepts'][number], parent: OutlineNode) => {
    const node = makeNode('concept', `c-${concept.id}`, concept, parent);
    for (const [place_id, , spark_id] of placesOf.get(concept.id) ?? []) {
      const spark = sparks.get(spark_id);
      if (spark) addSpark(spark, node, place_id);
    }
  };
  const addGroup = (group: OutlineGroup) =>
    makeNode('group', `g-${group}`, { id: '', slug: group, title: names[group], version: 0 }, null, { group });

  for (const domain of outline.domains) {
    const { color, icon } = domain;
    const domainNode = makeNode('domain', `d-${domain.id}`, domain, null, { color, icon });
    for (const trail of trailsOf.get(domain.id) ?? []) {
      const trailNode = makeNode('trail', `t-${trail.id}`, trail, domainNode, { difficulty: trail.difficulty });
      for (const concept of conceptsOf.get(trail.id) ?? []) addConcept(concept, trailNode);
    }
  }
  const standalone = conceptsOf.get(null) ?? [];
  if (standalone.length > 0) {
    const group = addGroup('standalone');
    for (const concept of standalone) addConcept(concept, group);
  }
  const loose = outline.sparks.filter((spark) => !placeCount.has(spark.id));
  if (loose.length > 0) {
    const group = addGroup('loose');
    for (const spark of loose) addSpark(spark, group);
  }
  if (outline.beacons.length > 0) {
    const group = addGroup('beacons');
    for (const beacon of outline.beacons)
      makeNode('beacon', `b-${beacon.id}`, beacon, group, { category: beacon.category, marks: beacon.marks });
  }

  for (const root of tree.roots) sumUp(root);
  return tree;
}

interface Below {
  spark_count: number;
  mins: number;
  changed: number;
  /** Sparks that stand in several concepts: only these can come twice, so only these are told apart. */
  shared: Map<string, OutlineNode> | null;
}

/** Totals of everything below; a spark that stands twice below counts once. */
function sumUp(node: OutlineNode): Below {
  const below: Below = { spark_count: 0, mins: 0, changed: 0, shared: null };
  for (const child of node.children) {
    if (child.kind === 'spark' && child.place_count > 1) {
      below.shared ??= new Map();
      below.shared.set(child.id, child);
    } else if (child.kind === 'spark') {
      below.spark_count++;
      below.mins += child.mins;
      if (child.change) below.changed++;
    } else {
      const deeper = sumUp(child);
      below.spark_count += deeper.spark_count;
      below.mins += deeper.mins;
      below.changed += deeper.changed + (child.change ? 1 : 0);
      if (deeper.shared) below.shared = new Map([...(below.shared ?? []), ...deeper.shared]);
    }
  }
  const shared = [...(below.shared?.values() ?? [])];
  node.changed_below = below.changed + shared.filter(({ change }) => change).length;
  if (node.kind !== 'spark') {
    node.spark_count = below.spark_count + shared.length;
    node.mins = shared.reduce((sum, { mins }) => sum + mins, below.mins);
  }
  return below;
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
