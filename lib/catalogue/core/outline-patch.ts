import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import type { Outline } from './outline.ts';
import { applyMoves, type OutlineMoves, patchOutline } from './outline-moves.ts';

/**
 * A change of the outline that is shown before the database has said so. If it is refused, `revert` takes back what it did and
 * nothing else: others may have changed the same outline meanwhile.
 */
export interface OutlinePatch {
  apply(outline: Outline): Outline;
  revert(outline: Outline): Outline;
}

/** Another title of one entity. */
export function retitling(before: Outline, kind: NamedKind, id: string, title: string): OutlinePatch {
  const titleIn = (outline: Outline) => outline[`${kind}s`].find((one) => one.id === id)?.title;
  const old = titleIn(before);
  return {
    apply: (outline) => patchOutline(outline, kind, id, { title }),
    revert: (outline) =>
      old !== undefined && titleIn(outline) === title ? patchOutline(outline, kind, id, { title: old }) : outline,
  };
}

/** Other places of some. */
export function moving(before: Outline, moves: OutlineMoves): OutlinePatch {
  const { kind, ids, loose = [], parent_id } = moves;
  const move = { moved: new Set(ids), came: new Set(loose.map((id) => `new-${id}`)), to: parent_id };
  return {
    apply: (outline) => applyMoves(outline, moves),
    revert: (outline) => ({
      ...outline,
      ...(kind === 'domain' && { domains: putBack(outline.domains, before.domains, move, ROOT) }),
      ...(kind === 'trail' && { trails: putBack(outline.trails, before.trails, move, DOMAIN) }),
      ...(kind === 'concept' && { concepts: putBack(outline.concepts, before.concepts, move, TRAIL) }),
      ...(kind === 'concept_spark' && { places: putBack(outline.places, before.places, move, CONCEPT) }),
    }),
  };
}

/** How a list of the outline tells its entries apart, and where one hangs. */
interface Hanging<Entry> {
  id(entry: Entry): string;
  parent(entry: Entry): string | null;
  under(entry: Entry, parent: string | null): Entry;
}

const ROOT: Hanging<Outline['domains'][number]> = { id: ({ id }) => id, parent: () => null, under: (entry) => entry };
const DOMAIN: Hanging<Outline['trails'][number]> = {
  id: ({ id }) => id,
  parent: ({ domain_id }) => domain_id,
  under: (entry, parent) => ({ ...entry, domain_id: parent ?? entry.domain_id }),
};
const TRAIL: Hanging<Outline['concepts'][number]> = {
  id: ({ id }) => id,
  parent: ({ trail_id }) => trail_id,
  under: (entry, trail_id) => ({ ...entry, trail_id }),
};
const CONCEPT: Hanging<Outline['places'][number]> = {
  id: ([id]) => id,
  parent: ([, concept_id]) => concept_id,
  under: ([id, concept_id, spark_id], parent) => [id, parent ?? concept_id, spark_id],
};

/** What was moved and still hangs where it was moved to, back where it was; what came with the move goes. */
function putBack<Entry>(
  now: readonly Entry[],
  before: readonly Entry[],
  { moved, came, to }: { moved: ReadonlySet<string>; came: ReadonlySet<string>; to: string | null },
  { id, parent, under }: Hanging<Entry>,
): Entry[] {
  const mine = new Map(
    now.filter((entry) => moved.has(id(entry)) && parent(entry) === to).map((entry) => [id(entry), entry]),
  );
  const rest = now.filter((entry) => !mine.has(id(entry)) && !came.has(id(entry)));
  const stays = new Set(rest.map(id));
  // By the sibling that followed and is still there, from behind.
  const followed = new Map<string | null, string>();
  const back = new Map<string | null, Entry[]>();
  for (const was of before.toReversed()) {
    const [key, hung] = [id(was), parent(was)];
    const entry = mine.get(key);
    if (!entry) {
      if (stays.has(key)) followed.set(hung, key);
      continue;
    }
    const follower = followed.get(hung) ?? null;
    const group = back.get(follower);
    if (group) group.push(under(entry, hung));
    else back.set(follower, [under(entry, hung)]);
  }
  const beforeOf = (key: string | null) => back.get(key)?.toReversed() ?? [];
  return [...rest.flatMap((entry) => [...beforeOf(id(entry)), entry]), ...beforeOf(null)];
}
