import { frontMatterLength } from '#lib/lessons/core/markdown.ts';

/**
 * What a lesson is about and what it speaks of, read off its text by light rules: lines and marks, not a parse. A parse of
 * 10,000 lessons takes a quarter of a minute; what is read here is evidence for a person, who sees the passage.
 */
export interface LessonText {
  headings: string[];
  /** Words the author made stand out in running text: where terms are introduced. */
  marked: string[];
  /** The running text, without code blocks and addresses. */
  prose: string;
}

export interface Word {
  /** Lower case, without the plural. */
  stem: string;
  start: number;
  end: number;
}

// Everything that may run on is bounded: a text of nothing but `<a ` would take a minute otherwise.
const FENCE = /^ {0,12}(`{3,12}|~{3,12})(?![`~])[^\n]*\n[\s\S]*?(?:\n {0,12}\1[`~]{0,12}[ \t]*(?=\n|$)|$(?![\s\S]))/gm;
const REFERENCE = /^ {0,3}\[[^\]\n]{1,200}\]:[^\n]*$/gm;
const COLONS = /^ {0,9}:{3,}[^\n]*$/gm;
const IMAGE = /!\[[^[\]\n]{0,500}\](?:\([^)\n]{0,500}\)|\[[^\]\n]{0,200}\])/g;
const LINK = /\[([^[\]\n]{0,500})\](?:\([^)\n]{0,500}\)|\[[^\]\n]{0,200}\])/g;
const TAG = /<\/?[a-zA-Z][^<>\n]{0,500}>|<!--[\s\S]{0,2000}?-->|<https?:[^>\n]{0,500}>|https?:\/\/\S+/g;
const LIST_MARK = /^[ \t]{0,12}(?:[-+*>]{1,6}|\d{1,3}[.)])[ \t]+/gm;
const HEADING = /^ {0,3}#{1,6}[ \t]+([^\s#][^\n]*)$/gm;
const MARKED = /(\*\*|__|\*|_)(?=[\p{L}\p{N}])([^*_\n]{2,60}?)(?<=[\p{L}\p{N})])\1(?![\p{L}\p{N}])/gu;
const WORD = /[\p{L}\p{N}]+(?:['’.+/-](?=[\p{L}\p{N}])[\p{L}\p{N}]+)*[+#]*/gu;

export function readLesson(markdown: string): LessonText {
  const text = markdown.replace(/\r\n?/g, '\n');
  const plain = text
    .slice(frontMatterLength(text))
    .replace(FENCE, '\n')
    .replace(REFERENCE, '')
    .replace(COLONS, '')
    .replace(IMAGE, ' ')
    .replace(LINK, '$1')
    .replace(TAG, ' ');
  const headings = Array.from(plain.matchAll(HEADING), (found) =>
    unmark((found[1] as string).trimEnd().replace(/(?<=[ \t])#+$/, '')).trim(),
  );
  const body = plain.replace(HEADING, '\n').replace(LIST_MARK, '');
  const marked = Array.from(body.matchAll(MARKED), (found) => unmark(found[2] as string));
  return { headings, marked, prose: unmark(body) };
}

const unmark = (text: string) => text.replace(/[*`~]+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '');

/** The words of a text and where they stand. */
export function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(WORD), (found) => ({
    stem: stem(found[0]),
    start: found.index,
    end: found.index + found[0].length,
  }));
}

/** One form for singular and plural, as English builds them; other languages keep their words. */
function stem(word: string): string {
  const lower = word.toLowerCase().replace(/['’]s$/, '');
  if (lower.length > 4 && lower.endsWith('ies')) return `${lower.slice(0, -3)}y`;
  if (lower.length > 4 && /(?:[sx]|ch|sh)es$/.test(lower)) return lower.slice(0, -2);
  return lower.length > 3 && /[^sui]s$/.test(lower) ? lower.slice(0, -1) : lower;
}

/** Words that are no terms by themselves, and that no term begins or ends with. */
const EMPTY = new Set(
  `a about after again all also an and another any are as at be because been before being between both but by can could
   did do does done down each else every few first for from further get give go had has have he her here his how i if in into is
   it its just last less let like make many may more most much must my need new next no not now of off on once one only
   or other our out over own part please same see set she should show so some start such take than that the their them then there
   these they thing this those through to too two under until up us use used user using very was we well were what when
   where which while who why will with within without would yes yet you your`
    .split(/\s+/)
    .map(stem),
);

export const isEmptyWord = (word: string) => EMPTY.has(word) || /^\d+$/.test(word) || word.length < 2;
