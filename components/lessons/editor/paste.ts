import { type Editor, Extension } from '@tiptap/core';
import { Fragment, type Node, Slice } from '@tiptap/pm/model';
import { Plugin, type Transaction } from '@tiptap/pm/state';
import { toast } from '#components/ui/toast.tsx';
import { tooLongForLesson } from '#lib/lessons/core/markdown.ts';
import { readHtml, readMarkdown } from './model.ts';
import { editorText } from './text.ts';
import { filesIn } from './upload.ts';
import { uploadAt } from './uploads.ts';

// Plain text with at least one of these is Markdown: a heading, a list, a quotation, a fence, a row of a table, strong
// words, code, a link, a formula.
const MARKDOWN =
  /^ {0,3}(#{1,6} \S|[-*+] \S|\d{1,9}[.)] \S|> |```|~~~|\$\$|\|.*\|\s*$)|\*\*[^*\n]+\*\*|`[^`\n]+`|\[[^\]\n]+\]\([^)\s]+\)/m;

/** Whether plain text is meant as Markdown. */
export function looksLikeMarkdown(text: string): boolean {
  return MARKDOWN.test(text);
}

/** What is put in: the words of a lone paragraph, else whole blocks that join at the ends. */
function sliceOf(blocks: Node[]): Slice {
  const open = (node: Node | undefined) => (node?.type.name === 'paragraph' ? 1 : 0);
  return new Slice(Fragment.from(blocks), open(blocks[0]), open(blocks.at(-1)));
}

/** Puts blocks where the cursor was when they were asked for, wherever that is by the time they come. */
async function insertLater(editor: Editor, read: Promise<Node[]>, otherwise: string) {
  let bookmark = editor.state.selection.getBookmark();
  const follow = ({ transaction }: { transaction: Transaction }) => {
    bookmark = bookmark.map(transaction.mapping);
  };
  editor.on('transaction', follow);
  const blocks = await read.catch(() => []);
  editor.off('transaction', follow);
  if (editor.isDestroyed) return;
  const { tr } = editor.state;
  tr.setSelection(bookmark.resolve(tr.doc));
  if (blocks.length > 0) tr.replaceSelection(sliceOf(blocks));
  else tr.insertText(otherwise);
  editor.view.dispatch(tr.scrollIntoView().setMeta('paste', true));
}

export const Paste = Extension.create({
  name: 'lesson_paste',
  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new Plugin({
        props: {
          handlePaste: (view, event) => {
            const data = event.clipboardData;
            if (!data || view.state.selection.$from.parent.type.spec.code) return false;
            const files = filesIn(data);
            if (files.length > 0) return uploadAt(editor, files);
            const html = data.getData('text/html');
            const plain = data.getData('text/plain');
            const tooLong = tooLongForLesson(plain);
            if (tooLong) {
              toast.problem(editorText.tooLongToPaste, { detail: tooLong });
              return true;
            }
            // From one lesson to another nothing has to be cleaned.
            if (html.includes('data-pm-slice')) return false;
            const isCode = data.types.includes('vscode-editor-data');
            if (html.trim() !== '' && !isCode) void insertLater(editor, readHtml(html, editor.schema), plain);
            else if (looksLikeMarkdown(plain) && !isCode)
              void insertLater(editor, readMarkdown(plain, editor.schema), plain);
            else return false;
            return true;
          },
        },
      }),
    ];
  },
});
