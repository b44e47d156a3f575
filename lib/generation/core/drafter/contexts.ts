import type { Span } from './kin.ts';
import { isStopWord } from './languages.ts';
import type { Sentence } from './read-source.ts';

// What stands around a term. Terms of one kind stand in the same places: what one can "turn on" is a relay, a lamp or a pump. So words beside
// them are counted with the side on which they stand, and those farther off for what they speak of; two terms are as alike as what stands around
// them, each word weighing by how much it says (positive pointwise mutual information; Turney and Pantel, 2010).

/** How often what stands around a term. */
export type Contexts = ReadonlyMap<string, number>;

const REACH = 5;
const FAR_OFF = 0.5;

/** Counts what stands around the terms of a sentence. */
export function countContexts(
  sentence: Sentence,
  spans: readonly Span[],
  language: string,
  contexts: Map<string, Map<string, number>>,
): void {
  const stems = sentence.words.map(({ stem }) => stem);
  for (const { key, from, to } of spans) {
    const own = contexts.get(key) ?? new Map<string, number>();
    contexts.set(key, own);
    const add = (what: string, weight = 1) => own.set(what, (own.get(what) ?? 0) + weight);
    const [before, after] = [stems[from - 1], stems[to]];
    if (before !== undefined) {
      add(`${before} _`);
      if (isStopWord(before, language) && from > 1) add(`${stems[from - 2]} ${before} _`);
    }
    if (after !== undefined) {
      add(`_ ${after}`);
      if (isStopWord(after, language) && to + 1 < stems.length) add(`_ ${after} ${stems[to + 1]}`);
    }
    for (let off = 1; off <= REACH; off++)
      for (const stem of [stems[from - off], stems[to - 1 + off]])
        if (stem !== undefined && stem.length > 1 && !isStopWord(stem, language)) add(stem, FAR_OFF);
  }
}

/** Sums the contexts of a term over several lessons. */
export function joinedContexts(one: Contexts, other: Contexts): Contexts {
  const joined = new Map(one);
  for (const [what, count] of other) joined.set(what, (joined.get(what) ?? 0) + count);
  return joined;
}

/** What stands around terms so seldom in all says nothing of their kind. */
const LEAST_COUNT = 3;
const MOST_SAYING = 6;

/** How alike two terms of some are, between 0 and 1. */
export function likenessOf(all: ReadonlyMap<string, { contexts: Contexts }>): (one: string, other: string) => number {
  const sizes = new Map<string, number>();
  const counts = new Map<string, number>();
  let total = 0;
  for (const [key, { contexts }] of all) {
    let size = 0;
    for (const [what, count] of contexts) {
      counts.set(what, (counts.get(what) ?? 0) + count);
      size += count;
    }
    sizes.set(key, size);
    total += size;
  }
  const known = new Map<string, { says: Map<string, number>; length: number }>();
  const saying = (key: string) => {
    const before = known.get(key);
    if (before) return before;
    const says = new Map<string, number>();
    let squares = 0;
    for (const [what, count] of all.get(key)?.contexts ?? []) {
      const often = counts.get(what) ?? 0;
      if (often < LEAST_COUNT) continue;
      const information = Math.log((count * total) / (often * (sizes.get(key) ?? 1)));
      if (information <= 0) continue;
      const weight = Math.min(information, MOST_SAYING) * Math.sqrt(count);
      says.set(what, weight);
      squares += weight ** 2;
    }
    const found = { says, length: Math.sqrt(squares) };
    known.set(key, found);
    return found;
  };
  return (one, other) => {
    const [a, b] = [saying(one), saying(other)];
    if (a.length === 0 || b.length === 0) return 0;
    let shared = 0;
    for (const [what, weight] of a.says) shared += weight * (b.says.get(what) ?? 0);
    return shared / (a.length * b.length);
  };
}
