import { LONGEST_LESSON } from '#lib/base/core/content-kinds.ts';

/**
 * What lesson Markdown means beyond CommonMark, GFM and maths. The page that shows a lesson and the editor that writes it
 * go by the same rules, or an author would see something else than the learner.
 */

const FRONT_MATTER = /^---[^\S\n]*\n([\s\S]*?)\n(?:---|\.\.\.)[^\S\n]*(?:\n|$)/;
const YAML_LINE = /^(#|[\w"'-]+[\w "'-]*:(\s|$))/;

/**
 * How many characters of the text are YAML front matter. What stands between two rules at the start counts as YAML only
 * when its first line looks like it; a lesson may well begin with a thematic break.
 */
export function frontMatterLength(text: string): number {
  const found = FRONT_MATTER.exec(text);
  if (!found) return 0;
  const firstLine = (found[1] ?? '').split('\n').find((line) => line.trim() !== '') ?? '';
  return YAML_LINE.test(firstLine) ? found[0].length : 0;
}

/** Why a text cannot be a lesson, or null. */
export function tooLongForLesson(markdown: string): string | null {
  if (markdown.length <= LONGEST_LESSON) return null;
  const [has, most] = [markdown.length, LONGEST_LESSON].map((length) => length.toLocaleString('en'));
  return `A lesson holds at most ${most} characters, and this one has ${has}. Take some out, or share it out to several sparks.`;
}

// Emphasis and links are matched in quadratic time within a paragraph; 60 KB of nothing but `*a_` take half a minute.
const MOST_MARKS = 5_000;
// Each level of a quotation is parsed again for every level above it: 50,000 of them take a quarter of a minute.
const TOO_DEEP = /^(?:[ \t]{0,3}>){200}/m;
// A formula is drawn in 0.2 ms.
const MOST_DOLLARS = 10_000;

/** Whether a parser would need too long for this text. */
export function isTangled(markdown: string): boolean {
  if (TOO_DEEP.test(markdown) || markdown.split('$').length > MOST_DOLLARS) return true;
  return markdown.split(/\n\s*\n/).some((chunk) => (chunk.match(/[*_~]+|\]\(/g)?.length ?? 0) > MOST_MARKS);
}

const WORDS_PER_MINUTE = 200;

/** Whole minutes it takes to read so many words, at least 1 where there is a word to read. */
export function readingMinutes(words: number): number {
  return Math.ceil(words / WORDS_PER_MINUTE);
}
