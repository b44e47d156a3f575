/** What is compared of an exercise: its question and what can be answered. */
export interface ComparedText {
  stem: string;
  /** Options, right answers, pairs: what two exercises with one question ("Which is true?") differ in. */
  answers: string;
}

export interface AlikePair {
  one: string;
  other: string;
  /** Jaccard similarity of the stems' runs of four characters, 0.7 to 1. */
  similarity: number;
}

const ALIKE = 0.7;
/** Below this the answers differ so much that the question asks for something else. */
const ANSWERS_ALIKE = 0.3;
const RUN = 4;
/** A rank is how often its run was counted, times this, plus a number of its own; less than this is a count that has no rank yet. */
const RANK = 2 ** 24;
/**
 * Where thousands are made after one pattern, each is alike to each: not all of those pairs are told. Whoever shares a run with more than these is
 * compared with the first of them, and gets this many pairs at most. Sets of what is alike are whole all the same.
 */
const MOST_WITH_RUN = 300;
const MOST_PAIRS = 20;
const GIVEN_UP = -1;
const NOBODY: ReadonlyMap<string, number> = new Map();
const ROOM = 256;

interface Held {
  key: string;
  text: ComparedText;
  /** Ranks of its runs, rarest first. */
  runs: Float64Array;
  /** Made when something is compared with it. */
  answers: Set<string> | null;
}

/**
 * Exercises that ask nearly the same, kept while exercises come and go: whoever is added is compared with those that are there, so an
 * edit costs as much as one exercise and not as much as all. Exact: two sets with a Jaccard similarity of t share one of the first
 * |set| - ceil(t |set|) + 1 of their members in any fixed order (prefix filtering: Chaudhuri, Ganti, Kaushik 2006), and only while
 * the members that are left could make up enough (PPJoin: Xiao et al. 2008). The order is rarest first, as counted before; a run that was not counted
 * is rarer than all of them.
 */
export class AlikeIndex {
  readonly #ranks = new Map<string, number>();
  readonly #places = new Map<string, number>();
  readonly #held: (Held | null)[] = [];
  readonly #free: number[] = [];
  readonly #withRun = new Map<number, { at: number; position: number }[]>();
  readonly #pairs = new Map<string, Map<string, number>>();
  /** Runs that the one looked at shares so far with each that is there; GIVEN_UP where it cannot share enough any more. */
  #shared = new Int32Array(ROOM);
  #next = 0;

  /** Counts the runs of a stem. Only before the first is added: their order must not change under those that are there. */
  count(stem: string): void {
    for (const run of runsOf(stem)) this.#ranks.set(run, (this.#ranks.get(run) ?? 0) + 1);
  }

  get size(): number {
    return this.#places.size;
  }

  has(key: string): boolean {
    return this.#places.has(key);
  }

  keys(): Iterable<string> {
    return this.#places.keys();
  }

