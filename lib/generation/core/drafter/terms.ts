import type { Word } from '#lib/graph/core/terms.ts';
import { type Contexts, countContexts } from './contexts.ts';
import { type Definition, definitionIn, isTogether } from './definitions.ts';
import { kindIn, namedTogether, type Span } from './kin.ts';
import { isStopWord } from './languages.ts';
import { masked } from './masked.ts';
import { between, headingOf, type ReadSource, readSource, type Sentence, wordsIn } from './read-source.ts';
import type { Anchor } from './source.ts';
import { type Speech, speechOf } from './speech.ts';

/** A word or words that a text is about. */
export interface Term {
  /** As the text writes it. */
  term: string;
  /** What all its forms share. */
  key: string;
  /** As the text writes it elsewhere: in the singular or the plural, with a capital or without. */
  forms: readonly string[];
  score: number;
  count: number;
  /** Where it is first, and in which sentence it is said what it is. */
  anchor: Anchor;
  definition: { sentence: Sentence; words: Definition } | null;
  /** Of its last word. */
  speech: Speech | null;
  /** A heading has it; its author set it off from the text. */
  is_named: boolean;
  is_marked: boolean;
  /** It is a name wherever it stands, or nearly: `throw` is not. */
  is_steady: boolean;
  /** What it is said to be: of `a cipher that ...` the cipher. */
  kind: string | null;
  /** The keys of what is named with it in one breath, or stands in one list of entries with it. */
  beside: ReadonlySet<string>;
  contexts: Contexts;
}

/** A sentence with what its words are. */
export interface Told {
  sentence: Sentence;
  speech: Speech[] | null;
  definition: Definition | null;
}

/** What the words of a sentence are is the dearest part of it all, and asked for by each draft anew. */
const known = new WeakMap<Sentence, Told>();

/** What the words of the sentences of a source are, between two places of it. */
export function tell(read: ReadSource, from = 0, to = read.text.length): Told[] {
  return between(read.sentences, from, to).map((sentence) => {
    const before = known.get(sentence);
    if (before) return before;
    const speech = speechOf(sentence.mask, sentence.words, read.language);
    const told = { sentence, speech, definition: definitionIn(sentence, speech, read.language) };
    known.set(sentence, told);
    return told;
  });
}

const LONGEST_TERM = 4;
const STEADY = 0.75;
const WEIGHT = { heading: 1.8, marked: 1.4, defined: 2.2, name: 1.15 };
/** What every lesson speaks of, so that it is the subject of none. */
const COMMON =
  /^(?:example|lesson|section|chapter|step|thing|way|time|part|number|case|exercise|assignment|challenge|question|answer|lot|bit|kind|type|result|line|first|people|person|day|year|work|end|start|point|place|world|problem|task|name|set|guide|course|page|content|following|note|tip|idea|detail|order|amount|reason|option|tutorial|video|screenshot|figure|image|beispiel|kapitel|abschnitt|ejemplo|capítulo|sección|exemple|chapitre)$/;
export const isCommon = (key: string): boolean => COMMON.test(key);

/** What says nothing of the thing that it stands before. */
const VAGUE =
  /^(?:different|large|small|new|same|good|great|main|growing|whole|full|last|next|previous|important|detailed|certain|possible|available|right|simple|specific|particular|final|own|other|similar|short|long|big|little|high|low|entire|actual|current|real|single|common|usual|various|additional|separate|multiple|total|general|typical|nice|quick|easy|hard|early|late|old|original|further|extra|complete)$/;
/** Names of files and folders. */
const PATH = /\/|\.\p{L}{1,5}$/u;

interface Found {
  key: string;
  length: number;
  count: number;
  first: Anchor;
  forms: Map<string, number>;
  speech: Speech | null;
  is_marked: boolean;
  order: number;
}

