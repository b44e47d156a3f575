import { readTerms } from '#lib/graph/core/suggest.ts';
import { wordsOf } from '#lib/graph/core/terms.ts';
import { definitionIn } from './definitions.ts';
import type { ReadSource, Sentence } from './read-source.ts';
import { speechOf } from './speech.ts';
import { isCommon, keyOf } from './terms.ts';

// Which lesson needs which by what it speaks of. The reference distance of decision 041 takes each lesson that has a term in its title for the one
// that explains it, and each use for a need; what went wrong by it is left out here: lessons that only set a task, words that every text
// has, words that are no nouns where they are used, and a lesson at the far end of the course where a near one says as much (decision 138).

/** A lesson with its text as the drafter reads it. */
interface Lesson {
  title: string;
  read: ReadSource;
}

/** That a lesson uses a term that an earlier one teaches. Lessons are numbered in their order. */
export interface Need {
  source: number;
  target: number;
  /** How much speaks for it; from `LEAST_WEIGHT` on it is worth showing. */
  weight: number;
  term: string;
  /** Where the later lesson uses it first. */
  sentence: Sentence;
}

/** Below this about four in five are wrong. */
const LEAST_WEIGHT = 0.5;
/** How much it says that a lesson has a term there. */
const STRENGTH = { title: 3, key_concept: 2, heading: 2, marked: 1 } as const;
const DEFINED = 1.5;
/** A term of several words says so much more: they rarely meet by chance. */
const SEVERAL_WORDS = 1.75;
/** A lesson that is called by the term, and by nothing else. */
const WHOLE_TITLE = 1.5;
const LONGEST_TERM = 4;
/** Who explains a term comes back to it, or says what it is. */
const LEAST_OWN = 3;
const LEAST_OWN_TITLE = 2;
/** The words of a lesson that are its term: from this share on it dwells on it. */
const DWELLS = 0.05;
/** What counts already if a lesson does not dwell on a term. */
const LEAST_DWELLING = 0.3;
/** What the farthest lesson loses: who needs something far back needs something nearer as well, that needs it in turn. */
const FAR = 0.7;
/** A lesson that sets a task says so at its beginning. */
const LOOKED_AT = 8;
const OPENING_ORDER = 0.5;

/** A term in a lesson, and where it is first. */
interface Use {
  count: number;
  sentence: Sentence;
  /** The words of the sentence. */
  from: number;
  to: number;
}

/** Who teaches a term. */
interface Teacher {
  lesson: number;
  strength: number;
  count: number;
  is_title: boolean;
  is_whole_title: boolean;
}

/** What lessons need of those before them, the surest first for each. */
export function needsOf(lessons: readonly Lesson[]): Need[] {
  const taught = lessons.map(termsOf);
  const known = new Set(taught.flatMap((terms) => [...terms.keys()]));
  const uses = lessons.map(({ read }) => usesIn(read, known));
  const teachers = teachersOf(taught, uses);
  const users = new Map<string, number>();
  for (const found of uses) for (const term of found.keys()) users.set(term, (users.get(term) ?? 0) + 1);
  const rarity = (term: string) => Math.log(lessons.length / (users.get(term) ?? 1) + 1) / Math.log(lessons.length + 1);
  const teaching = lessons.map(({ read }) => 1 - ordersIn(read));
  const sizes = lessons.map(({ read }) => read.sentences.reduce((sum, { words }) => sum + words.length, 0));

  return lessons.flatMap(({ read }, target) => {
    const found = new Map<number, { sum: number; best: number; term: string; use: Use; teacher: Teacher }>();
    for (const [term, use] of uses[target] as Map<string, Use>) {
      const teacher = teachers.get(term);
      // What a lesson is called, it teaches itself.
      if (!teacher || teacher.lesson >= target || taught[target]?.get(term)?.is_title) continue;
      const often = use.count / (use.count + 1);
      // Who speaks of it less than the later lesson does not explain it.
      const share = Math.min(1, (teacher.count + 1) / (use.count + 1));
      const part = teacher.strength * (term.includes(' ') ? SEVERAL_WORDS : 1) * rarity(term) * often * share;
      const other = found.get(teacher.lesson);
      const best = other && other.best >= part ? other : { best: part, term, use, teacher };
      found.set(teacher.lesson, { ...best, sum: (other?.sum ?? 0) + part });
    }
    const needs = [...found].flatMap(([source, { sum, term, use, teacher }]): Need[] => {
      if (isCommon(term) || !isNoun(read, use)) return [];
      const dwelling = LEAST_DWELLING + Math.min(1, teacher.count / (sizes[source] as number) / DWELLS);
      const distance = Math.log(target - source) / Math.log(lessons.length);
      const weight =
        Math.sqrt(sum) *
        (teaching[source] as number) ** 2 *
        dwelling *
        (1 - FAR * distance) *
        (teacher.is_whole_title ? WHOLE_TITLE : 1);
      return weight < LEAST_WEIGHT ? [] : [{ source, target, weight, term, sentence: use.sentence }];
    });
    return needs.sort((a, b) => b.weight - a.weight || b.source - a.source);
  });
}

