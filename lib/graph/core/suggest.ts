import type { GraphIndex } from './graph.ts';
import { otherWays } from './other-ways.ts';
import { isEmptyWord, readLesson, type Word, wordsOf } from './terms.ts';

export interface SuggestText {
  id: string;
  title: string;
  content_md: string;
  key_concepts?: readonly string[];
}

/** Where a lesson introduces a term. */
export type Introduction = 'title' | 'key_concept' | 'heading' | 'marked';

export interface Evidence {
  term: string;
  introduced_in: Introduction;
  /** How often the later lesson uses it. */
  count: number;
  /** Where it does, a few words around it. */
  passages: { before: string; term: string; after: string }[];
}

export interface Suggestion {
  source_id: string;
  target_id: string;
  score: number;
  evidence: Evidence[];
}

export interface SuggestOptions {
  /** Of the nodes in their order, with links of all types. */
  index: GraphIndex;
  /** Pairs that somebody has waved off, `source>target`. */
  dismissed?: ReadonlySet<string>;
  least_score?: number;
  /** For one target. */
  most_for_one?: number;
}

/** How much it says that a lesson has a term there. */
const STRENGTH: Record<Introduction, number> = { title: 2.5, key_concept: 2.2, heading: 1.8, marked: 0.5 };
/** A term of several words says so much more: they rarely meet by chance. */
const SEVERAL_WORDS = 1.75;
/** Who introduces a term comes back to it in the text, so often at least. */
const LEAST_OWN: Record<Introduction, number> = { title: 2, key_concept: 3, heading: 3, marked: 3 };
/** What is left of a score when the lesson that introduces comes later in the outline. */
const AGAINST_ORDER = 0.4;
const LONGEST_TERM = 4;
/** A term that so large a share of all lessons uses is nobody's. */
const COMMON_SHARE = 0.5;
/** A term that so many introduce alike is no one's either. */
const MOST_INTRODUCERS = 3;
const MOST_EVIDENCE = 5;
const MOST_PASSAGES = 2;
const AROUND = 60;
export const LEAST_SCORE = 0.9;
export const MOST_FOR_ONE = 5;

/** A lesson as it is compared with others. */
export interface LessonTerms {
  id: string;
  words: Word[];
  prose: string;
  /** Its own terms, and how it has them. */
  terms: Map<string, Introduction>;
}

/**
 * Likely prerequisites: one lesson introduces a term (its title, a heading, a word set off), another uses it, and not the other
 * way round as much (the reference distance of Liang, Wu, Huang and Giles, "Measuring prerequisite relations among
 * concepts", 2015, with lessons for pages). Rather few and right than many: what is linked already, follows from links,
 * would close a loop or was dismissed is left out. Linear in the texts and in what they have in common.
 */
