import { Fragment, type Node, type ResolvedPos, Slice } from '@tiptap/pm/model';
import { type EditorState, TextSelection, type Transaction } from '@tiptap/pm/state';
import { CellSelection, tableEditing } from '@tiptap/pm/tables';
import { asLines } from '#lib/lessons/core/editor/as-lines.ts';
import { withFreeFootnotes } from '#lib/lessons/core/editor/paste-footnotes.ts';

// What is pasted goes in where the cursor is, and leaves what stands around it whole.

/** Whether a place is within a cell. */
export const isInCell = ($at: ResolvedPos) =>
  $at.parent.type.name === 'paragraph' && /^table_/.test($at.node(-1).type.name);

/** The change that puts blocks in place of a part of the text; null where they say nothing. */
export function pasteBlocks(state: EditorState, from: number, to: number, pasted: readonly Node[]): Transaction | null {
  const $from = state.doc.resolve(from);
  if (pasted.length === 0) return null;
  const blocks = withFreeFootnotes(Fragment.from([...pasted]), state.doc, from, to).content;
  if (state.selection instanceof CellSelection || isInCell($from)) return pasteIntoCell(state, from, to, blocks);
  const tr = state.tr;
  if ($from.parent.type.name === 'heading' && blocks.length === 1 && blocks[0]?.type.name === 'paragraph')
    return tr.replaceWith(from, to, onOneLine(blocks[0]));
  const slice = sliceOf(blocks, $from);
  const { selection } = state;
  // Whoever has typed on meanwhile keeps the cursor where it is.
  return selection.from === from && selection.to === to ? tr.replaceSelection(slice) : tr.replaceRange(from, to, slice);
}

/** A heading stands on one line. */
function onOneLine(paragraph: Node): Fragment {
  const { schema } = paragraph.type;
  return Fragment.from(
    paragraph.children.map((one) => (/^(soft|hard)_break$/.test(one.type.name) ? schema.text(' ') : one)),
  );
}

/** Whole blocks, of which a paragraph joins the text at its end, and a list that begins within an item goes on from there. */
function sliceOf(blocks: readonly Node[], $from: ResolvedPos): Slice {
  const isItem = $from.depth > 1 && $from.node(-1).type.name === 'list_item';
  const openOf = (node: Node | undefined, isStart: boolean) => {
    if (node?.type.name === 'paragraph') return 1;
    if (!isItem || !node?.type.name.endsWith('_list')) return 0;
    const item = isStart ? node.firstChild : node.lastChild;
    const inner = isStart ? item?.firstChild : item?.lastChild;
    return inner?.type.name === 'paragraph' ? 3 : 0;
  };
  return new Slice(Fragment.from([...blocks]), openOf(blocks[0], true), openOf(blocks.at(-1), false));
}

/** A table fills cells from this one on; blocks become lines of it, or go below the table where a table is among them. */
function pasteIntoCell(state: EditorState, from: number, to: number, blocks: readonly Node[]): Transaction | null {
  const isTable = ({ type }: Node) => type.name === 'table';
  const isOneTable = blocks.length === 1 && blocks.every(isTable);
  const lines = asLines(blocks);
  if (isOneTable || state.selection instanceof CellSelection) {
    const cell = state.schema.nodes.paragraph?.create(null, lines);
    const content = isOneTable ? Fragment.from([...blocks]) : Fragment.from(cell);
    return fillCells(state, from, to, new Slice(content, isOneTable ? 0 : 1, isOneTable ? 0 : 1));
  }
  if (blocks.some(isTable)) {
    const $to = state.doc.resolve(to);
    const depth = Array.from({ length: $to.depth }, (_, at) => at + 1).findLast((at) => isTable($to.node(at)));
    return depth === undefined ? null : state.tr.insert($to.after(depth), [...blocks]);
  }
  return lines.length === 0 ? null : state.tr.replaceWith(from, to, lines);
}

const editing = tableEditing();

function fillCells(state: EditorState, from: number, to: number, slice: Slice): Transaction | null {
  let made: Transaction | null = null;
  const isCells = state.selection instanceof CellSelection;
  const now = isCells ? state : state.apply(state.tr.setSelection(TextSelection.create(state.doc, from, to)));
  const view = { state: now, dispatch: (tr: Transaction) => (made = tr) };
  editing.props.handlePaste?.call(editing, view as never, null as never, slice);
  return made && replay(state, made);
}

/** The same steps upon the state as it is: only the selection was another. */
function replay(state: EditorState, made: Transaction): Transaction {
  const { tr } = state;
  for (const step of made.steps) tr.step(step);
  return tr;
}

/** Plain text as blocks: lines are paragraphs, empty ones stand between them. */
export function blocksOfText(state: EditorState, text: string): Node[] {
  const { schema } = state;
  return text
    .split(/(?:\r\n?|\n)+/)
    .filter((line) => line !== '')
    .map((line) => schema.node('paragraph', null, schema.text(line)));
}
