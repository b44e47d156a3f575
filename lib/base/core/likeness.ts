// How close the name of something comes to what somebody typed: the order of what the palette finds.

/** From a character of the name up to another one. */
export type Hit = readonly [from: number, to: number];

/** In this order they come: the whole name, its beginning, the beginning of words in it, the same with slips of the finger. */
const RANKS = { exact: 0, prefix: 1, words: 2, slips: 3 } as const;

export interface Likeness {
  rank: keyof typeof RANKS;
  /** Letters that are missing, too many, others, or swapped with their neighbour. */
  slips: number;
  /** What of the name was meant. */
  hits: Hit[];
}

/** A slip is forgiven in every so many letters. */
const LETTERS_A_SLIP = 4;
/** Longer than any word is no slip. */
const MOST_TYPED = 60;

interface Word {
  from: number;
  to: number;
  folded: string;
}

/** Case and marks over letters are for readers, not for who is looking. */
const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();

const wordsOf = (text: string): Word[] =>
  Array.from(text.matchAll(/[\p{L}\p{N}\p{M}]+/gu), ({ 0: word, index }) => ({
    from: index,
    to: index + word.length,
    folded: fold(word),
  })).filter(({ folded }) => folded !== '');

const joined = (words: readonly Word[]) => words.map(({ folded }) => folded).join(' ');
const letters = (text: string) => text.replaceAll(' ', '').length;

/** How close a name comes to what was typed; null where it is another one. */
export function likeness(name: string, typed: string): Likeness | null {
  const words = wordsOf(name);
  const wanted = wordsOf(typed.slice(0, MOST_TYPED));
  if (words.length === 0 || wanted.length === 0) return null;
  const whole = joined(words);
  const asked = joined(wanted);
  if (whole === asked) return { rank: 'exact', slips: 0, hits: [[words[0]?.from ?? 0, words.at(-1)?.to ?? 0]] };
  const phrase = closest(words, asked);
  const one = phrase?.slips === 0 ? phrase : fewerSlips(phrase, scattered(words, wanted));
  if (!one) return null;
  return { ...one, rank: one.slips > 0 ? 'slips' : whole.startsWith(asked) ? 'prefix' : 'words' };
}

type Passage = Omit<Likeness, 'rank'>;

const fewerSlips = (one: Passage | null, other: Passage | null) =>
  one && (!other || one.slips <= other.slips) ? one : other;

/** Each word that was typed anywhere in the name, in whatever order. */
function scattered(words: readonly Word[], wanted: readonly Word[]): Passage | null {
  const found = wanted.map(({ folded }) => closest(words, folded));
  if (found.includes(null)) return null;
  return {
    slips: found.reduce((sum, one) => sum + (one?.slips ?? 0), 0),
    hits: merged(found.flatMap((one) => one?.hits ?? [])),
  };
}

function merged(hits: readonly Hit[]): Hit[] {
  const apart: Hit[] = [];
  for (const hit of hits.toSorted(([one], [other]) => one - other)) {
    const last = apart.at(-1);
    if (last && hit[0] <= last[1]) apart[apart.length - 1] = [last[0], Math.max(last[1], hit[1])];
    else apart.push(hit);
  }
  return apart;
}

/** The passage of the name, from the beginning of a word on, that comes closest to what was asked. */
function closest(words: readonly Word[], asked: string): Passage | null {
  let best: { slips: number; first: number; end: number } | null = null;
  for (let first = 0; first < words.length; first++) {
    const rest = joined(words.slice(first));
    const one = beginning(rest, asked);
    if (one && (!best || one.slips < best.slips)) best = { ...one, first };
    if (best?.slips === 0) break;
  }
  return best && { slips: best.slips, hits: [hitOf(words.slice(best.first), best)] };
}

/** Where so many folded characters of these words stand in the name. What is only nearly meant is marked up to the end of its word. */
function hitOf(words: readonly Word[], { slips, end }: { slips: number; end: number }): Hit {
  const from = words[0]?.from ?? 0;
  let left = end;
  for (const { from: start, to, folded } of words) {
    if (left <= folded.length) return [from, slips === 0 && folded.length === to - start ? start + left : to];
    left -= folded.length + 1;
  }
  return [from, words.at(-1)?.to ?? from];
}

/** Which beginning of a text comes closest to what was asked, if any is close enough. */
function beginning(text: string, asked: string): { slips: number; end: number } | null {
  if (text.startsWith(asked)) return { slips: 0, end: asked.length };
  const most = Math.ceil(asked.length / (LETTERS_A_SLIP - 1));
  const costs = slipsUpTo(asked, text.slice(0, asked.length + most));
  let best: { slips: number; end: number } | null = null;
  costs.forEach((slips, end) => {
    // In fewer letters than that only a word that is written out can have been meant.
    if (letters(asked) < LETTERS_A_SLIP && end < text.length && text[end] !== ' ') return;
    const forgiven = Math.floor(Math.max(letters(asked), letters(text.slice(0, end))) / LETTERS_A_SLIP);
    if (slips <= forgiven && (!best || slips < best.slips)) best = { slips, end };
  });
  return best;
}

/** Of each beginning of a text, by its length: how many slips lead from it to what was asked (optimal string alignment). */
function slipsUpTo(asked: string, text: string): number[] {
  let before: number[] = [];
  let row = Array.from({ length: text.length + 1 }, (_, end) => end);
  for (let i = 1; i <= asked.length; i++) {
    const next = [i];
    for (let j = 1; j <= text.length; j++) {
      const isSame = asked[i - 1] === text[j - 1];
      const isSwapped = i > 1 && j > 1 && asked[i - 1] === text[j - 2] && asked[i - 2] === text[j - 1];
      next[j] = Math.min(
        at(row, j) + 1,
        at(next, j - 1) + 1,
        at(row, j - 1) + (isSame ? 0 : 1),
        isSwapped ? at(before, j - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = row;
    row = next;
  }
  return row;
}

const at = (row: readonly number[], place: number) => row[place] ?? Number.POSITIVE_INFINITY;

/** Things in the order in which their names come close; those that do not stay behind them, in the order that they came in. */
export function byLikeness<Thing>(
  things: readonly Thing[],
  typed: string,
  nameOf: (thing: Thing) => string,
): { thing: Thing; like: Likeness | null }[] {
  const rank = (like: Likeness | null) => (like ? RANKS[like.rank] : Number.POSITIVE_INFINITY);
  return (
    things
      .map((thing) => ({ thing, like: likeness(nameOf(thing), typed) }))
      // Of equally close names the shorter one: more of it is what was asked.
      .sort((one, other) => {
        if (!one.like || !other.like) return Number(!one.like) - Number(!other.like);
        return (
          rank(one.like) - rank(other.like) ||
          one.like.slips - other.like.slips ||
          nameOf(one.thing).length - nameOf(other.thing).length
        );
      })
  );
}
