import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { wordsIn } from '#lib/lessons/core/words.ts';

/** A heading of a lesson at which it can be cut in two. */
export interface CutPoint {
  offset: number;
  depth: number;
  title: string;
  /** Words before it and from it on. */
  words_before: number;
  words_after: number;
}

export interface CutPoints {
  version: number;
  points: CutPoint[];
}

/** The headings of a lesson that have text on both sides; those inside of quotes, lists and code do not divide it. */
export function findCutPoints(content_md: string): CutPoint[] {
  const points: CutPoint[] = [];
  for (const node of unified().use(remarkParse).parse(content_md).children) {
    const offset = node.position?.start.offset;
    const end = node.position?.end.offset;
    if (node.type !== 'heading' || offset === undefined || end === undefined) continue;
    const [before, after] = [content_md.slice(0, offset), content_md.slice(offset)];
    if (before.trim() === '') continue;
    const title = content_md
      .slice(offset, end)
      .split('\n')[0]
      ?.replace(/^#{1,6}\s*|\s*#*\s*$/g, '')
      .replace(/[*_`]/g, '');
    points.push({
      offset,
      depth: node.depth,
      title: title?.trim() ?? '',
      words_before: wordsIn(before),
      words_after: wordsIn(after),
    });
  }
  return points;
}

/**
 * Minutes of the two parts of a lesson, shared out by their words; halves where there are none. Each part takes a minute at
 * least, so a lesson of one minute becomes two of one each.
 */
export function shareMinutes(
  minutes: number,
  { words_before, words_after }: Pick<CutPoint, 'words_before' | 'words_after'>,
): [first: number, second: number] {
  const words = words_before + words_after;
  const second = Math.max(1, Math.round(minutes * (words > 0 ? words_after / words : 0.5)));
  return [Math.max(1, minutes - second), second];
}
