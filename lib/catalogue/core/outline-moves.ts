import { factsOf, KINDS, type NamedKind, type OrderedKind, parentOf } from '#lib/base/core/content-kinds.ts';
import { type Outline, type OutlineNode, type OutlineTree, ROOTS } from './outline.ts';

/** What the database is asked for: under which parent, and how many siblings (itself not counted) stand before it. */
export interface OutlineMove {
  kind: OrderedKind;
  id: string;
  parent_id: string | null;
  position: number;
}

/** Whether a row may be put under a parent. A concept may also stand alone. */
export function mayHold(parent: OutlineNode | null, child: OutlineNode): boolean {
  if (child.kind === 'domain') return parent === null;
  if (child.kind === 'beacon' || child.kind === 'group' || !parent) return false;
  if (child.kind === 'concept' && parent.group === 'standalone') return true;
  if (parent.kind !== parentOf(child.kind)) return false;
  // A spark stands once in a concept.
  return !(
    child.kind === 'spark' &&
    parent !== child.parent &&
    parent.children.some((sibling) => sibling.id === child.id)
  );
}

/** A drop on or beside a row, as the place it means; null where the row must not go. */
export function dropPlace(
  tree: OutlineTree,
  dragged: OutlineNode,
  target: { key: string; position: 'before' | 'on' | 'after' },
): { parent: OutlineNode | null; position: number } | null {
  const row = tree.rows.get(target.key);
  if (!row || row === dragged) return null;
  if (target.position === 'on') {
    if (row === dragged.parent) return null;
    return mayHold(row, dragged) ? { parent: row, position: row.child_count } : null;
  }
  if (row.kind !== dragged.kind || !mayHold(row.parent, dragged)) return null;
  let position = row.position + (target.position === 'after' ? 1 : 0);
  if (row.parent === dragged.parent && dragged.position < position) position--;
  return row.parent === dragged.parent && position === dragged.position ? null : { parent: row.parent, position };
}

/** The move that puts a row there. A spark without a place has none: it is added to the concept instead. */
export function moveTo(node: OutlineNode, parent: OutlineNode | null, position: number): OutlineMove | null {
  const parent_id = parent?.kind === 'group' ? null : (parent?.id ?? null);
  if (node.kind === 'spark') {
    return node.place_id ? { kind: 'concept_spark', id: node.place_id, parent_id, position } : null;
  }
  if (node.kind === 'beacon' || node.kind === 'group') return null;
  return { kind: node.kind, id: node.id, parent_id, position };
}

/** Several rows of one kind that go to one place together, in this order. */
export interface OutlineMoves {
  kind: OrderedKind;
  ids: string[];
  /** Sparks that have no place yet and get one there. */
  loose?: string[];
  parent_id: string | null;
  /** How many siblings that do not move along stand before them. */
  position: number;
}

/** What a row is moved as: a spark moves by its place. */
const movesAs = ({ kind }: OutlineNode) => (kind === 'group' ? kind : (factsOf(kind).moves_as ?? kind));

/** Rows whose move would be one and the same bulk edit: one kind, each once, and a kind that moves together. */
export function mayMoveTogether(nodes: readonly OutlineNode[]): boolean {
  const [first] = nodes;
  return first !== undefined && first.kind !== 'group' && parentOf(first.kind)
    ? nodes.every(({ kind }) => kind === first.kind)
    : nodes.length === 1 && first?.kind === 'domain';
}

/** Whether at least one of several rows may be put under a parent; what stands there already is reported, not refused. */
export function mayHoldAny(parent: OutlineNode | null, nodes: readonly OutlineNode[]): boolean {
  return mayMoveTogether(nodes) && nodes.some((node) => mayHold(parent, node) || node.parent === parent);
}

/** A drop of several rows on or beside a row. The position counts only those that stay where they are. */
export function dropPlaces(
  tree: OutlineTree,
  dragged: readonly OutlineNode[],
  target: { key: string; position: 'before' | 'on' | 'after' },
): { parent: OutlineNode | null; position: number } | null {
  const [first] = dragged;
  if (!first || dragged.length === 1) return first ? dropPlace(tree, first, target) : null;
  const row = tree.rows.get(target.key);
  const moving = new Set(dragged);
  if (!row || moving.has(row)) return null;
  const stays = (nodes: readonly OutlineNode[]) => nodes.filter((node) => !moving.has(node));
  if (target.position === 'on')
    return mayHoldAny(row, dragged)
      ? { parent: row, position: row.child_count - row.children.length + stays(row.children).length }
      : null;
  if (row.kind !== first.kind || !mayHoldAny(row.parent, dragged)) return null;
  const position = (row.parent?.starts ?? tree.starts) + stays(row.parent?.children ?? []).indexOf(row);
  return { parent: row.parent, position: position + (target.position === 'after' ? 1 : 0) };
}

