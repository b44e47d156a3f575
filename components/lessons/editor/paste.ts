import { type Editor, Extension } from '@tiptap/core';
import { DOMParser as ContentParser, type Node, Slice } from '@tiptap/pm/model';
import { type EditorState, Plugin, TextSelection, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { filesIn } from '#components/ui/pasted-files.ts';
import { toast } from '#components/ui/toast.tsx';
import { withFreeFootnotes } from '#lib/lessons/core/editor/paste-footnotes.ts';
import { tooLongForLesson } from '#lib/lessons/core/markdown.ts';
import { safeLink } from './address.ts';
import { type CleanBlocks, readHtml, readMarkdown } from './model.ts';
import { blocksOfText, isInCell, pasteBlocks } from './paste-into.ts';
import { uploadPasted } from './paste-pictures.ts';
import { editorText } from './text.ts';
import { uploadAt } from './uploads.ts';

// Plain text with at least one of these is Markdown: a heading, a list, a quotation, a fence, a row of a table, strong
// words, code, a link, a formula.
const MARKDOWN =
  /^ {0,3}(#{1,6} \S|[-*+] \S|\d{1,9}[.)] \S|> |```|~~~|\$\$|\|.*\|\s*$)|\*\*[^*\n]+\*\*|`[^`\n]+`|\[[^\]\n]+\]\([^)\s]+\)/m;

/** Whether plain text is meant as Markdown. */
export function looksLikeMarkdown(text: string): boolean {
  return MARKDOWN.test(text);
}

const plainOf = (read: Promise<Node[]>): Promise<CleanBlocks> =>
  read.then((blocks) => ({ blocks, pictures: [], lost: 0, remote: 0 }));

/**
 * Puts blocks where the cursor was when they were asked for. What is typed until they come stands behind them, as it would
 * had they come at once.
 */
async function insertLater(editor: Editor, read: Promise<CleanBlocks>, otherwise: string) {
  let { from, to } = editor.state.selection;
  const follow = ({ transaction: { mapping } }: { transaction: Transaction }) => {
    from = mapping.map(from, -1);
    to = Math.max(from, mapping.map(to, -1));
  };
  editor.on('transaction', follow);
  const clean = await read.catch(() => null);
  editor.off('transaction', follow);
  if (editor.isDestroyed) return;
  const { state } = editor;
  const blocks = clean && clean.blocks.length > 0 ? clean.blocks : blocksOfText(state, otherwise);
  const at = { from, to };
  insertNow(editor.view, at, blocks);
  if (clean) uploadPasted(editor, clean);
}

function insertNow(view: EditorView, { from, to }: { from: number; to: number }, blocks: readonly Node[]) {
  const tr = pasteBlocks(view.state, from, to, blocks);
  if (tr) view.dispatch(tr.scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste'));
}

/** The address that a text is, alone. */
const ADDRESS = /^(?:https?:\/\/|mailto:|spark:)\S+$/i;

/** An address over chosen words makes a link of them. */
function linkSelection(state: EditorState, text: string): Transaction | null {
  const { selection, schema } = state;
  const address = text.trim();
  if (!(selection instanceof TextSelection) || selection.empty || !ADDRESS.test(address) || !safeLink(address))
    return null;
  const { $from, $to, from, to } = selection;
  const words = state.doc.textBetween(from, to);
  const link = schema.marks.link;
  if (!link || !$from.sameParent($to) || words.trim() === '' || ADDRESS.test(words.trim())) return null;
  const tr = state.tr.removeMark(from, to, link).addMark(from, to, link.create({ href: address }));
  return tr.setSelection(TextSelection.create(tr.doc, to)).removeStoredMark(link);
}

/** What a code editor says of the text it has copied. */
function languageFrom(data: DataTransfer): string | null {
  try {
    const { mode } = JSON.parse(data.getData('vscode-editor-data')) as { mode?: unknown };
    return typeof mode === 'string' && mode !== 'plaintext' && mode !== 'markdown' ? mode : null;
  } catch {
    return null;
  }
}

/** Several lines out of a code editor are code; one is words, which somebody wants in a sentence. */
function blocksOfCode(state: EditorState, data: DataTransfer, plain: string): Node[] {
  const text = plain.replace(/\r\n?/g, '\n').replace(/^\n+|\s+$/g, '');
  if (!text.includes('\n')) return blocksOfText(state, text);
  return [state.schema.node('code_block', { language: languageFrom(data) }, state.schema.text(text))];
}

/** What was copied in an editor of lessons needs no cleaning; parsed without its surroundings, it does not become cells. */
function blocksOfOurs(state: EditorState, html: string): Node[] {
  const page = new DOMParser().parseFromString(html, 'text/html');
  return [...ContentParser.fromSchema(state.schema).parse(page.body).children];
}

function handle(editor: Editor, view: EditorView, data: DataTransfer): boolean {
  const { state } = view;
  const { selection } = state;
  const files = filesIn(data);
  if (files.length > 0) return uploadAt(editor, files);
  const html = data.getData('text/html');
  const plain = data.getData('text/plain');
  const tooLong = tooLongForLesson(plain);
  if (tooLong) {
    toast.problem(editorText.tooLongToPaste, { detail: tooLong });
    return true;
  }
  const linked = linkSelection(state, plain);
  if (linked) {
    view.dispatch(linked.scrollIntoView());
    return true;
  }
  if (html.includes('data-pm-slice')) {
    const isCells = /data-pm-slice="[^"]*table/.test(html) || /<t[dh][ >]/.test(html);
    if (!isInCell(selection.$from) || isCells) return false;
    insertNow(view, selection, blocksOfOurs(state, html));
    return true;
  }
  if (data.types.includes('vscode-editor-data') && plain.trim() !== '') {
    if (languageFrom(data) === null && looksLikeMarkdown(plain))
      void insertLater(editor, plainOf(readMarkdown(plain, state.schema)), plain);
    else insertNow(view, selection, blocksOfCode(state, data, plain));
    return true;
  }
  if (html.trim() !== '') void insertLater(editor, readHtml(html, state.schema), plain);
  else if (looksLikeMarkdown(plain)) void insertLater(editor, plainOf(readMarkdown(plain, state.schema)), plain);
  else if (isInCell(selection.$from)) insertNow(view, selection, blocksOfText(state, plain));
  else return false;
  return true;
}

export const Paste = Extension.create({
  name: 'lesson_paste',
  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new Plugin({
        props: {
          // What goes the way of the editor itself: cut, copied and dragged within lessons.
          transformPasted: ({ content, openStart, openEnd }, view) => {
            const { from, to } = view.state.selection;
            return new Slice(withFreeFootnotes(content, view.state.doc, from, to), openStart, openEnd);
          },
          handlePaste: (view, event) => {
            const data = event.clipboardData;
            if (!data || view.state.selection.$from.parent.type.spec.code) return false;
            return handle(editor, view, data);
          },
        },
      }),
    ];
  },
});
