import { wordsOf } from '#lib/graph/core/terms.ts';
import type { Definition } from './definitions.ts';
import { isStopWord, standsAlone } from './languages.ts';
import { masked } from './masked.ts';
import type { ReadSource, Sentence } from './read-source.ts';
import type { Anchor } from './source.ts';
import { keyOf, type Told } from './terms.ts';

/** A sentence that says what something is, with a gap in the place of its name. */
export interface Gap {
  /** Markdown before and after the gap. */
  before: string;
  after: string;
  /** As it stands there. */
  answer: string;
  key: string;
  /** Of the whole sentence. */
  evidence: Anchor;
  sentence: Sentence;
}

const SHORTEST = 8;
const LONGEST = 40;
/** So many words that carry meaning must be left, or many things fit. */
const LEAST_LEFT = 4;
/** What many things have or are, so that its name is no answer: "The goal is to ...". */
const RELATIVE =
  /(?:^| )(?:goal|purpose|idea|difference|advantage|disadvantage|benefit|reason|role|problem|solution|approach|method|process|technique|aim|challenge|main|key|important|common|popular|simple|good|bad|great|big|typical|default|useful|easy|alternative|other|current|default|thing|example|task|question|concept|term|word|value|name|feature|function|result|file|user|field|tool|way|part|type|kind|something|everything|note|warning|tip|hint|ziel|zweck|idee|grund|objetivo|but|objectif)$/;
export const isRelative = (key: string): boolean => RELATIVE.test(key);
/** Who somebody is, is not what a lesson teaches. */
const PERSON =
  /(?<![\p{L}])(?:researcher|engineer|developer|manager|author|founder|scientist|student|teacher|professor|maintainer|writer|friend|fan|man|woman|boy|girl)s?(?![\p{L}])/iu;

/** The gaps of what was told: one for each definition that can be asked about by itself. */
export function gapsIn(read: ReadSource, told: readonly Told[]): Gap[] {
  const seen = new Set<string>();
  return told.flatMap(({ sentence, definition, speech }) => {
    if (!definition || !mayBeAsked(read, sentence, definition)) return [];
    const key = keyOf(sentence.words.slice(definition.from, definition.to));
    if (
      seen.has(key) ||
      isRelative(key) ||
      isPerson(sentence, definition, speech) ||
      (speech && isDefinite(sentence, definition, speech[definition.to - 1] === 'name'))
    )
      return [];
    seen.add(key);
    return gapOf(read, sentence, definition, key) ?? [];
  });
}

function isPerson({ plain }: Sentence, { form, to }: Definition, speech: Told['speech']): boolean {
  return form === 'is' && speech?.[to - 1] === 'name' && PERSON.test(plain.split(' ').slice(0, 12).join(' '));
}

/** What an entry of a list must go on with to say what its name is. */
const OPENS = /^(?:an?|the|any|anything|ein|eine|der|die|das|une?|la|le|el|los|las|les|\p{L}+ing)(?!\p{L})/iu;
/** Many things are important, and one of some. */
const PRAISE =
  /(?<!\p{L})(?:is|are) (?:one (?:of|such)|(?:an?|the) (?:important|powerful|common|key|great|good|big|essential|popular|useful|major|crucial|fundamental|simple way|way to))(?!\p{L})/iu;

