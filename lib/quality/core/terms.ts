import { isEmptyWord, wordsOf } from '#lib/graph/core/terms.ts';
import type { ReadText, Stretch } from './read-text.ts';

/** A term that a lesson makes stand out for the first time. */
export interface Term extends Stretch {
  term: string;
  /** Its words in their plain form, by which it is compared. */
  key: string;
  is_defined: boolean;
}

const MOST_WORDS = 4;
const DEFINES =
  /\b(?:is|are|means?|refers? to|called|known as|stands? for|describes?|denotes?|i\.e\.|that is|consists? of|allows?|lets?|ist|sind|heißt|bedeutet|bezeichnet|nennt|es|son|significa|llama(?:n|do|da)?|est|sont|signifie|désigne|appelle|è|sono|chiama(?:to|ta)?)\b|[:–—(=]/iu;

/** One name for a term however it is written. */
export const termKey = (term: string): string =>
  wordsOf(term)
    .map(({ stem }) => stem)
    .join(' ');

/** Terms in the order in which they come, each where it first stands out; defined when its sentence says what it is. */
export function termsIn(text: ReadText): Term[] {
  const found = new Map<string, Term>();
  for (const { plain, from, to } of text.marked) {
    const words = wordsOf(plain);
    const key = termKey(plain);
    if (key === '' || words.length > MOST_WORDS || found.has(key) || words.every(({ stem }) => isEmptyWord(stem)))
      continue;
    // A whole sentence, or a label that ends in a colon, is stressed and names nothing.
    if (/[.!?:]$/.test(plain) || /\d/.test(plain[0] as string)) continue;
    const sentence = text.sentences.find((one) => one.from <= to && one.to >= from);
    const around = sentence?.plain ?? '';
    const at = around.indexOf(plain);
    const rest = at < 0 ? around : around.slice(0, at) + around.slice(at + plain.length);
    found.set(key, { term: plain, key, from, to, is_defined: DEFINES.test(rest) });
  }
  return [...found.values()];
}

/** Terms that a lesson uses without a word about them and that only a later one explains. */
export function taughtLater(
  text: ReadText,
  known: { taught_before: readonly string[]; taught_later: readonly { term: string; title: string }[] },
): (Stretch & { term: string; title: string })[] {
  const own = new Set(termsIn(text).flatMap(({ key, is_defined }) => (is_defined ? [key] : [])));
  const before = new Set(known.taught_before.map(termKey));
  const found: (Stretch & { term: string; title: string })[] = [];
  for (const { term, title } of known.taught_later) {
    const key = termKey(term);
    if (key === '' || own.has(key) || before.has(key)) continue;
    const sentence = text.sentences.find(({ plain }) => ` ${termKey(plain)} `.includes(` ${key} `));
    if (sentence) found.push({ term, title, from: sentence.from, to: sentence.to });
  }
  return found;
}
