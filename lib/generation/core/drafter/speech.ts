import model from 'wink-eng-lite-web-model';
import winkNLP from 'wink-nlp';
import type { Word } from '#lib/graph/core/terms.ts';

/** What a word is in its sentence, as far as drafting asks. */
export type Speech = 'noun' | 'name' | 'adjective' | 'verb' | 'other';

const SPEECH: Readonly<Record<string, Speech>> = {
  NOUN: 'noun',
  PROPN: 'name',
  ADJ: 'adjective',
  VERB: 'verb',
  AUX: 'verb',
};
/** Longer than any sentence that a draft makes something of. */
const LONGEST = 1_200;

/** Made when it is first asked for: it takes half a second and is for English alone. */
let reader: ReturnType<typeof winkNLP> | undefined;

/**
 * What each word of a masked sentence is; null where nobody can say: in languages other than English, and in what is no sentence any
 * more by its length.
 */
export function speechOf(mask: string, words: readonly Word[], language: string): Speech[] | null {
  if (language !== 'en' || mask.length > LONGEST) return null;
  reader ??= winkNLP(model, ['pos']);
  const text = mask.replaceAll('\u2060', ' ');
  const tokens = reader.readDoc(text).tokens();
  const values: string[] = tokens.out();
  const tags: string[] = tokens.out(reader.its.pos);
  const starts = new Map<number, Speech>();
  let place = 0;
  for (const [at, value] of values.entries()) {
    const found = text.indexOf(value, place);
    if (found < 0) continue;
    starts.set(found, SPEECH[tags[at] as string] ?? 'other');
    place = found + value.length;
  }
  const speech = words.map(({ start }) => starts.get(start) ?? 'other');
  return speech.map((one, at) => (isNounAfterAll(text, words, speech, at) ? 'noun' : one));
}

const BEFORE_NOUNS =
  /^(?:an?|the|each|every|this|that|these|those|my|your|our|its|their|no|any|another|one|last|latest|first|previous|next|new)$/i;

/** `a commit`, `the remote`: the reader of words knows these as verbs and the like, and does not look at what stands around them. */
function isNounAfterAll(text: string, words: readonly Word[], speech: readonly Speech[], at: number): boolean {
  if (speech[at] !== 'verb' && speech[at] !== 'adjective') return false;
  const [before, own, after] = [words[at - 1], words[at], words[at + 1]];
  if (!before || !own || !BEFORE_NOUNS.test(text.slice(before.start, before.end))) return false;
  if (/(?:ing|ed)$/.test(own.stem)) return false;
  const between = after ? text.slice(own.end, after.start) : '.';
  if (speech[at] === 'adjective' && !/^ +$|^[.;:)]/.test(between)) return false;
  const follows = /^ +$/.test(between) ? speech[at + 1] : undefined;
  return follows === undefined || follows === 'verb' || follows === 'other';
}
