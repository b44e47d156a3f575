/** A passage of a text by its words, so that it is found again after the text around it has changed. */
export interface Anchor {
  quote: string;
  /** What stood before and after it. */
  before: string;
  after: string;
  /** How many characters stood before it. */
  at: number;
}

export interface Passage {
  from: number;
  to: number;
}

export const LONGEST_QUOTE = 1_000;
/** So much of the text around a passage is kept. */
export const AROUND = 32;
/** A quote of so many characters is taken for the passage wherever it stands. */
const TELLING = 12;
/** Of the text around a shorter one, so many characters have to be there as well. */
const FAMILIAR = 6;
/** Of the words of a passage that was edited, this share has to be there still. */
const ENOUGH_WORDS = 0.6;
/** Fewer words than that are no passage any more once one of them is another. */
const FEWEST_WORDS = 4;

/** The anchor of a passage of a text, as `plainText` gives it. */
export function anchorOf(text: string, { from, to }: Passage): Anchor {
  const end = whole(text, Math.min(to, from + LONGEST_QUOTE));
  return {
    quote: text.slice(from, end),
    before: text.slice(whole(text, Math.max(0, from - AROUND)), from),
    after: text.slice(end, whole(text, Math.min(text.length, end + AROUND))),
    at: from,
  };
}

// Half of a character is nothing that can be stored.
const whole = (text: string, at: number) => (/[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at - 1 : at);

/**
 * Where the passage of an anchor stands in a text: its very words, of several places the one whose surroundings are most alike
 * and then the nearest; else the stretch that still has most of its words. Null where it is gone. Linear in the text.
 */
export function findAnchor(text: string, anchor: Anchor): Passage | null {
  return findWords(text, anchor) ?? findEdited(text, anchor);
}

function findWords(text: string, anchor: Anchor): Passage | null {
  const { quote, at } = anchor;
  let best: { from: number; alike: number } | null = null;
  let count = 0;
  for (const from of occurrences(text, quote)) {
    count++;
    const alike = alikeAround(text, from, anchor);
    const isBetter =
      !best || alike > best.alike || (alike === best.alike && Math.abs(from - at) < Math.abs(best.from - at));
    if (isBetter) best = { from, alike };
  }
  if (!best) return null;
  const isKnown = count === 1 || quote.length >= TELLING || best.alike >= FAMILIAR;
  return isKnown ? { from: best.from, to: best.from + quote.length } : null;
}

/** How many characters before and after a place are those around the passage. */
function alikeAround(text: string, from: number, { quote, before, after }: Anchor): number {
  let back = 0;
  while (back < before.length && text[from - 1 - back] === before[before.length - 1 - back]) back++;
  const end = from + quote.length;
  let on = 0;
  while (on < after.length && text[end + on] === after[on]) on++;
  return back + on;
}

/** Every place of a pattern. By the method of Knuth, Morris and Pratt: no text makes it slow. */
function* occurrences(text: string, pattern: string): Generator<number> {
  if (pattern === '') return;
  const borders = new Uint32Array(pattern.length);
  for (let at = 1, border = 0; at < pattern.length; at++) {
    while (border > 0 && pattern[at] !== pattern[border]) border = borders[border - 1] as number;
    if (pattern[at] === pattern[border]) border++;
    borders[at] = border;
  }
  for (let at = 0, matched = 0; at < text.length; at++) {
    while (matched > 0 && text[at] !== pattern[matched]) matched = borders[matched - 1] as number;
    if (text[at] === pattern[matched]) matched++;
    if (matched < pattern.length) continue;
    yield at - pattern.length + 1;
    matched = borders[matched - 1] as number;
  }
}

interface Word {
  word: string;
  from: number;
  to: number;
}

// Scripts without spaces between words: each sign counts as one.
const WORDS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+/gu;

const wordsOf = (text: string): Word[] =>
  [...text.matchAll(WORDS)].map(({ 0: word, index }) => ({
    word: word.toLowerCase(),
    from: index,
    to: index + word.length,
  }));

/** The stretch of as many words as the passage had that has most of them: a window goes over the text once. */
function findEdited(text: string, { quote, at }: Anchor): Passage | null {
  const wanted = wordsOf(quote);
  const words = wordsOf(text);
  const size = wanted.length;
  if (size < FEWEST_WORDS) return null;
  const missing = new Map<string, number>();
  for (const { word } of wanted) missing.set(word, (missing.get(word) ?? 0) + 1);
  let shared = 0;
  let best = { shared: 0, first: 0, far: Number.POSITIVE_INFINITY };
  for (const [nth, { word }] of words.entries()) {
    const left = missing.get(word);
    if (left !== undefined) {
      if (left > 0) shared++;
      missing.set(word, left - 1);
    }
    const out = words[nth - size];
    const back = out && missing.get(out.word);
    if (out && back !== undefined) {
      if (back >= 0) shared--;
      missing.set(out.word, back + 1);
    }
    const first = Math.max(0, nth - size + 1);
    const far = Math.abs((words[first] as Word).from - at);
    if (shared > best.shared || (shared === best.shared && far < best.far)) best = { shared, first, far };
  }
  if (best.shared < size * ENOUGH_WORDS) return null;
  // Words at the ends that were never of the passage only filled the window, and what came in between pushed its ends out of it.
  const known = new Set(wanted.map(({ word }) => word));
  const window = words.slice(best.first, best.first + size).filter(({ word }) => known.has(word));
  const more = Math.ceil(size / 3);
  const start = words
    .slice(Math.max(0, best.first - more), best.first)
    .findLast(({ word }) => word === wanted[0]?.word);
  const end = words.slice(best.first + size, best.first + size + more).find(({ word }) => word === wanted.at(-1)?.word);
  return { from: (start ?? (window[0] as Word)).from, to: (end ?? (window.at(-1) as Word)).to };
}
