/** Where something is found. */
export const FOUND_IN = ['title', 'summary', 'lesson', 'exercise'] as const;
export type FoundIn = (typeof FOUND_IN)[number];

export const FOUND_STATES = ['draft', 'published', 'changed'] as const;
export type FoundState = (typeof FOUND_STATES)[number];

// Characters that no text of people holds; the search puts a hit between them.
const HIT_BEGINS = '\u0002';
const HIT_ENDS = '\u0003';

export interface TextPiece {
  text: string;
  is_hit: boolean;
}

/** A text of the search, cut at its hits. */
export function hitsOf(marked: string): TextPiece[] {
  return marked
    .split(HIT_BEGINS)
    .flatMap((part, at) => {
      const [hit = '', ...rest] = part.split(HIT_ENDS);
      if (at === 0 || rest.length === 0) return [{ text: part.replaceAll(HIT_ENDS, ''), is_hit: false }];
      return [
        { text: hit, is_hit: true },
        { text: rest.join(''), is_hit: false },
      ];
    })
    .filter(({ text }) => text !== '');
}

/** The words that were hit, each once, as they are written there. */
export function hitWords(marked: string, most = 8): string[] {
  const words = hitsOf(marked).flatMap(({ text, is_hit }) => (is_hit ? [text.trim()] : []));
  const seen = new Map(words.map((word) => [word.toLocaleLowerCase(), word]));
  return [...seen.values()].filter(Boolean).slice(0, most);
}

/** Which of some hits, in order of their places, begins the passage that holds most of the different words; -1 for none. */
export function bestPassage(hits: readonly { at: number; word: string }[], length = 400): number {
  let best = { first: -1, words: 0 };
  hits.forEach(({ at }, first) => {
    const words = new Set<string>();
    for (let next = first; next < hits.length; next++) {
      const hit = hits[next];
      if (!hit || hit.at > at + length) break;
      words.add(hit.word.toLocaleLowerCase());
    }
    if (words.size > best.words) best = { first, words: words.size };
  });
  return best.first;
}

/**
 * The words to ask for one by one where nothing comes close to all of them: two slips in two words leave too little of the whole for
 * the database to see, but enough of each.
 */
export function wordsApart(typed: string, least = 4, most = 3): string[] {
  const words = [...new Set(typed.split(/\s+/).filter(Boolean))];
  if (words.length < 2) return [];
  return words
    .filter((word) => word.length >= least)
    .sort((one, other) => other.length - one.length)
    .slice(0, most);
}

/** The hits of a text on one line: what stands far before the first of them is left out. */
export function hitLine(marked: string, before = 30, most = 160): { text: string; hits: [number, number][] } {
  const pieces = hitsOf(marked.replace(/\s+/g, ' ').trim());
  const lead = pieces[0]?.is_hit === false && pieces.length > 1 ? pieces[0].text : '';
  let text = '';
  const hits: [number, number][] = [];
  for (const piece of lead ? [{ text: lastWords(lead, before), is_hit: false }, ...pieces.slice(1)] : pieces) {
    if (piece.is_hit) hits.push([text.length, text.length + piece.text.length]);
    text += piece.text;
    if (text.length >= most) break;
  }
  return { text, hits };
}

function lastWords(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = text.slice(-most);
  return `…${end.slice(end.indexOf(' ') + 1)}`;
}
