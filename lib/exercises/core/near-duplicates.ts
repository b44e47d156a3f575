/** What is compared of an exercise: its question and what can be answered. */
export interface ComparedText {
  id: string;
  stem: string;
  /** Options, right answers, pairs: what two exercises with one question ("Which is true?") differ in. */
  answers: string;
}

export interface NearDuplicates {
  one: string;
  other: string;
  /** Jaccard similarity of the stems' runs of four characters, 0.7 to 1. */
  similarity: number;
}

const ALIKE = 0.7;
/** Below this the answers differ so much that the question asks for something else. */
const ANSWERS_ALIKE = 0.3;
const RUN = 4;

/**
 * Pairs of exercises whose stems have at least 0.7 of their runs of four characters in common, and whose answers, where both have some,
 * are not about something else. Exact, and near linear: two sets with a Jaccard similarity of t share one of their rarest
 * |set| - ceil(t |set|) + 1 members (prefix filtering: Chaudhuri, Ganti, Kaushik 2006; Bayardo, Ma, Srikant 2007), so only exercises
 * that share a rare run are compared, and only while the runs that are left could make up enough (PPJoin: Xiao et al. 2008).
 */
export function nearDuplicates(exercises: readonly ComparedText[]): NearDuplicates[] {
  const found: NearDuplicates[] = [];
  for (const { at, other, similarity } of similarStems(exercises.map(({ stem }) => stem))) {
    const [one, two] = [exercises[at], exercises[other]];
    // Nothing is not a question that is asked twice.
    if (!one || !two || one.stem.trim() === '' || two.stem.trim() === '') continue;
    const answers = [runsOf(one.answers), runsOf(two.answers)] as const;
    const hasBoth = one.answers.trim() !== '' && two.answers.trim() !== '';
    if (hasBoth && jaccard(...answers) < ANSWERS_ALIKE) continue;
    found.push({ one: one.id, other: two.id, similarity });
  }
  return found;
}

/** Pairs of places of stems that are alike, the earlier first. */
export function similarStems(stems: readonly string[]): { at: number; other: number; similarity: number }[] {
  const sets = byRarity(stems.map(runsOf));
  const withRun = new Map<number, { at: number; position: number }[]>();
  /** Runs that an earlier set shares so far with the one looked at; GIVEN_UP where it cannot share enough any more. */
  const shared = new Int32Array(sets.length);
  const pairs: { at: number; other: number; similarity: number }[] = [];
  for (const [other, set] of sets.entries()) {
    const touched: number[] = [];
    const prefix = set.subarray(0, set.length - Math.ceil(ALIKE * set.length) + 1);
    for (const [place, run] of prefix.entries()) {
      const known = withRun.get(run);
      for (const { at, position } of known ?? []) {
        const so = shared[at] ?? 0;
        if (so === GIVEN_UP) continue;
        if (so === 0) touched.push(at);
        const length = sets[at]?.length ?? 0;
        const most = so + Math.min(set.length - place, length - position);
        shared[at] = most < neededOf(set.length + length) ? GIVEN_UP : so + 1;
      }
      if (known) known.push({ at: other, position: place });
      else withRun.set(run, [{ at: other, position: place }]);
    }
    for (const at of touched) {
      const similarity = shared[at] === GIVEN_UP ? 0 : similarityOf(sets[at] ?? set, set);
      if (similarity >= ALIKE) pairs.push({ at, other, similarity });
      shared[at] = 0;
    }
  }
  return pairs.sort((a, b) => a.at - b.at || a.other - b.other);
}

const GIVEN_UP = -1;

/** How many runs two sets of together `sum` runs have to share: shared / (sum - shared) >= ALIKE. */
const neededOf = (sum: number) => Math.ceil((ALIKE / (1 + ALIKE)) * sum - 1e-9);

/** Each set as the ranks of its runs, rarest first: two sets are then compared as two sorted lists. */
function byRarity(sets: readonly ReadonlySet<string>[]): Int32Array[] {
  const frequency = new Map<string, number>();
  for (const set of sets) for (const run of set) frequency.set(run, (frequency.get(run) ?? 0) + 1);
  const rank = new Map([...frequency].sort(([, a], [, b]) => a - b).map(([run], at) => [run, at]));
  return sets.map((set) => Int32Array.from(set, (run) => rank.get(run) ?? 0).sort());
}

/** Jaccard similarity of two sorted lists; 0 as soon as it is certain to be less than what counts as alike. */
function similarityOf(one: Int32Array, other: Int32Array): number {
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

/** The sets that pairs make up: who is alike to one is alike to all of its set. Ids to the first id of their set. */
export function alikeSets(pairs: readonly NearDuplicates[]): Map<string, string> {
  const leader = new Map<string, string>();
  const lead = (id: string): string => {
    let at = id;
    for (let next = leader.get(at); next !== undefined && next !== at; next = leader.get(at)) at = next;
    return at;
  };
  for (const { one, other } of pairs) {
    if (!leader.has(one)) leader.set(one, one);
    if (!leader.has(other)) leader.set(other, other);
    const [first, second] = [lead(one), lead(other)];
    if (first !== second) leader.set(second, first);
  }
  return new Map([...leader.keys()].map((id) => [id, lead(id)]));
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
