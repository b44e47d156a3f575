import type { Word } from '#lib/graph/core/terms.ts';
import { isStopWord } from './languages.ts';
import { plainOf } from './masked.ts';
import type { Sentence } from './read-source.ts';
import type { Speech } from './speech.ts';

/** That a sentence says what something is, and which of its words are the name of that. */
export interface Definition {
  /** Words of the sentence, `to` not among them. */
  from: number;
  to: number;
  /** `A sensor is a ...`, `... is called a sensor`, `Sensor: ...`. */
  form: 'is' | 'called' | 'entry';
}

interface Cues {
  article: RegExp;
  /** What stands between a name and what it is. */
  copula: RegExp;
  /** What a copula must be followed by, or it defines nothing. */
  opener: RegExp;
  /** Copulas that define whatever follows. */
  plain: RegExp;
  called: RegExp;
}

const word = (words: string) => new RegExp(`^(?:${words})$`, 'iu');
const CUES: Readonly<Record<string, Cues>> = {
  en: {
    article: word('a|an|the'),
    copula: word('is|are|means|refers|denotes|describes'),
    opener: word('a|an|the|any|one|anything|software|hardware'),
    plain: word('means|refers|denotes|describes'),
    called: word('called|termed|dubbed'),
  },
  de: {
    article: word('ein|eine|der|die|das'),
    copula: word('ist|sind|bezeichnet|bezeichnen|bedeutet|heißt'),
    opener: word('ein|eine|einer|der|die|das|jede|jeder|jedes'),
    plain: word('bezeichnet|bezeichnen|bedeutet'),
    called: word('namens|sogenannte|sogenannten|sogenannter'),
  },
  es: {
    article: word('un|una|el|la|los|las'),
    copula: word('es|son|significa|designa|consiste'),
    opener: word('un|una|el|la|los|las|cualquier|aquel|aquella'),
    plain: word('significa|designa|consiste'),
    called: word('llamado|llamada|llamados|llamadas|denominado|denominada|llama|llaman'),
  },
  fr: {
    article: word("un|une|le|la|les|l'|l’"),
    copula: word('est|sont|désigne|signifie'),
    opener: word("un|une|le|la|les|l'|l’|tout|toute"),
    plain: word('désigne|signifie'),
    called: word('appelé|appelée|appelés|appelées|nommé|nommée|appelle'),
  },
};

const LONGEST_NAME = 5;
const SHORTEST_REST = 4;

/** What a sentence defines; null where it defines nothing. */
export function definitionIn(sentence: Sentence, speech: Speech[] | null, language: string): Definition | null {
  const cues = CUES[language];
  const { words, mask } = sentence;
  const entry = entryIn(sentence, speech, language);
  if (entry) return entry;
  if (!cues) return null;
  const say = (at: number) => textOf(mask, words[at]);
  let first = 0;
  if (cues.article.test(say(first))) first++;
  if (/^(?:term|word|name|phrase)$/i.test(say(first)) && first > 0) first++;
  for (let at = first + 1; at < words.length - SHORTEST_REST && at <= first + LONGEST_NAME + 4; at++) {
    if (!cues.copula.test(say(at))) continue;
    const to = nameEnd(sentence, first, at);
    if (to === null || !isName(words, speech, first, to, language)) break;
    const opens =
      cues.plain.test(say(at)) ||
      cues.opener.test(say(at + 1)) ||
      isKindOf(sentence, speech, at + 1) ||
      (say(at + 1) === 'used' && /^(?:define|describe|mean)$/.test(say(at + 3)));
    return opens ? { from: first, to, form: 'is' } : null;
  }
  // "Create a file called" gives a name to what is about to be, and any other would do.
  const orders = speech?.[0] === 'verb' && !/ing$/i.test(say(0));
  return orders ? null : calledIn(sentence, speech, language, cues);
}

const textOf = (mask: string, at: Word | undefined) => (at ? mask.slice(at.start, at.end) : '');

