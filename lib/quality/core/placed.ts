import { cutBlocks } from '#lib/lessons/core/editor/cut.ts';
import { readLines } from '#lib/lessons/core/editor/lines.ts';
import { type Analysis, analyse, type LessonContext, type LessonSaid } from './analyse.ts';
import { applyEdits, type Finding } from './finding.ts';

/** Where a finding stands among the top-level blocks of the editor, in what words, and what the block is after its fix. */
export interface PlacedFinding extends Finding {
  block: number | null;
  words: string;
  fixed_block: string | null;
}

/** The analysis of a lesson that is open in the editor. */
export function analysePlaced(
  lesson: LessonSaid,
  context: LessonContext,
): { findings: PlacedFinding[]; scores: Analysis['scores'] } {
  const { text } = readLines(lesson.content_md.replace(/^\uFEFF/, ''));
  const { findings, scores } = analyse({ ...lesson, content_md: text }, context);
  const blocks = cutBlocks(text)?.blocks ?? [];
  return { findings: findings.map((finding) => placed(finding, text, blocks)), scores };
}

function placed(finding: Finding, text: string, blocks: readonly { start: number; end: number }[]): PlacedFinding {
  const { place, fix } = finding;
  if (!place || !('from' in place)) return { ...finding, block: null, words: '', fixed_block: null };
  const at = blocks.findIndex(({ start, end }) => place.from >= start && place.from < Math.max(end, start + 1));
  const block = blocks[at];
  if (!block) return { ...finding, block: null, words: '', fixed_block: null };
  const { start, end } = block;
  const isInside = fix?.edits.every(({ from, to }) => from >= start && to <= end);
  const edits = fix?.edits.map((edit) => ({ ...edit, from: edit.from - start, to: edit.to - start }));
  return {
    ...finding,
    block: at,
    words: place.from === start && place.to === end ? '' : plainWords(text.slice(place.from, place.to)),
    fixed_block: isInside && edits ? applyEdits(text.slice(start, end), edits) : null,
  };
}

/** The words of a piece of Markdown, as they stand on the screen. */
const plainWords = (markdown: string) =>
  markdown
    .replace(/^!?\[([^\]]*)\].*$/s, '$1')
    .replace(/[*_`~]/g, '')
    .trim();
