import type { Node } from 'prosemirror-model';
import { sameContent } from './compare.ts';
import type { OpenedBlock } from './open.ts';

/** Where a block of the current document comes from. */
export interface Origin {
  /** Place of the original; null for a block that is new. */
  from: number | null;
  isSame: boolean;
}

const NEW: Origin = { from: null, isSame: false };

/**
 * Finds the original of each current block: unchanged ones wherever they stand now, by identity and else by what they
 * say, and edited ones between unchanged neighbours. No identifiers in the document: splitting and pasting would copy
 * them, and undo brings the same nodes back anyway.
 */
export function matchBlocks(originals: readonly OpenedBlock[], current: readonly Node[]): Origin[] {
  const origins: (Origin | null)[] = current.map(() => null);
  const isTaken = originals.map(() => false);
  const take = (at: number, from: number) => {
    origins[at] = { from, isSame: true };
    isTaken[from] = true;
  };

  const places = new Map(originals.map(({ node }, index) => [node, index]));
  for (const [at, node] of current.entries()) {
    const from = places.get(node);
    if (from !== undefined && !isTaken[from]) take(at, from);
  }
  matchEqual(originals, current, origins, isTaken, take);
  pairEdited(originals, current, origins, isTaken);
  return origins.map((origin) => origin ?? NEW);
}

function matchEqual(
  originals: readonly OpenedBlock[],
  current: readonly Node[],
  origins: readonly (Origin | null)[],
  isTaken: readonly boolean[],
  take: (at: number, from: number) => void,
) {
  const try_ = (at: number, from: number): boolean => {
    const node = current[at];
    const original = originals[from]?.node;
    if (!node || !original || isTaken[from] || origins[at] || !sameContent(node, original)) return false;
    take(at, from);
    return true;
  };
  // From both ends first: of several equal blocks, the ones that did not move keep their bytes.
  let at = 0;
  while (at < current.length && (origins[at]?.from === at || try_(at, at))) at++;
  const shift = originals.length - current.length;
  let end = current.length - 1;
  while (end >= at && (origins[end]?.from === end + shift || try_(end, end + shift))) end--;

  for (let index = at; index <= end; index++) {
    if (origins[index]) continue;
    const node = current[index] as Node;
    const free = originals.flatMap((_, from) => (isTaken[from] ? [] : [from]));
    const alike = free.filter((from) => sameContent(node, originals[from]?.node as Node));
    const best = alike.find((from) => originals[from]?.node.eq(node)) ?? alike[0];
    if (best !== undefined) take(index, best);
  }
}

/** Current blocks between two unchanged ones are edits of the originals between the same two, most alike first. */
function pairEdited(
  originals: readonly OpenedBlock[],
  current: readonly Node[],
  origins: (Origin | null)[],
  isTaken: boolean[],
) {
  for (let start = 0; start < current.length; ) {
    if (origins[start]) {
      start++;
      continue;
    }
    let end = start;
    while (end < current.length && !origins[end]) end++;
    const first = (origins[start - 1]?.from ?? -1) + 1;
    const free: number[] = [];
    for (let from = first; from < originals.length && !isTaken[from]; from++) free.push(from);

    const isOneToOne = free.length === end - start;
    for (let at = start; at < end; at++) {
      const node = current[at] as Node;
      const from = isOneToOne ? free[at - start] : mostAlike(node, originals, free);
      if (from === undefined) continue;
      origins[at] = { from, isSame: false };
      isTaken[from] = true;
      if (!isOneToOne) free.splice(0, free.indexOf(from) + 1);
    }
    start = end;
  }
}

function mostAlike(node: Node, originals: readonly OpenedBlock[], free: readonly number[]): number | undefined {
  let best: number | undefined;
  let most = 0.3;
  for (const from of free) {
    const original = originals[from]?.node;
    if (!original || original.type !== node.type) continue;
    const alike = likeness(original.textContent, node.textContent);
    if (alike > most) [best, most] = [from, alike];
  }
  return best;
}

/** Share of the longer text that both begin and end with. */
function likeness(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start < most && a[start] === b[start]) start++;
  let end = 0;
  while (end < most - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return (start + end) / Math.max(1, a.length, b.length);
}
