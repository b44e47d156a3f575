// Joiners, marks of direction, soft hyphens: they are seen by nobody, and come and go with the program that a text went through.
// biome-ignore lint/suspicious/noMisleadingCharacterClass: each of them is meant by itself.
const UNSEEN = /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;

export interface PlainText {
  text: string;
  /** Of each character, where it stood in what it was made of. */
  places: number[];
}

/** A text as passages are looked for in it: any run of blanks is one space, and what is not seen is left out. */
export function plainText(shown: string): PlainText {
  const kept: string[] = [];
  const places: number[] = [];
  for (let at = 0; at < shown.length; at++) {
    const letter = shown.charAt(at);
    if (UNSEEN.test(letter)) continue;
    const isBlank = /\s/.test(letter);
    if (isBlank && (kept.length === 0 || kept.at(-1) === ' ')) continue;
    kept.push(isBlank ? ' ' : letter);
    places.push(at);
  }
  return { text: kept.join(''), places };
}
