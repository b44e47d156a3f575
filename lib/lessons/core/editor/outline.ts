import type { Node } from 'prosemirror-model';
import { wordsIn } from '../words.ts';

export interface OutlineHeading {
  level: number;
  text: string;
  /** Place of the heading in the document. */
  at: number;
}

/** The headings of a lesson in their order, without the empty ones. */
export function outlineOf(doc: Node): OutlineHeading[] {
  const found: OutlineHeading[] = [];
  doc.descendants((node, at) => {
    if (node.type.name !== 'heading') return !node.isTextblock;
    const text = node.textBetween(0, node.content.size, '', wordsOfLeaf).replace(/\s+/g, ' ').trim();
    if (text !== '') found.push({ level: node.attrs.level, text, at });
    return false;
  });
  return found;
}

// Nodes never change: after a keystroke only one paragraph is counted again.
const counts = new WeakMap<Node, number>();

/** The words that are read as prose: no code, formulas, definitions or tags. */
export function countWords(doc: Node): number {
  const known = counts.get(doc);
  if (known !== undefined) return known;
  let words = 0;
  if (doc.isTextblock) words = wordsIn(proseOf(doc));
  else for (const child of doc.children) words += countWords(child);
  counts.set(doc, words);
  return words;
}

function proseOf(block: Node): string {
  if (block.type.name === 'code_block') return '';
  if (block.type.name !== 'source_block') return block.textBetween(0, block.content.size, ' ', proseOfLeaf);
  const { kind } = block.attrs;
  if (kind === 'definition' || kind === 'front_matter') return '';
  return kind === 'html' ? block.textContent.replace(/<!--[\s\S]*?-->|<[^>]*>/g, ' ') : block.textContent;
}

/** An image is read by those who cannot see it; what the others read of it is not text. */
function proseOfLeaf(leaf: Node): string {
  return leaf.type.name.endsWith('_break') ? ' ' : '';
}

function wordsOfLeaf(leaf: Node): string {
  if (leaf.type.name.endsWith('_break')) return ' ';
  return leaf.attrs.latex ?? leaf.attrs.alt ?? '';
}
