import { diffArrays } from 'diff';

/** A part of a lesson that begins with a heading. */
export interface Section {
  /** As it is read; null before the first heading. */
  heading: string | null;
  text: string;
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^ {0,3}#{1,6}(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
/** The line below a heading that is written without marks. */
const UNDERLINE = /^ {0,3}(?:=+|-{3,})[ \t]*$/;
const NO_PARAGRAPH = /^(?: {4}|\t| {0,3}(?:[-*+>|#]|\d+[.)] ))/;

/** Headings are shown in a line of words: links by what they say, without marks. */
const plain = (heading: string) =>
  heading
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`]+/g, '')
    .trim();

/** The sections of a lesson. What looks like a heading inside code is none. */
export function sectionsOf(markdown: string): Section[] {
  const sections: { heading: string | null; lines: string[] }[] = [{ heading: null, lines: [] }];
  const lines = markdown.split(/\r?\n/);
  let fence: string | null = null;
  for (const [at, line] of lines.entries()) {
    const current = sections.at(-1)?.lines ?? [];
    const mark = FENCE.exec(line)?.[1];
    if (fence !== null) {
      if (mark?.startsWith(fence) && line.trim() === mark) fence = null;
      current.push(line);
      continue;
    }
    if (mark) fence = mark;
    const heading = HEADING.exec(line);
    const [above, before] = [lines[at - 1] ?? '', lines[at - 2] ?? ''];
    if (heading) sections.push({ heading: plain(heading[1] ?? ''), lines: [] });
    else if (UNDERLINE.test(line) && above.trim() !== '' && before.trim() === '' && !NO_PARAGRAPH.test(above)) {
      current.pop();
      sections.push({ heading: plain(above), lines: [] });
    } else current.push(line);
  }
  return sections
    .map(({ heading, lines: own }) => ({ heading, text: own.join('\n').trim() }))
    .filter(({ heading, text }) => heading !== null || text !== '');
}

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/** The words of a text, in any script, without what stands between them. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(text)) if (isWordLike) words.push(segment);
  return words;
}

export interface WordCounts {
  added: number;
  removed: number;
}

/** Two texts that differ in more words than this are compared by which words they have, not by where: that would take seconds. */
const MOST_EDITS = 1_000;

/** How many words came and went between two texts. */
export function countWords(before: readonly string[], after: readonly string[]): WordCounts {
  const parts = diffArrays([...before], [...after], { maxEditLength: MOST_EDITS });
  if (!parts) {
    const same = shared(before, after);
    return { added: after.length - same, removed: before.length - same };
  }
  const count = (is: 'added' | 'removed') => parts.reduce((sum, part) => sum + (part[is] ? part.value.length : 0), 0);
  return { added: count('added'), removed: count('removed') };
}

/** How many words two texts have in common, wherever they stand. */
export function shared(before: readonly string[], after: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of before) left.set(word, (left.get(word) ?? 0) + 1);
  let same = 0;
  for (const word of after) {
    const count = left.get(word) ?? 0;
    if (count > 0) same++;
    left.set(word, count - 1);
  }
  return same;
}
