import { isEmptyWord, wordsOf } from '#lib/graph/core/terms.ts';
import type { ReadText, Stretch } from './read-text.ts';
import type { Taught, TaughtTerm } from './taught.ts';

/** A term that a lesson makes stand out for the first time. */
export interface Term extends Stretch {
  term: string;
  /** Its words in their plain form, by which it is compared. */
  key: string;
  is_defined: boolean;
  /** Its sentence is about it: `X is ...`, `... is called X`. What is only stressed explains nothing to others. */
  is_explained: boolean;
}

const MOST_WORDS = 4;
const DEFINES =
  /\b(?:is|are|means?|refers? to|called|known as|stands? for|describes?|denotes?|i\.e\.|that is|consists? of|allows?|lets?|ist|sind|heißt|bedeutet|bezeichnet|nennt|es|son|significa|llama(?:n|do|da)?|est|sont|signifie|désigne|appelle|è|sono|chiama(?:to|ta)?)\b|[:–—(=]/iu;

/** What follows a term that is being explained, and what stands before one that is being named. */
const TELLS =
  /^\s*(?:\([^()]{0,60}\)\s*)?(?:(?:is|are|means?|refers? to|stands? for|describes?|denotes?|consists? of|ist|sind|heißt|bedeutet|bezeichnet|es|son|significa|est|sont|signifie|désigne|è|sono)(?![\p{L}\p{N}])|[:–—=])/iu;
const NAMES =
  /(?<![\p{L}\p{N}])(?:called|known as|named|the term|nennt|heißt|llama(?:do|da)?|appelle|chiama(?:to|ta)?)\s+(?:an?\s|the\s|eine?\s|une?\s|una\s)?["“„«]?$/iu;

/** One name for a term however it is written. */
export const termKey = (term: string): string =>
  wordsOf(term)
    .map(({ stem }) => stem)
    .join(' ');

/** `[customer]`, `<name>`, `{{date}}`: what stands there is for whoever uses the text. */
const isPlaceholder = (plain: string) => /^(?:\[[^[\]]*\]|<[^<>]*>|\{+[^{}]*\}+)$/.test(plain.trim());

/** Terms in the order in which they come, each where it first stands out; defined when its sentence says what it is. */
export function termsIn(text: ReadText): Term[] {
  const found = new Map<string, Term>();
  for (const { plain, from, to } of text.marked) {
    const words = wordsOf(plain);
    const key = termKey(plain);
    if (key === '' || words.length > MOST_WORDS || found.has(key) || words.every(({ stem }) => isEmptyWord(stem)))
      continue;
    // A whole sentence, or a label that ends in a colon, is stressed and names nothing; nor does a gap that somebody is to fill in.
    if (/[.!?:]$/.test(plain) || /\d/.test(plain[0] as string) || isPlaceholder(plain)) continue;
    const sentence = text.sentences.find((one) => one.from <= to && one.to >= from);
    const around = sentence?.plain ?? '';
    const at = around.indexOf(plain);
    const rest = at < 0 ? around : around.slice(0, at) + around.slice(at + plain.length);
    const is_explained = at >= 0 && (TELLS.test(around.slice(at + plain.length)) || NAMES.test(around.slice(0, at)));
    found.set(key, { term: plain, key, from, to, is_defined: DEFINES.test(rest), is_explained });
  }
  return [...found.values()];
}

/** What a lesson explains itself, for those that use the same terms. */
export const explainedIn = (text: ReadText): TaughtTerm[] =>
  termsIn(text).flatMap(({ key, term, is_explained }) => (is_explained ? [{ key, term }] : []));

/** Terms that a lesson uses without a word about them and that only a later one explains, each where it is used first. */
export function taughtLater(
  text: ReadText,
  taught: Taught,
): (Stretch & { key: string; term: string; title: string })[] {
  const known = new Set([...taught.before, ...explainedIn(text).map(({ key }) => key)]);
  const later = new Map(taught.later.flatMap((one) => (known.has(one.key) ? [] : [[one.key, one] as const])));
  const found: (Stretch & { key: string; term: string; title: string })[] = [];
  for (const { plain, from, to } of text.sentences) {
    if (later.size === 0) break;
    const stems = wordsOf(plain).map(({ stem }) => stem);
    for (let at = 0; at < stems.length; at++)
      for (let words = 1; words <= MOST_WORDS; words++) {
        const one = later.get(stems.slice(at, at + words).join(' '));
        if (!one) continue;
        later.delete(one.key);
        found.push({ ...one, from, to });
      }
  }
  return found;
}
