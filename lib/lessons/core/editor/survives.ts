import type { Definition } from 'mdast';
import type { Node } from 'prosemirror-model';
import { sameContent } from './compare.ts';
import { cutBlocks } from './cut.ts';
import { readBlock } from './read-blocks.ts';

/** What the rest of the lesson defines: without it a reference is only text in brackets. */
export interface Definitions {
  definitions: ReadonlyMap<string, Definition>;
  footnotes: ReadonlySet<string>;
}

/** Whether the text, read as part of the lesson, is this block and nothing else. */
export function survives(text: string, node: Node, lesson: Definitions): boolean {
  if (text.trim() === '') return false;
  const before = definitionsFor(text, lesson);
  const cut = cutBlocks(before + text);
  if (!cut) return false;
  const blocks = cut.blocks.filter(({ start }) => start >= before.length);
  const [only] = blocks;
  if (blocks.length !== 1 || !only?.tree || only.start !== before.length || only.end !== before.length + text.length)
    return false;
  const definitions = new Map([...cut.definitions, ...lesson.definitions]);
  const read = readBlock(only.tree, { schema: node.type.schema, text: cut.body, definitions });
  return read !== null && sameContent(read, node);
}

/** What makes two labels the same. */
export const labelId = (label: string) => label.replace(/\s+/g, ' ').trim().toLowerCase();

/** Definitions of the labels that the text mentions, closed by a comment so that nothing below belongs to them. */
function definitionsFor(text: string, { definitions, footnotes }: Definitions): string {
  if (!text.includes('[') || definitions.size + footnotes.size === 0) return '';
  const lines = new Set<string>();
  for (const [, label = ''] of text.matchAll(/\[((?:[^[\]\\]|\\.)+)\]/gs)) {
    const id = labelId(label);
    const definition = definitions.get(id);
    if (definition) lines.add(`[${definition.label ?? id}]: x`);
    if (id.startsWith('^') && footnotes.has(id.slice(1))) lines.add(`[${id}]: x`);
  }
  return lines.size === 0 ? '' : `${[...lines].join('\n\n')}\n\n<!-- -->\n\n`;
}
