import type { Node, Schema } from 'prosemirror-model';
import { sameContent } from './compare.ts';
import { type Cut, cutBlocks } from './cut.ts';
import { readLines } from './lines.ts';
import { readBlock, sourceBlock } from './read-blocks.ts';
import { lessonSchema } from './schema.ts';
import { type Definitions, survives } from './survives.ts';
import { MANNERS, writeBlock } from './write-blocks.ts';

/** A block as it was opened: its bytes, those between it and the block before it, and what the editor shows. */
export interface OpenedBlock {
  gap: string;
  source: string;
  node: Node;
}

export interface OpenedDocument extends Definitions {
  /** The text, byte for byte. */
  markdown: string;
  doc: Node;
  /** What nothing but saving needs: each block with its bytes. */
  blocks: OpenedBlock[];
  /** Before the first block and after the last. */
  head: string;
  tail: string;
  eol: string;
}

const BOM = '\uFEFF';
/**
 * Opens a lesson for rich editing. Each top-level block becomes rich nodes when writing and reading these gives the same
 * again, else a source block that can be edited as text. Any text can be opened, and what is not touched is never
 * written anew (`saveDocument`). The schema of an editor may be given in place of our own, with the same names.
 */
export function openDocument(markdown: string, schema: Schema = lessonSchema): OpenedDocument {
  const head = markdown.startsWith(BOM) ? BOM : '';
  const { text, original, eol } = readLines(markdown.slice(head.length));
  const cut: Cut & { isWhole?: boolean } = cutBlocks(text) ?? asOneBlock(text);

  const blocks: OpenedBlock[] = [];
  let last = 0;
  for (const { start, end, tree } of cut.blocks) {
    const source = text.slice(start, end);
    const kind = tree ? tree.type : cut.isWhole ? 'other' : 'front_matter';
    const rich = tree && readBlock(tree, { schema, text: cut.body, definitions: cut.definitions });
    const node = rich && isFaithful(rich, source, cut) ? rich : sourceBlock(kind, source, { schema });
    blocks.push({ gap: original(last, start), source: original(start, end), node });
    last = end;
  }
  const nodes = blocks.map(({ node }) => node);
  return {
    markdown,
    doc: schema.node('doc', null, nodes.length > 0 ? nodes : [schema.node('paragraph')]),
    blocks,
    head,
    tail: original(last, text.length),
    eol,
    definitions: cut.definitions,
    footnotes: cut.footnotes,
  };
}

function asOneBlock(text: string): Cut & { isWhole: boolean } {
  const start = /^\n*/.exec(text)?.[0].length ?? 0;
  const end = Math.max(start, text.replace(/\n+$/, '').length);
  const blocks = [{ start, end, tree: null }];
  return { body: text, blocks, definitions: new Map(), footnotes: new Set(), isWhole: true };
}

/** Whether the editor can hold the block: written anew it reads the same. */
function isFaithful(node: Node, source: string, cut: Cut): boolean {
  try {
    node.check();
  } catch {
    return false;
  }
  // HTML and definitions are source as it is. What comes out as it went in needs no second reading.
  if (node.type.name === 'source_block') return false;
  return MANNERS.some((manner) => {
    const written = writeBlock(node, { ...manner, usual: {} });
    return written === source || survives(written, node, cut);
  });
}

/** Whether two documents say the same, however they are written. */
export function sameDocument(a: Node, b: Node): boolean {
  return sameContent(a, b);
}
