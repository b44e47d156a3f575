import { Extension } from '@tiptap/core';
import { Plugin, type Selection, TextSelection } from '@tiptap/pm/state';

// Text that comes with no pause between keys, from expanders and dictation, keeps its order. Until the page is drawn again
// Chromium puts a letter beside a formula at the start of the line, and tells of the first letter of an empty block before it has
// moved the cursor.

/** Whether the browser may mistake the place: in an empty block, and beside what is no text. */
function isUnsafe({ $from, empty }: Selection): boolean {
  if (!empty || !$from.parent.isTextblock) return false;
  const isOther = (node: typeof $from.nodeBefore) => node !== null && !node.isText;
  return $from.parent.content.size === 0 || isOther($from.nodeBefore) || isOther($from.nodeAfter);
}

export const TypingOrder = Extension.create({
  name: 'lesson_typing_order',
  // After the rules for what one types, which may make something else of it.
  priority: 10,
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        /** There the browser does not put the letter in; this does. */
        handleKeyPress: (view, { charCode }) => {
          const { selection } = view.state;
          if (!(selection instanceof TextSelection) || charCode < 32 || !isUnsafe(selection)) return false;
          const text = String.fromCharCode(charCode);
          const at = selection.from;
          const usual = () => view.state.tr.insertText(text).scrollIntoView();
          if (!view.someProp('handleTextInput', (handle) => handle(view, at, at, text, usual))) view.dispatch(usual());
          return true;
        },
        /** Behind what was typed the cursor moves on, wherever the browser has left it. */
        handleTextInput: (view, from, to, text, usual) => {
          const { selection } = view.state;
          if (view.composing || from !== to || !selection.empty || selection.head !== from) return false;
          const tr = usual();
          const behind = from + text.length;
          if (!tr.docChanged || tr.selection.head === behind) return false;
          view.dispatch(tr.setSelection(TextSelection.create(tr.doc, behind)));
          return true;
        },
      },
    }),
  ],
});
