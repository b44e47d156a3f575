import type { Outline, OutlineNode, OutlineTree } from './outline.ts';

/** What the database is asked for: under which parent, and how many siblings (itself not counted) stand before it. */
export interface OutlineMove {
  kind: 'domain' | 'trail' | 'concept' | 'concept_spark';
  id: string;
  parent_id: string | null;
  position: number;
}

/** A kind that may stand under another, and which. */
const PARENT_KIND = { trail: 'domain', concept: 'trail', spark: 'concept' } as const;

/** Whether a row may be put under a parent. A concept may also stand alone. */
export function mayHold(parent: OutlineNode | null, child: OutlineNode): boolean {
  if (child.kind === 'domain') return parent === null;
  if (child.kind === 'beacon' || child.kind === 'group' || !parent) return false;
  if (child.kind === 'concept' && parent.group === 'standalone') return true;
  if (parent.kind !== PARENT_KIND[child.kind]) return false;
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
    return mayHold(row, dragged) ? { parent: row, position: row.children.length } : null;
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

/** Takes an item out of a list in order and puts it before the sibling that shall follow it. */
function reorder<Item>(items: Item[], moved: Item, isSibling: (item: Item) => boolean, position: number): Item[] {
  const rest = items.filter((item) => item !== moved);
  const follower = rest.filter(isSibling)[position];
  const at = follower ? rest.indexOf(follower) : rest.length;
  return [...rest.slice(0, at), moved, ...rest.slice(at)];
}

/** The outline as it will be after the move, before the database has said so. */
export function applyMove(outline: Outline, { kind, id, parent_id, position }: OutlineMove): Outline {
  if (kind === 'concept_spark') {
    const old = outline.places.find(([place]) => place === id);
    if (!old || !parent_id) return outline;
    const moved: Outline['places'][number] = [id, parent_id, old[2]];
    const places = outline.places.map((place) => (place === old ? moved : place));
    return { ...outline, places: reorder(places, moved, ([, concept]) => concept === parent_id, position) };
  }
  if (kind === 'domain') {
    const moved = outline.domains.find((domain) => domain.id === id);
    return moved ? { ...outline, domains: reorder(outline.domains, moved, () => true, position) } : outline;
  }
  if (kind === 'trail') {
    const old = outline.trails.find((trail) => trail.id === id);
    if (!old || !parent_id) return outline;
    const moved = { ...old, domain_id: parent_id };
    const trails = outline.trails.map((trail) => (trail === old ? moved : trail));
    return { ...outline, trails: reorder(trails, moved, (trail) => trail.domain_id === parent_id, position) };
  }
  const old = outline.concepts.find((concept) => concept.id === id);
  if (!old) return outline;
  const moved = { ...old, trail_id: parent_id };
  const concepts = outline.concepts.map((concept) => (concept === old ? moved : concept));
  return { ...outline, concepts: reorder(concepts, moved, (concept) => concept.trail_id === parent_id, position) };
}

/** Changes what the outline says of one entity. */
export function patchOutline(
  outline: Outline,
  kind: 'domain' | 'trail' | 'concept' | 'spark' | 'beacon',
  id: string,
  patch: Partial<Outline['sparks'][number] & Outline['domains'][number] & Outline['beacons'][number]>,
): Outline {
  const list = `${kind}s` as const;
  const entities = outline[list] as { id: string }[];
  return { ...outline, [list]: entities.map((entity) => (entity.id === id ? { ...entity, ...patch } : entity)) };
}