  /** Adds an exercise under a key that it does not have yet, and finds what is alike. */
  add(key: string, text: ComparedText): void {
    // Nothing is not a question that is asked twice; it is held, so that nobody adds it again.
    const isAsked = text.stem.trim() !== '';
    const runs = isAsked ? Float64Array.from(runsOf(text.stem), (run) => this.#rankOf(run)).sort() : new Float64Array();
    const at = this.#free.pop() ?? this.#held.length;
    if (at >= this.#shared.length) {
      const more = new Int32Array(this.#shared.length * 2);
      more.set(this.#shared);
      this.#shared = more;
    }
    const held: Held = { key, text, runs, answers: null };
    let found = 0;
    for (const other of this.#candidates(runs)) if (this.#compare(held, other) && ++found === MOST_PAIRS) break;
    this.#held[at] = held;
    this.#places.set(key, at);
    for (const [position, run] of prefixOf(runs).entries()) {
      const known = this.#withRun.get(run);
      if (known && known.length < MOST_WITH_RUN) known.push({ at, position });
      if (!known) this.#withRun.set(run, [{ at, position }]);
    }
  }

  delete(key: string): void {
    const at = this.#places.get(key);
    const held = at === undefined ? null : this.#held[at];
    if (at === undefined || !held) return;
    for (const run of prefixOf(held.runs)) {
      const left = this.#withRun.get(run)?.filter((one) => one.at !== at) ?? [];
      if (left.length > 0) this.#withRun.set(run, left);
      else this.#withRun.delete(run);
    }
    for (const other of this.#pairs.get(key)?.keys() ?? []) this.#pairs.get(other)?.delete(key);
    this.#pairs.delete(key);
    this.#held[at] = null;
    this.#places.delete(key);
    this.#free.push(at);
  }

  /** Those that are alike to one, with how similar they are. */
  alikeTo(key: string): ReadonlyMap<string, number> {
    return this.#pairs.get(key) ?? NOBODY;
  }

  /** All pairs, each once. */
  pairs(): AlikePair[] {
    const all: AlikePair[] = [];
    for (const [one, others] of this.#pairs)
      for (const [other, similarity] of others) if (one < other) all.push({ one, other, similarity });
    return all;
  }

  #rankOf(run: string): number {
    const known = this.#ranks.get(run) ?? 0;
    if (known >= RANK) return known;
    const rank = (known + 1) * RANK + this.#next++;
    this.#ranks.set(run, rank);
    return rank;
  }

  /** Those that share a rare run with this set, and could share enough. */
  #candidates(runs: Float64Array): Held[] {
    const touched: number[] = [];
    for (const [place, run] of prefixOf(runs).entries()) {
      for (const { at, position } of this.#withRun.get(run) ?? []) {
        const so = this.#shared[at] ?? 0;
        if (so === GIVEN_UP) continue;
        if (so === 0) touched.push(at);
        const length = this.#held[at]?.runs.length ?? 0;
        const most = so + Math.min(runs.length - place, length - position);
        this.#shared[at] = most < neededOf(runs.length + length) ? GIVEN_UP : so + 1;
      }
    }
    return touched.flatMap((at) => {
      const isPossible = this.#shared[at] !== GIVEN_UP;
      this.#shared[at] = 0;
      return (isPossible && this.#held[at]) || [];
    });
  }

  #compare(one: Held, other: Held): boolean {
    const similarity = similarityOf(one.runs, other.runs);
    if (similarity < ALIKE) return false;
    if (one.text.answers.trim() !== '' && other.text.answers.trim() !== '') {
      one.answers ??= runsOf(one.text.answers);
      other.answers ??= runsOf(other.text.answers);
      if (jaccard(one.answers, other.answers) < ANSWERS_ALIKE) return false;
    }
    for (const [a, b] of [
      [one.key, other.key],
      [other.key, one.key],
    ] as const) {
      const known = this.#pairs.get(a);
      if (known) known.set(b, similarity);
      else this.#pairs.set(a, new Map([[b, similarity]]));
    }
    return true;
  }
}

const prefixOf = (runs: Float64Array) =>
  runs.length === 0 ? runs : runs.subarray(0, runs.length - Math.ceil(ALIKE * runs.length) + 1);

/** How many runs two sets of together `sum` runs have to share: shared / (sum - shared) >= ALIKE. */
const neededOf = (sum: number) => Math.ceil((ALIKE / (1 + ALIKE)) * sum - 1e-9);

/** Jaccard similarity of two sorted lists; 0 as soon as it is certain to be less than what counts as alike. */
function similarityOf(one: Float64Array, other: Float64Array): number {
  const sum = one.length + other.length;
  const needed = neededOf(sum);
  let [at, to, shared] = [0, 0, 0];
  while (at < one.length && to < other.length) {
    if (shared + Math.min(one.length - at, other.length - to) < needed) return 0;
    const [left, right] = [one[at] ?? 0, other[to] ?? 0];
    if (left === right) shared++;
    if (left <= right) at++;
    if (right <= left) to++;
  }
  return shared / (sum - shared || 1);
}

/** Runs of four characters of what is written, in lower case, with anything but letters, digits and underscores as one space. */
function runsOf(text: string): Set<string> {
  const plain = text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}_]+/gu, ' ')
    .trim();
  const runs = new Set<string>();
  for (let at = 0; at < Math.max(1, plain.length - RUN + 1); at++) runs.add(plain.slice(at, at + RUN));
  return runs;
}

function jaccard(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  let shared = 0;
  for (const run of small) if (large.has(run)) shared++;
  return shared / (one.size + other.size - shared || 1);
}