/** Where the name before a copula ends: there, or before another name for it in brackets or between commas. */
function nameEnd({ mask, words }: Sentence, first: number, copula: number): number | null {
  const rest = plainOf(mask.slice((words[first] as Word).start, (words[copula] as Word).start));
  const own = /^[^(,;:–—"“”]{1,80}(?=$| ?\([^()]{1,80}\)$|, (?:or|also|sometimes|short for)[^,]{1,60},?$)/u
    .exec(rest)?.[0]
    .trim();
  if (own === undefined) return null;
  let to = first;
  const until = own.length;
  while (to < copula) {
    const read = plainOf(mask.slice((words[first] as Word).start, (words[to] as Word).end)).length;
    if (read > until) break;
    to++;
  }
  return to > first && to - first <= LONGEST_NAME ? to : null;
}

/** Whether words may name something: none of them a small word at the edges, and the last one a noun where that is known. */
function isName(words: readonly Word[], speech: Speech[] | null, from: number, to: number, language: string): boolean {
  if (to <= from || to - from > LONGEST_NAME) return false;
  const edges = [words[from], words[to - 1]].map((at) => at?.stem ?? '');
  if (edges.some((stem) => isStopWord(stem, language) || /^\d+$/.test(stem) || stem.length < 2)) return false;
  if (!speech) return true;
  const inside = speech.slice(from, to);
  // A verb, or a small word, in the midst of a name is the sign of half a sentence.
  return (
    ['noun', 'name'].includes(inside.at(-1) as string) && !inside.slice(1).includes('verb') && !inside.includes('other')
  );
}

/** `are devices that measure`: a noun that is said more of. */
function isKindOf({ mask, words }: Sentence, speech: Speech[] | null, at: number): boolean {
  if (!speech) return false;
  for (let next = at; next < Math.min(words.length - 2, at + 5); next++) {
    if (
      speech[next] === 'noun' &&
      /^(?:that|which|who|where|used|whose|designed)$/i.test(textOf(mask, words[next + 1]))
    )
      return true;
    if (speech[next] !== 'noun' && speech[next] !== 'adjective') return false;
  }
  return false;
}

/** `... is called a sensor.`, `... known as sensors` */
function calledIn({ mask, words }: Sentence, speech: Speech[] | null, language: string, cues: Cues): Definition | null {
  const say = (at: number) => textOf(mask, words[at]);
  for (let at = 4; at < words.length - 1; at++) {
    const isKnown =
      language === 'en' && say(at) === 'as' && /^(?:known|referred)$/i.test(say(at - (say(at - 1) === 'to' ? 2 : 1)));
    if (!isKnown && !cues.called.test(say(at))) continue;
    // "Should be called" is an order as well.
    if (say(at - 1) === 'be' || isMadeNow(words, at) || !isTogether(mask, words, at, at + 1)) continue;
    const from = cues.article.test(say(at + 1)) ? at + 2 : at + 1;
    let to = from;
    while (
      to < words.length &&
      to - from < LONGEST_NAME &&
      isTogether(mask, words, from, to) &&
      isNoun(words, speech, to, language)
    )
      to++;
    if (to > from && isName(words, speech, from, to, language)) return { from, to, form: 'called' };
  }
  return null;
}

/** `a new file called`, `create a variable called`: just before. */
const isMadeNow = (words: readonly Word[], at: number): boolean =>
  words
    .slice(Math.max(0, at - 10), at)
    .some(({ stem }) =>
      /^(?:new|create|add|open|make|write|define|name|accept|file|folder|argument|variable)$/.test(stem),
    );

const isNoun = (words: readonly Word[], speech: Speech[] | null, at: number, language: string) =>
  speech ? ['noun', 'name', 'adjective'].includes(speech[at] as string) : !isStopWord(words[at]?.stem ?? '', language);

/** Whether nothing but a blank stands between a word and the one before. */
export const isTogether = (mask: string, words: readonly Word[], from: number, at: number): boolean =>
  at === from || /^\u2060*[ -]\u2060*$/.test(mask.slice((words[at - 1] as Word).end, (words[at] as Word).start));

/** `Base temperature - the least that a plant needs to grow.` */
function entryIn({ mask, words, plain }: Sentence, speech: Speech[] | null, language: string): Definition | null {
  const found = /^[^\p{L}\p{N}]{0,6}([\p{L}\p{N}][^\n:–—.?!]{1,59}?)(?:: | [-–—] )(?=\p{L})/u.exec(plain);
  if (!found) return null;
  const end = (found[1] as string).length;
  let to = 0;
  while (to < words.length && plainOf(mask.slice((words[0] as Word).start, (words[to] as Word).end)).length <= end)
    to++;
  const isShort = to > 0 && to <= LONGEST_NAME && words.length - to >= SHORTEST_REST;
  if (!isShort || !isName(words, speech, 0, to, language)) return null;
  for (let at = 1; at < to; at++) if (!isTogether(mask, words, 0, at)) return null;
  return { from: 0, to, form: 'entry' };
}