type Taught = Map<string, Pick<Teacher, 'strength' | 'is_title' | 'is_whole_title'> & { is_defined: boolean }>;

/** The terms that a lesson may teach: of its title and headings, set off from the text, or said to be something. */
function termsOf({ title, read }: Lesson): Taught {
  const terms: Taught = new Map();
  const whole = keyOf(wordsOf(title));
  for (const [term, how] of readTerms({ id: '', title, content_md: read.text }).terms)
    terms.set(term, {
      strength: STRENGTH[how],
      is_title: how === 'title',
      is_whole_title: term === whole,
      is_defined: false,
    });
  for (const sentence of read.sentences) {
    // What the words are is dear to know, and most sentences do not even look like a definition.
    if (!definitionIn(sentence, null, read.language)) continue;
    const name = definitionIn(sentence, speechOf(sentence.mask, sentence.words, read.language), read.language);
    if (!name) continue;
    const term = keyOf(sentence.words.slice(name.from, name.to));
    const before = terms.get(term) ?? { strength: 0, is_title: false, is_whole_title: false, is_defined: false };
    if (!before.is_defined) terms.set(term, { ...before, strength: before.strength + DEFINED, is_defined: true });
  }
  return terms;
}

/** Where a lesson has which terms. The longest counts; those within it do not. */
function usesIn({ sentences }: ReadSource, known: ReadonlySet<string>): Map<string, Use> {
  const uses = new Map<string, Use>();
  for (const sentence of sentences) {
    const { words } = sentence;
    for (let from = 0; from < words.length; from++)
      for (let to = Math.min(words.length, from + LONGEST_TERM); to > from; to--) {
        const term = keyOf(words.slice(from, to));
        if (!known.has(term)) continue;
        const use = uses.get(term);
        if (use) use.count++;
        else uses.set(term, { count: 1, sentence, from, to });
        from = to - 1;
        break;
      }
  }
  return uses;
}

/** For each term the lesson that teaches it most plainly; of several alike the first. */
function teachersOf(taught: readonly Taught[], uses: readonly Map<string, Use>[]): Map<string, Teacher> {
  const totals = new Map<string, number>();
  for (const found of uses) for (const [term, { count }] of found) totals.set(term, (totals.get(term) ?? 0) + count);
  const teachers = new Map<string, Teacher & { plainness: number }>();
  for (const [lesson, terms] of taught.entries())
    for (const [term, one] of terms) {
      const count = uses[lesson]?.get(term)?.count ?? 0;
      if (count < (one.is_defined ? 1 : one.is_title ? LEAST_OWN_TITLE : LEAST_OWN)) continue;
      // Of all that is said about it, so much here.
      const plainness = one.strength + (2 * count) / (totals.get(term) ?? 1);
      const other = teachers.get(term);
      if (!other || other.plainness < plainness) teachers.set(term, { ...one, lesson, count, plainness });
    }
  return teachers;
}

/**
 * How far a lesson sets a task: the share of its first sentences that tell its reader to do something ("Implement ...", "Given ...",
 * "Your task is ..."), and half at least where it opens with one.
 */
function ordersIn({ sentences, language }: ReadSource): number {
  const orders = sentences.slice(0, LOOKED_AT).map((sentence) => isOrder(sentence, language));
  const share = orders.filter((one) => one).length / Math.max(1, orders.length);
  return orders[0] ? Math.max(OPENING_ORDER, share) : share;
}

function isOrder({ mask, words }: Sentence, language: string): boolean {
  const [word] = words;
  if (!word) return false;
  const text = mask.slice(word.start, word.end);
  if (language === 'en' && /^(?:given|you|your)$/i.test(text)) return true;
  return speechOf(mask, words, language)?.[0] === 'verb' && !/(?:ing|ed)$/i.test(text);
}

/** Whether a term is the name of something where it is used: "basic" names nothing. */
function isNoun({ language }: ReadSource, { sentence, to }: Use): boolean {
  const speech = speechOf(sentence.mask, sentence.words, language)?.[to - 1];
  return speech === undefined || speech === 'noun' || speech === 'name';
}