function mayBeAsked({ text, language, blocks }: ReadSource, sentence: Sentence, definition: Definition): boolean {
  const { plain, words, from, to, block } = sentence;
  const raw = text.slice(from, to);
  if (words.length < SHORTEST || words.length > LONGEST || !/[.。][)”"’]?$/u.test(plain)) return false;
  if (/[{}]|!\[|https?:/.test(raw) || /[?？]/u.test(plain) || blocks[block]?.kind === 'code') return false;
  // Of an entry the name is cut off, so that what follows may not lean on it either.
  const rest = definition.form === 'entry' ? plain.replace(/^.{1,70}?(?:: | [-–—] )/u, '') : plain;
  if (definition.form === 'entry' && !OPENS.test(rest)) return false;
  if (definition.form === 'is' && language === 'en' && PRAISE.test(plain)) return false;
  if (!standsAlone(rest, language) || !standsAlone(plain, language)) return false;
  const left = words.filter(
    ({ stem }, at) => (at < definition.from || at >= definition.to) && !isStopWord(stem, language),
  );
  return left.length >= LEAST_LEFT;
}

/** `The model is a ...` speaks of a model that was spoken of; `The Internet is ...` does not. */
function isDefinite({ words, mask }: Sentence, { from, form }: Definition, isNamed: boolean): boolean {
  if (form !== 'is' || from === 0 || isNamed) return false;
  const before = words[from - 1];
  const first = words[from];
  if (!before || !first || !/^the$/i.test(mask.slice(before.start, before.end))) return false;
  return !/^\p{Lu}\P{Lu}/u.test(mask.slice(first.start, first.start + 2));
}

function gapOf(read: ReadSource, sentence: Sentence, definition: Definition, key: string): Gap | null {
  const { words, mask, from, to } = sentence;
  const [first, last] = [words[definition.from], words[definition.to - 1]];
  if (!first || !last) return null;
  const answer = mask.slice(first.start, last.end).replaceAll('\u2060', '');
  const before = readable(read.text.slice(from, from + first.start));
  const after = readable(read.text.slice(from + last.end, to));
  // A mark of which one half stands in a link would be left alone, and so would the other.
  if (!isBalanced(before + after) || saysAnswer(before + after, key, answer, read.language)) return null;
  return { before, after, answer, key, evidence: { source: read.at, from, to }, sentence };
}

/** Without addresses, which would say the answer, and in one line. */
function readable(raw: string): string {
  return raw
    .replace(/\]\([^()\n]{0,500}\)|\]\[[^[\]\n]{0,200}\]/g, '')
    .replace(/(?<!!)\[(?=[^\]]{0,500}$|[^[\]]{0,500}(?:\s|\p{L}))/gu, '')
    .replace(/<\/?[a-zA-Z][^<>]{0,500}>/g, '')
    .replace(/\s+/g, ' ');
}

const isBalanced = (text: string): boolean =>
  !/[[\]]/.test(text) &&
  (text.match(/`/g)?.length ?? 0) % 2 === 0 &&
  (text.match(/\*\*/g)?.length ?? 0) % 2 === 0 &&
  (text.match(/\$/g)?.length ?? 0) % 2 === 0;

/** Whether what is left gives the answer away: it stands there again, or its letters do, or most of its words. */
function saysAnswer(rest: string, key: string, answer: string, language: string): boolean {
  const words = wordsOf(masked(rest));
  const stems = words.map(({ stem }) => stem);
  const own = key.split(' ');
  const said = own.filter((stem) => stems.some((other) => other === stem || isSameRoot(other, stem))).length;
  if (said === own.length || (own.length > 2 && said > own.length / 2)) return true;
  if (own.length === 1 && stems.some((stem) => isSameRoot(stem, key) && !isStopWord(stem, language))) return true;
  const initials = own.map(([letter]) => letter).join('');
  if (own.length > 1 && stems.includes(initials)) return true;
  // Its own letters spelt out: "LLM (large language model) is ...".
  const letters = answer.replace(/s$/, '');
  if (!/^\p{Lu}{2,6}$/u.test(letters)) return false;
  return stems.some(
    (_stem, at) =>
      stems
        .slice(at, at + letters.length)
        .map(([letter]) => letter)
        .join('') === letters.toLowerCase(),
  );
}

/** Two words of one root: `token` and `tokenize`. */
const isSameRoot = (one: string, other: string): boolean => {
  const length = Math.max(5, Math.min(one.length, other.length) - 2);
  return one.length >= 5 && other.length >= 5 && one.slice(0, length) === other.slice(0, length);
};
