// Words of Japanese, Chinese or Thai come from the segmenter's dictionaries, whatever the locale.
const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/** How many words there are in a text, in any script. */
export function wordsIn(text: string): number {
  let words = 0;
  for (const { isWordLike } of segmenter.segment(text)) if (isWordLike) words++;
  return words;
}