/** The terms of what was told, the weightiest first. `headings` are of the same stretch. */
export function termsOf(read: ReadSource, told: readonly Told[], headings: readonly string[]): Term[] {
  const found = new Map<string, Found>();
  for (const [order, one] of told.entries()) collect(read, one, order, found);
  const named = new Set(headings.flatMap((heading) => phrases(heading, read.language)));
  const definitions = new Map<string, { sentence: Sentence; words: Definition }>();
  for (const { sentence, definition } of told) {
    if (!definition) continue;
    const key = keyOf(sentence.words.slice(definition.from, definition.to));
    if (!definitions.has(key)) definitions.set(key, { sentence, words: definition });
  }
  // Who speaks of a commit commits as well: all forms of a word count once it is a name somewhere.
  const uses = usesOf(told);
  const steady = new Set<string>();
  for (const one of found.values()) {
    if (one.length > 1 || one.count >= (uses.get(one.key) ?? 0) * STEADY) steady.add(one.key);
    if (one.length === 1) one.count = Math.max(one.count, uses.get(one.key) ?? 0);
  }
  const within = nested(found);
  const { beside, contexts } = around(read, told, found);
  const kinds = new Map(
    told.flatMap(({ sentence, speech, definition }) => {
      const kind = definition && kindIn(sentence, speech, definition);
      return kind ? [[keyOf(sentence.words.slice(definition.from, definition.to)), kind] as const] : [];
    }),
  );
  return [...found.values()]
    .map((one): Term => {
      const inner = within.get(one.key);
      const own = one.count - (inner ? (0.5 * inner.count) / inner.terms : 0);
      const definition = definitions.get(one.key) ?? null;
      let score = own * (1 + 0.3 * (one.length - 1));
      if (named.has(one.key)) score = (score + 1) * WEIGHT.heading;
      if (one.is_marked) score = (score + 0.5) * WEIGHT.marked;
      if (definition) score = (score + 1) * WEIGHT.defined;
      if (one.speech === 'name') score *= WEIGHT.name;
      score *= 1 + 0.1 * (1 - one.order / Math.max(1, told.length));
      const term = bestForm(one.forms);
      return {
        term,
        key: one.key,
        forms: [...one.forms.keys()],
        score,
        count: one.count,
        anchor: one.first,
        definition,
        speech: one.speech,
        is_named: named.has(one.key),
        is_marked: one.is_marked,
        is_steady: steady.has(one.key),
        kind: kinds.get(one.key) ?? null,
        beside: beside.get(one.key) ?? new Set(),
        contexts: contexts.get(one.key) ?? new Map(),
      };
    })
    .filter(({ score, key }) => score > 0 && !isCommon(key))
    .sort((a, b) => b.score - a.score || a.anchor.from - b.anchor.from || (a.key < b.key ? -1 : 1));
}

/** What is named together or defined in one list, and what stands around each term. */
function around({ language }: ReadSource, told: readonly Told[], found: ReadonlyMap<string, Found>) {
  const beside = new Map<string, Set<string>>();
  const contexts = new Map<string, Map<string, number>>();
  const join = (keys: readonly string[]) => {
    for (const one of keys)
      for (const other of keys) if (one !== other) beside.set(one, (beside.get(one) ?? new Set()).add(other));
  };
  const entries = new Map<number, string[]>();
  for (const { sentence, definition } of told) {
    const spans = spansOf(sentence, found);
    countContexts(sentence, spans, language, contexts);
    for (const keys of namedTogether(sentence, spans)) join(keys.slice(0, MOST_TOGETHER));
    if (definition?.form !== 'entry') continue;
    const key = keyOf(sentence.words.slice(definition.from, definition.to));
    entries.set(sentence.block, [...(entries.get(sentence.block) ?? []), key]);
  }
  for (const keys of entries.values()) join(keys.slice(0, MOST_TOGETHER));
  return { beside, contexts };
}

/** More than so many are no choice of one kind any more. */
const MOST_TOGETHER = 20;

/** The terms of a sentence, the longest first where they overlap. */
function spansOf({ words }: Sentence, found: ReadonlyMap<string, Found>): Span[] {
  const spans: Span[] = [];
  for (let from = 0; from < words.length; from++)
    for (let to = Math.min(words.length, from + LONGEST_TERM); to > from; to--) {
      const key = keyOf(words.slice(from, to));
      if (!found.has(key)) continue;
      spans.push({ key, from, to });
      from = to - 1;
      break;
    }
  return spans;
}

/** How often each word is used, whatever it is there. */
function usesOf(told: readonly Told[]): Map<string, number> {
  const uses = new Map<string, number>();
  for (const { sentence } of told) for (const { stem } of sentence.words) uses.set(stem, (uses.get(stem) ?? 0) + 1);
  return uses;
}

export const keyOf = (words: readonly Word[]): string => words.map(({ stem }) => stem).join(' ');

/** The form that is written most, of several alike the first. */
const bestForm = (forms: ReadonlyMap<string, number>): string =>
  [...forms].reduce((best, one) => (one[1] > best[1] ? one : best), ['', 0] as [string, number])[0];

