import type { Word } from '#lib/graph/core/terms.ts';
import type { Definition } from './definitions.ts';
import { isStopWord } from './languages.ts';
import type { Sentence } from './read-source.ts';
import type { Speech } from './speech.ts';

// What terms have in common by what a text says of them. Whoever does not know an answer takes something of the same kind for it: what is said to be
// the same thing ("a cipher that ..."), or is named with it in one breath ("numbers, strings and lists").

/** A term of a sentence: words of it, `to` not among them. */
export interface Span {
  key: string;
  from: number;
  to: number;
}

/** "A form of cipher": what stands after it says what it is. */
const EMPTY =
  /^(?:form|type|kind|sort|set|piece|part|way|term|name|word|collection|group|series|example|variant|subset|class|member|thing|concept)$/;
const LONGEST_PHRASE = 6;

/** What a definition says that something is: the noun after "is a", without what is said more of it; null where that is not plain. */
export function kindIn(
  { words, mask }: Sentence,
  speech: readonly Speech[] | null,
  { to, form }: Definition,
): string | null {
  if (!speech || form === 'called') return null;
  let at = to;
  // To the article, or to the first noun where there is none.
  const say = (place: number) => textOf(mask, words[place]);
  if (form === 'is') while (at < words.length && !/^(?:is|are|means|refers|describes|denotes)$/i.test(say(at))) at++;
  if (form === 'is') at++;
  else if (!/^(?:an?|the)$/i.test(say(at))) return null;
  for (let hops = 0; hops < 2; hops++) {
    const head = headFrom(words, speech, mask, at);
    if (head === null) return null;
    const { stem } = words[head] as Word;
    if (!EMPTY.test(stem)) return isStopWord(stem, 'en') ? null : stem;
    if (!/^of$/i.test(say(head + 1))) return null;
    at = head + 2;
  }
  return null;
}

/** The last noun of the phrase that begins at a word. */
function headFrom(words: readonly Word[], speech: readonly Speech[], mask: string, from: number): number | null {
  let head: number | null = null;
  for (let at = from; at < Math.min(words.length, from + LONGEST_PHRASE); at++) {
    const is = speech[at];
    const isOpener = head === null && /^(?:an?|the|any|one|to|as)$/i.test(textOf(mask, words[at]));
    if (is === 'noun' || is === 'name') head = at;
    else if (
      head !== null ||
      !(
        isOpener ||
        is === 'adjective' ||
        (is === 'verb' && /(?:ed|ing)$/.test(words[at]?.stem ?? '')) ||
        isStopWord(words[at]?.stem ?? '', 'en')
      )
    )
      break;
    if (
      head !== null &&
      !/^[ -]$/.test(mask.slice((words[at] as Word).end, words[at + 1]?.start ?? 0).replaceAll('\u2060', ''))
    )
      break;
  }
  return head;
}

const textOf = (mask: string, word: Word | undefined) => (word ? mask.slice(word.start, word.end) : '');

const COMMA = /^\s*,\s*(?:(?:and|or|und|oder|et|ou|y|o)\s+)?(?:(?:an?|the)\s+)?$/i;
const AND = /^\s*(?:and|und|et|y|&|vs\.?|versus)\s+(?:(?:an?|the)\s+)?$/i;
const OR = /^\s*(?:or|oder|ou|o)\s+(?:(?:an?|the)\s+)?$/i;

/** The terms that a sentence names in one breath. Of two with "or" between them the second may be another name of the first. */
export function namedTogether({ words, mask }: Sentence, spans: readonly Span[]): string[][] {
  const found: string[][] = [];
  let open: Span[] = [];
  let isAlias = true;
  const close = () => {
    const keys = [...new Set(open.map(({ key }) => key))];
    if (keys.length > 2 || (keys.length === 2 && !isAlias)) found.push(keys);
  };
  for (const span of spans) {
    const last = open.at(-1);
    const between =
      last && mask.slice((words[last.to - 1] as Word).end, (words[span.from] as Word).start).replaceAll('\u2060', '');
    if (between !== undefined && (COMMA.test(between) || AND.test(between) || OR.test(between))) {
      open.push(span);
      if (AND.test(between) || /and|und|et|y/.test(between)) isAlias = false;
      continue;
    }
    close();
    open = [span];
    isAlias = true;
  }
  close();
  return found;
}
