import { Extension, type Extensions } from '@tiptap/core';
import { dropCursor } from '@tiptap/pm/dropcursor';
import { gapCursor } from '@tiptap/pm/gapcursor';
import { history } from '@tiptap/pm/history';
import { Plugin } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { CodeColours } from './code-colours.ts';
import { Find } from './find.ts';
import { InputRules } from './input-rules.ts';
import { Keys } from './keys.ts';
import { Paste } from './paste.ts';
import { schemaExtensions } from './schema-extensions.ts';
import { Suggest } from './suggest.ts';
import { Tables } from './tables.ts';
import { editorText } from './text.ts';
import { TypingOrder } from './typing-order.ts';
import { Uploads } from './uploads.ts';
import { nodeViews } from './views/node-views.ts';

const Base = Extension.create({
  name: 'lesson_base',
  addProseMirrorPlugins: () => [
    history(),
    dropCursor({ class: 'drop-cursor', width: 2, color: false }),
    gapCursor(),
    new Plugin({ props: { nodeViews: nodeViews() } }),
    new Plugin({ props: { decorations: ({ doc }) => (isBlank(doc) ? placeholder(doc) : null) } }),
  ],
});

type Doc = Parameters<typeof DecorationSet.create>[0];
const isBlank = (doc: Doc) =>
  doc.childCount === 1 && doc.firstChild?.type.name === 'paragraph' && doc.firstChild.content.size === 0;
const placeholder = (doc: Doc) =>
  DecorationSet.create(doc, [Decoration.node(0, doc.content.size, { 'data-placeholder': editorText.placeholder })]);

/** All that makes the editor of lessons. */
export function editorExtensions(): Extensions {
  return [
    ...schemaExtensions(),
    ...[Suggest, Find, Keys, InputRules, Paste, Uploads, Base, Tables, CodeColours, TypingOrder],
  ];
}
