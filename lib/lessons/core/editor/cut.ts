import type { Definition, Root, RootContent } from 'mdast';
import { visit } from 'unist-util-visit';
import { LONGEST_LESSON } from '#lib/base/core/content-kinds.ts';
import { frontMatterLength, isTangled } from '../markdown.ts';
import { lessonSyntax } from '../syntax.ts';

/** A block of whole lines; `tree` is null for front matter. */
export interface CutBlock {
  start: number;
  end: number;
  tree: RootContent | null;
}

export interface Cut {
  /** What the positions within the trees count from. */
  body: string;
  blocks: CutBlock[];
  definitions: Map<string, Definition>;
  /** Labels of the footnotes that are defined. */
  footnotes: Set<string>;
}

const parser = lessonSyntax().freeze();

/**
 * Cuts a text into its top-level blocks. Null where no parser can be trusted with it: too long, too tangled, nested too
 * deeply, or with blocks whose positions overlap, which happens with some definitions.
 */
export function cutBlocks(text: string): Cut | null {
  if (text.length > LONGEST_LESSON || isTangled(text)) return null;
  const front = frontMatterLength(text);
  const body = text.slice(front);
  let tree: Root;
  try {
    tree = parser.parse(body);
  } catch {
    return null;
  }

  const blocks: CutBlock[] = [];
  if (front > 0) blocks.push({ start: 0, end: text.slice(0, front).trimEnd().length, tree: null });
  let last = front;
  for (const child of tree.children) {
    const start = front + (child.position?.start.offset ?? 0);
    const end = front + (child.position?.end.offset ?? 0);
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const lineEnd = text.indexOf('\n', end);
    const isLineDone = end > start && text[end - 1] === '\n';
    const block = { start: lineStart, end: isLineDone ? end : lineEnd < 0 ? text.length : lineEnd, tree: child };
    if (block.start < last || /[^ \t\n]/.test(text.slice(last, block.start))) return null;
    // Without a line between them, two blocks cannot be told apart by their lines.
    if (blocks.length > 0 && !text.slice(last - 1, block.start).includes('\n')) return null;
    blocks.push(block);
    last = block.end;
  }
  if (/[^ \t\n]/.test(text.slice(last))) return null;

  const definitions = new Map<string, Definition>();
  const footnotes = new Set<string>();
  visit(tree, (node) => {
    if (node.type === 'definition' && !definitions.has(node.identifier)) definitions.set(node.identifier, node);
    if (node.type === 'footnoteDefinition') footnotes.add(node.identifier);
  });
  return { body, blocks, definitions, footnotes };
}