export function suggestLinks(read: readonly LessonTerms[], options: SuggestOptions): Suggestion[] {
  const steps = suggesting(read, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same lesson by lesson, for a process that has others to answer in between. */
export function* suggesting(
  read: readonly LessonTerms[],
  options: SuggestOptions,
): Generator<undefined, Suggestion[], undefined> {
  const { index, dismissed = new Set(), least_score = LEAST_SCORE, most_for_one = MOST_FOR_ONE } = options;
  const lessons = read
    .filter(({ id }) => index.at.has(id))
    .map((lesson) => ({ ...lesson, node: index.at.get(lesson.id) as number }));
  const owners = yield* termOwners(lessons);
  const uses: Uses[] = [];
  for (const lesson of lessons) {
    uses.push(findUses(lesson, owners));
    yield;
  }
  const users = new Map<string, number>();
  for (const found of uses) for (const term of found.keys()) users.set(term, (users.get(term) ?? 0) + 1);
  const most = Math.max(3, lessons.length * COMMON_SHARE);
  const weight = (term: string) => {
    const share = (users.get(term) ?? 0) + 1;
    return share > most ? 0 : Math.log(lessons.length / share + 1) / Math.log(lessons.length + 1);
  };

  const scores = new Map<string, { source: number; target: number; score: number }>();
  for (const [target, found] of uses.entries()) {
    yield;
    for (const [term, places] of found) {
      const owner = owners.get(term) as Owner;
      if (owner.lesson === target || lessons[target]?.terms.get(term) === 'title') continue;
      // Used once or often matters, twenty times or thirty does not; and who speaks of it less than this one does not explain it.
      const often = places.length / (places.length + 1);
      const share = Math.min(1, (owner.count + 1) / (places.length + 1));
      const part = strength(term, owner.how) * weight(term) * often * share;
      const key = `${owner.lesson}>${target}`;
      const known = scores.get(key);
      if (known) known.score += part;
      else scores.set(key, { source: owner.lesson, target, score: part });
    }
  }

  const likely = [...scores.values()].flatMap(({ source, target, score }) => {
    const [from, to] = [lessons[source], lessons[target]] as [Lesson, Lesson];
    const back = scores.get(`${target}>${source}`)?.score ?? 0;
    const sum = (score - back) * (from.node < to.node ? 1 : AGAINST_ORDER);
    const isWaved = dismissed.has(`${from.id}>${to.id}`);
    return sum < least_score || isWaved ? [] : { source, target, source_id: from.id, target_id: to.id, score: sum };
  });
  const perTarget = new Map<number, number>();
  return keepUnknown(likely, index)
    .sort((a, b) => b.score - a.score || a.target - b.target || a.source - b.source)
    .filter(({ target }) => {
      const count = (perTarget.get(target) ?? 0) + 1;
      perTarget.set(target, count);
      return count <= most_for_one;
    })
    .map(({ source, target, source_id, target_id, score }) => ({
      source_id,
      target_id,
      score: Math.round(score * 100) / 100,
      evidence: gatherEvidence(lessons[target] as Lesson, uses[target] as Uses, owners, source, weight),
    }));
}

type Lesson = LessonTerms & { node: number };

/** Reads a lesson; by far the longest part of it all, so that many can be read with breaks between them. */
export function readTerms({ id, title, content_md, key_concepts = [] }: SuggestText): LessonTerms {
  const { headings, marked, prose } = readLesson(content_md);
  const terms = new Map<string, Introduction>();
  const add = (text: string, how: Introduction) => {
    for (const piece of text.split(/[:;,()&–—|]| - | \/ /)) {
      const stems = wordsOf(piece).map(({ stem }) => stem);
      while (stems.length > 0 && isEmptyWord(stems[0] as string)) stems.shift();
      while (stems.length > 0 && isEmptyWord(stems.at(-1) as string)) stems.pop();
      const term = stems.join(' ');
      if (stems.length > 0 && stems.length <= LONGEST_TERM && term.length > 2 && !terms.has(term)) terms.set(term, how);
    }
  };
  add(title, 'title');
  for (const concept of key_concepts) add(concept, 'key_concept');
  for (const heading of headings) add(heading, 'heading');
  for (const mark of marked) add(mark, 'marked');
  return { id, words: wordsOf(prose), prose, terms };
}

const strength = (term: string, how: Introduction) => STRENGTH[how] * (term.includes(' ') ? SEVERAL_WORDS : 1);

interface Owner {
  lesson: number;
  how: Introduction;
  /** How often it uses the term itself. */
  count: number;
}

/** Who introduces a term: the one that does it most plainly, of several alike the first in the outline. */
function* termOwners(lessons: readonly Lesson[]): Generator<undefined, Map<string, Owner>, undefined> {
  const all = new Map<string, Owner[]>();
  for (const [lesson, each] of lessons.entries()) {
    yield;
    const own = findUses(each, each.terms);
    for (const [term, how] of each.terms) {
      const count = own.get(term)?.length ?? 0;
      if (count < LEAST_OWN[how]) continue;
      const known = all.get(term);
      if (known) known.push({ lesson, how, count });
      else all.set(term, [{ lesson, how, count }]);
    }
  }
  const owners = new Map<string, Owner>();
  for (const [term, claims] of all) {
    const best = claims.reduce((most, { how }) => Math.max(most, STRENGTH[how]), 0);
    const alike = claims.filter(({ how }) => STRENGTH[how] === best);
    const [first] = alike.sort((a, b) => (lessons[a.lesson]?.node ?? 0) - (lessons[b.lesson]?.node ?? 0));
    if (first && alike.length <= MOST_INTRODUCERS) owners.set(term, first);
  }
  return owners;
}

/** The terms a lesson uses, and the words at which each use begins. The longest term counts; those within it do not. */
type Uses = Map<string, number[]>;

function findUses({ words }: Lesson, terms: ReadonlyMap<string, unknown>): Uses {
  const uses: Uses = new Map();
  for (let at = 0; at < words.length; at++) {
    for (let length = Math.min(LONGEST_TERM, words.length - at); length > 0; length--) {
      let term = (words[at] as Word).stem;
      for (let next = 1; next < length; next++) term += ` ${(words[at + next] as Word).stem}`;
      if (!terms.has(term)) continue;
      const known = uses.get(term);
      if (known) known.push(at);
      else uses.set(term, [at]);
      at += length - 1;
      break;
    }
  }
  return uses;
}

/** Leaves out what the graph says already, and what would close a loop. */
export function keepUnknown<Pair extends { source_id: string; target_id: string }>(
  pairs: readonly Pair[],
  index: GraphIndex,
): Pair[] {
  const sources = Int32Array.from(pairs, ({ source_id }) => index.at.get(source_id) as number);
  const targets = Int32Array.from(pairs, ({ target_id }) => index.at.get(target_id) as number);
  const ahead = otherWays(index, sources, targets);
  const back = otherWays(index, targets, sources);
  const isDrawn = (from: number, to: number) =>
    index.out.subarray(index.out_start[from], index.out_start[from + 1]).includes(to);
  return pairs.filter((_pair, at) => {
    const [from, to] = [sources[at] as number, targets[at] as number];
    return !ahead[at] && !back[at] && !isDrawn(from, to) && !isDrawn(to, from);
  });
}

function gatherEvidence(
  { words, prose }: Lesson,
  uses: Uses,
  owners: ReadonlyMap<string, Owner>,
  source: number,
  weight: (term: string) => number,
): Evidence[] {
  return [...uses]
    .filter(([term]) => owners.get(term)?.lesson === source && weight(term) > 0)
    .map(([term, places]) => ({ term, places, how: (owners.get(term) as Owner).how }))
    .sort(
      (a, b) =>
        strength(b.term, b.how) * weight(b.term) - strength(a.term, a.how) * weight(a.term) ||
        b.places.length - a.places.length,
    )
    .slice(0, MOST_EVIDENCE)
    .map(({ term, places, how }) => ({
      term,
      introduced_in: how,
      count: places.length,
      passages: places.slice(0, MOST_PASSAGES).map((at) => {
        const start = (words[at] as Word).start;
        const end = (words[at + term.split(' ').length - 1] as Word).end;
        return {
          before: clip(prose.slice(Math.max(0, start - AROUND), start), start > AROUND, false),
          term: prose.slice(start, end),
          after: clip(prose.slice(end, end + AROUND), false, end + AROUND < prose.length),
        };
      }),
    }));
}

/** One line, cut at words where the text goes on. */
function clip(text: string, goesOnBefore: boolean, goesOnAfter: boolean): string {
  let line = text.replace(/\s+/g, ' ');
  if (goesOnBefore) line = `…${line.replace(/^\S*\s?/, '')}`;
  if (goesOnAfter) line = `${line.replace(/\s?\S*$/, '')}…`;
  return line;
}
