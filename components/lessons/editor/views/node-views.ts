import type { NodeViewConstructor } from '@tiptap/pm/view';
import { atomViews } from './atoms.ts';
import { callout } from './callout.ts';
import { codeBlock } from './code-block.ts';
import { footnoteDefinition, listItem, sourceBlock } from './framed.ts';

/** How the nodes of a lesson are drawn, where it takes more than their element. */
export const nodeViews = (): Record<string, NodeViewConstructor> => ({
  ...atomViews,
  callout,
  code_block: codeBlock,
  footnote_definition: footnoteDefinition,
  list_item: listItem,
  source_block: sourceBlock,
});