/** The move of several rows, in the order given; null where they do not move together. */
export function movesTo(
  nodes: readonly OutlineNode[],
  parent: OutlineNode | null,
  position: number,
): OutlineMoves | null {
  const [first] = nodes;
  if (!first || !mayMoveTogether(nodes)) return null;
  const kind = movesAs(first) as OutlineMoves['kind'];
  const parent_id = parent?.kind === 'group' ? null : (parent?.id ?? null);
  const unique = [...new Map(nodes.map((node) => [node.place_id ?? node.id, node])).values()];
  const ids = unique.flatMap((node) => (node.kind === 'spark' ? (node.place_id ?? []) : node.id));
  const loose = unique.flatMap((node) => (node.kind === 'spark' && !node.place_id ? node.id : []));
  return { kind, ids, loose, parent_id, position };
}

/** Takes items out of a list in order and puts them before the sibling that shall follow them. */
function reorder<Item>(items: Item[], moved: Item[], isSibling: (item: Item) => boolean, position: number): Item[] {
  const moving = new Set(moved);
  const rest = items.filter((item) => !moving.has(item));
  const follower = rest.filter(isSibling)[position];
  const at = follower ? rest.indexOf(follower) : rest.length;
  return [...rest.slice(0, at), ...moved, ...rest.slice(at)];
}

/** Gives those with these ids another parent, and puts them in the order of the ids. */
function rehang<Item extends { id: string }>(
  items: Item[],
  ids: readonly string[],
  change: Partial<Item>,
  isSibling: (item: Item) => boolean,
  position: number,
): Item[] {
  const wanted = new Set(ids);
  const changed = new Map(items.flatMap((item) => (wanted.has(item.id) ? [[item.id, { ...item, ...change }]] : [])));
  const moved = ids.flatMap((id) => changed.get(id) ?? []);
  return reorder(
    items.map((item) => changed.get(item.id) ?? item),
    moved,
    isSibling,
    position,
  );
}

/** The key of the branch that rows of a kind are in below a parent. */
const branchBelow = (kind: OrderedKind, parent_id: string | null) => {
  if (kind === 'domain') return ROOTS;
  if (parent_id === null) return 'g-standalone';
  return `${kind === 'trail' ? 'd' : kind === 'concept' ? 't' : 'c'}-${parent_id}`;
};

/** The outline as it will be after the move, before the database has said so. */
export function applyMoves(outline: Outline, moves: OutlineMoves): Outline {
  const { kind, ids, loose = [], parent_id } = moves;
  // Of a branch of which the first rows are not loaded.
  const position = Math.max(0, moves.position - (outline.branches?.[branchBelow(kind, parent_id)]?.starts ?? 0));
  if (kind === 'domain') {
    return { ...outline, domains: rehang(outline.domains, ids, {}, () => true, position) };
  }
  if (kind === 'trail') {
    if (!parent_id) return outline;
    const isSibling = (trail: Outline['trails'][number]) => trail.domain_id === parent_id;
    return { ...outline, trails: rehang(outline.trails, ids, { domain_id: parent_id }, isSibling, position) };
  }
  if (kind === 'concept') {
    const isSibling = (concept: Outline['concepts'][number]) => concept.trail_id === parent_id;
    return { ...outline, concepts: rehang(outline.concepts, ids, { trail_id: parent_id }, isSibling, position) };
  }
  if (!parent_id) return outline;
  const old = new Map(outline.places.map((place) => [place[0], place]));
  const held = new Set(outline.places.flatMap(([, concept, spark]) => (concept === parent_id ? spark : [])));
  const moved = ids.flatMap((id): Outline['places'] => {
    const place = old.get(id);
    // A spark stands in a concept once: what is there already stays where it is.
    return place && (place[1] === parent_id || !held.has(place[2])) ? [[id, parent_id, place[2]]] : [];
  });
  const placed = loose
    .filter((id) => !held.has(id))
    .map((id): Outline['places'][number] => [`new-${id}`, parent_id, id]);
  const by = new Map(moved.map((place) => [place[0], place]));
  const places = [...outline.places.map((place) => by.get(place[0]) ?? place), ...placed];
  return {
    ...outline,
    places: reorder(places, [...moved, ...placed], ([, concept]) => concept === parent_id, position),
  };
}

/** Changes what the outline says of one entity. */
export function patchOutline(
  outline: Outline,
  kind: NamedKind,
  id: string,
  patch: Partial<Outline['sparks'][number] & Outline['domains'][number] & Outline['beacons'][number]>,
): Outline {
  const list = KINDS[kind].table;
  const entities = outline[list] as { id: string }[];
  return { ...outline, [list]: entities.map((entity) => (entity.id === id ? { ...entity, ...patch } : entity)) };
}
