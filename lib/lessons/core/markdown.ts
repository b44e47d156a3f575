/**
 * What lesson Markdown means beyond CommonMark, GFM and maths. The page that shows a lesson and the editor that writes it
 * go by the same rules, or an author would see something else than the learner.
 */

/** The callouts that GitHub knows, with the heading each gets. */
export const CALLOUTS = {
  note: 'Note',
  tip: 'Tip',
  important: 'Important',
  warning: 'Warning',
  caution: 'Caution',
} as const;

export type Callout = keyof typeof CALLOUTS;

export interface CalloutMark {
  kind: Callout;
  /** The mark with its line, and the line break after it. */
  mark: string;
  /** A text after the mark is the heading, as Obsidian has it. */
  title: string;
}

const CALLOUT_MARK = /^\[!(note|tip|important|warning|caution)\][^\S\n]*([^\n]*)(?:\n|$)/i;
const FRONT_MATTER = /^---[^\S\n]*\n([\s\S]*?)\n(?:---|\.\.\.)[^\S\n]*(?:\n|$)/;
const YAML_LINE = /^(#|[\w"'-]+[\w "'-]*:(\s|$))/;

/** Reads the `[!NOTE]` at the start of the first text of a quotation. */
export function readCalloutMark(text: string): CalloutMark | null {
  const found = CALLOUT_MARK.exec(text);
  if (!found) return null;
  return { kind: (found[1] ?? '').toLowerCase() as Callout, mark: found[0], title: found[2]?.trim() ?? '' };
}

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

/** `$5 and $10` is money: by pandoc's rule a closing dollar is never followed by a digit. */
export function isMoney(source: string, start: number, end: number): boolean {
  return source[start + 1] !== '$' && /\d/.test(source[end] ?? '');
}

/** Characters that a lesson may hold when it is written in the studio. A longer one that was imported is shown as its source. */
export const LONGEST_LESSON = 1_000_000;

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
