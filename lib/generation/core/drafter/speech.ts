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
  return words.map(({ start }) => starts.get(start) ?? 'other');
}
