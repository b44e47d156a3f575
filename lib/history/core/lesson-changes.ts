import { countWords, type Section, sectionsOf, shared, type WordCounts, wordsOf } from './sections.ts';

/** Of what stood in a section: with a larger share gone it is told as rewritten. */
const REWRITTEN = 0.4;
/** Fewer words than this, one for another, are a correction. */
const CORRECTION = 10;
/** Sections with other headings are the same one when they share at least this much. */
const ALIKE = 0.5;
/** Beyond so many pairs nobody looks for sections that got another heading. */
const MOST_PAIRS = 400;

export type Did =
  | 'rewrote'
  | 'corrected'
  | 'changed'
  /** Words, inside a section. */
  | 'added_words'
  | 'removed_words'
  /** Punctuation, code or formatting, and no word. */
  | 'polished'
  /** Whole sections. */
  | 'added'
  | 'removed'
  | 'moved';

/** Where in a lesson: in a section, before the first one, or in a lesson without any. */
export type Place = { section: string } | 'beginning' | 'lesson';

/** What became of some sections of a lesson. */
export interface LessonChange {
  did: Did;
  /** Corrected, added or removed, of all the places. */
  words: number;
  places: Place[];
}

interface Compared {
  changes: LessonChange[];
  words: WordCounts;
}

interface One {
  did: Did;
  words: number;
  weight: number;
  place: Place;
}

interface Pair {
  before: Section;
  after: Section;
  /** Where it stood. */
  from: number;
}

/** What differs between two lessons, section by section, the weightiest first. */
export function compareLessons(before: string, after: string): Compared {
  const [old, now] = [sectionsOf(before), sectionsOf(after)];
  const pairs = pairUp(old, now);
  const hasHeadings = [...old, ...now].some(({ heading }) => heading !== null);
  const placeOf = ({ heading }: Section): Place =>
    heading !== null ? { section: heading } : hasHeadings ? 'beginning' : 'lesson';
  const words = { added: 0, removed: 0 };
  const ones: One[] = [];
  const moved = movedOf(now.flatMap((section) => pairs.get(section) ?? []));
  for (const section of now) {
    const pair = pairs.get(section);
    const place = placeOf(section);
    if (!pair) {
      const added = wordsOf(whole(section)).length;
      words.added += added;
      ones.push({ did: 'added', words: added, weight: added, place });
      continue;
    }
    if (moved.has(pair)) ones.push({ did: 'moved', words: 0, weight: 1, place });
    const change = compareSections(pair);
    if (!change) continue;
    words.added += change.counts.added;
    words.removed += change.counts.removed;
    ones.push({ ...change, weight: change.counts.added + change.counts.removed, place });
  }
  const kept = new Set([...pairs.values()].map((pair) => pair.before));
  for (const section of old.filter((one) => !kept.has(one))) {
    const removed = wordsOf(whole(section)).length;
    words.removed += removed;
    ones.push({ did: 'removed', words: removed, weight: removed, place: placeOf(section) });
  }
  return { changes: gathered(ones), words };
}

const whole = ({ heading, text }: Section) => `${heading ?? ''}\n${text}`;

/** Which section each one was: by its heading, and what got another heading by what it says. */
function pairUp(old: Section[], now: Section[]): Map<Section, Pair> {
  const pairs = new Map<Section, Pair>();
  const left = new Set(old);
  const pair = (before: Section | undefined, after: Section) => {
    if (!before) return;
    left.delete(before);
    pairs.set(after, { before, after, from: old.indexOf(before) });
  };
  for (const after of now)
    pair(
      [...left].find(({ heading }) => heading === after.heading),
      after,
    );
  const fresh = now.filter((after) => !pairs.has(after));
  if (left.size * fresh.length > MOST_PAIRS) return pairs;
  for (const after of fresh) {
    const words = wordsOf(after.text);
    const isAlike = ({ text }: Section) => {
      const was = wordsOf(text);
      return words.length > 0 && (2 * shared(was, words)) / (was.length + words.length) >= ALIKE;
    };
    pair([...left].find(isAlike), after);
  }
  return pairs;
}

/** What stands elsewhere than it stood: all but the longest row of sections that kept their order. */
function movedOf(pairs: Pair[]): Set<Pair> {
  const rows: Pair[][] = [];
  for (const [at, pair] of pairs.entries()) {
    const before = rows.filter((_, other) => (pairs[other] as Pair).from < pair.from);
    const longest = before.reduce<Pair[]>((best, row) => (row.length > best.length ? row : best), []);
    rows[at] = [...longest, pair];
  }
  const stayed = new Set(rows.reduce<Pair[]>((best, row) => (row.length > best.length ? row : best), []));
  return new Set(pairs.filter((pair) => !stayed.has(pair)));
}

function compareSections({ before, after }: Pair): { did: Did; words: number; counts: WordCounts } | null {
  const isSameHeading = before.heading === after.heading;
  if (isSameHeading && before.text === after.text) return null;
  const [old, now] = [before, after].map((one) => wordsOf(isSameHeading ? one.text : whole(one))) as [
    string[],
    string[],
  ];
  const counts = countWords(old, now);
  const { added, removed } = counts;
  const more = Math.max(added, removed);
  if (more === 0) return { did: 'polished', words: 0, counts };
  if (removed === 0) return { did: 'added_words', words: added, counts };
  if (added === 0) return { did: 'removed_words', words: removed, counts };
  if (more < CORRECTION) return { did: 'corrected', words: more, counts };
  return { did: removed / old.length > REWRITTEN ? 'rewrote' : 'changed', words: more, counts };
}

/** The same done to several sections is said once. */
function gathered(ones: One[]): LessonChange[] {
  const all = new Map<Did, LessonChange & { weight: number }>();
  for (const { did, words, weight, place } of ones.toSorted((one, other) => other.weight - one.weight)) {
    const known = all.get(did);
    if (known) {
      known.words += words;
      known.weight += weight;
      known.places.push(place);
    } else all.set(did, { did, words, weight, places: [place] });
  }
  return [...all.values()].sort((one, other) => other.weight - one.weight).map(({ weight: _, ...change }) => change);
}