function collect(
  read: ReadSource,
  { sentence, speech, definition }: Told,
  order: number,
  found: Map<string, Found>,
): void {
  const { words, mask } = sentence;
  for (let from = 0; from < words.length; from++) {
    for (let to = from + 1; to <= Math.min(words.length, from + LONGEST_TERM); to++) {
      if (!isTogether(mask, words, from, to - 1)) break;
      const isDefined = definition?.from === from && definition.to === to;
      if (!isDefined && !mayBeTerm(read.language, words, speech, from, to, mask)) continue;
      const key = keyOf(words.slice(from, to));
      const [start, end] = [(words[from] as Word).start, (words[to - 1] as Word).end];
      const form = mask.slice(start, end).replaceAll('\u2060', '');
      const known = found.get(key);
      const anchor = { source: read.at, from: sentence.from + start, to: sentence.from + end };
      const one: Found = known ?? {
        key,
        length: to - from,
        count: 0,
        first: anchor,
        forms: new Map(),
        speech: speech?.[to - 1] ?? null,
        is_marked: false,
        order,
      };
      one.count++;
      one.forms.set(form, (one.forms.get(form) ?? 0) + 1);
      one.is_marked ||= isMarked(read.text, anchor);
      if (!known) found.set(key, one);
    }
  }
}

/** Whether the author set it off from the text. */
const isMarked = (text: string, { from, to }: Anchor): boolean => {
  const before = text[from - 1] ?? '';
  return /[*_`'"‘“]/.test(before) && /[*_`'"’”]/.test(text[to] ?? '');
};

function mayBeTerm(
  language: string,
  words: readonly Word[],
  speech: Speech[] | null,
  from: number,
  to: number,
  mask: string,
): boolean {
  const [first, last] = [words[from] as Word, words[to - 1] as Word];
  for (const { stem } of [first, last])
    if (isStopWord(stem, language) || /^[\d.,]+$/.test(stem) || stem.length < 2) return false;
  if (VAGUE.test(first.stem) || PATH.test(last.stem) || PATH.test(first.stem)) return false;
  if (to - from === 1 && last.stem.length < 3 && !/^\p{Lu}{2}/u.test(mask.slice(last.start, last.end))) return false;
  if (!speech) {
    for (let at = from; at < to; at++) if (isStopWord((words[at] as Word).stem, language)) return false;
    // Nouns have capitals in German; elsewhere nothing tells.
    return language !== 'de' || /^\p{Lu}/u.test(mask.slice(last.start, last.end));
  }
  if (speech[to - 1] !== 'noun' && speech[to - 1] !== 'name') return false;
  for (let at = from; at < to - 1; at++) if (speech[at] === 'verb' || speech[at] === 'other') return false;
  return true;
}

/** How often each term stands inside of longer ones, and in how many different. */
function nested(found: ReadonlyMap<string, Found>): Map<string, { count: number; terms: number }> {
  const within = new Map<string, { count: number; terms: number }>();
  for (const { key, length, count } of found.values()) {
    if (length < 2 || count < 2) continue;
    const stems = key.split(' ');
    for (let from = 0; from < length; from++)
      for (let to = from + 1; to <= length; to++) {
        const inner = stems.slice(from, to).join(' ');
        if (to - from === length || !found.has(inner)) continue;
        const known = within.get(inner) ?? { count: 0, terms: 0 };
        within.set(inner, { count: known.count + count, terms: known.terms + 1 });
      }
  }
  return within;
}

/** All runs of words of a heading. */
function phrases(heading: string, language: string): string[] {
  const words = wordsIn(masked(heading), language);
  const found: string[] = [];
  for (let from = 0; from < words.length; from++)
    for (let to = from + 1; to <= Math.min(words.length, from + LONGEST_TERM); to++)
      found.push(keyOf(words.slice(from, to)));
  return found;
}

/** A term that stands so much oftener than the longer one around it is one by itself. */
const OFTENER = 1.5;

/** Terms that say the same with more or fewer words stand once: the weightier one stays. */
export function distinctTerms(terms: readonly Term[], most: number): Term[] {
  const kept: Term[] = [];
  for (const term of terms) {
    if (kept.length >= most) break;
    const isSaid = kept.some(
      ({ key, count }) =>
        (` ${key} `.includes(` ${term.key} `) && term.count < count * OFTENER) ||
        (` ${term.key} `.includes(` ${key} `) && term.count < 3),
    );
    if (!isSaid || term.definition) kept.push(term);
  }
  return kept;
}

/** The terms of a text, the weightiest first, each with the place where it is said what it is. */
export function keyTerms(text: string, { most = 15 }: { most?: number } = {}): Term[] {
  const read = readSource({ name: '', text });
  const headings = read.blocks.filter(({ kind }) => kind === 'heading').map((block) => headingOf(read, block));
  return distinctTerms(termsOf(read, tell(read), headings), most);
}
