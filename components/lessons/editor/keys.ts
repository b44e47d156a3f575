import { type Editor, Extension } from '@tiptap/core';
import { exitCode } from '@tiptap/pm/commands';
import { redo, undo } from '@tiptap/pm/history';
import { NodeSelection, Plugin, Selection, TextSelection } from '@tiptap/pm/state';
import { CellSelection, deleteTable, goToNextCell, isInTable } from '@tiptap/pm/tables';
import { toggleList, toggleTasks } from './commands.ts';
import { openPanel } from './open-panel.ts';
import { cellBelow } from './tables.ts';

const INDENT = '  ';

/** The innermost block around the cursor. */
const blockOf = (editor: Editor) => editor.state.selection.$from.parent;
const inCode = (editor: Editor) => blockOf(editor).type.spec.code === true;

function indentCode(editor: Editor, isBack: boolean): boolean {
  const { state, view } = editor;
  const { $from, from, to, empty } = state.selection;
  if (empty && !isBack) {
    view.dispatch(state.tr.insertText(INDENT));
    return true;
  }
  // Each line that the selection touches.
  const start = $from.start();
  const code = $from.parent.textContent;
  const tr = state.tr;
  let line = code.lastIndexOf('\n', from - start - 1) + 1;
  const lines: number[] = [];
  for (; line <= to - start && line <= code.length; line = code.indexOf('\n', line) + 1) {
    lines.push(line);
    if (code.indexOf('\n', line) < 0) break;
  }
  for (const at of lines.reverse()) {
    const lead = /^( {1,2}|\t)/.exec(code.slice(at))?.[0].length ?? 0;
    if (!isBack) tr.insertText(INDENT, start + at);
    else if (lead > 0) tr.delete(start + at, start + at + lead);
  }
  if (tr.docChanged) view.dispatch(tr);
  return true;
}

function tab(editor: Editor, isBack: boolean): boolean {
  const { state, view } = editor;
  if (isInTable(state)) {
    if (goToNextCell(isBack ? -1 : 1)(state, view.dispatch)) return true;
    return (
      !isBack &&
      editor
        .chain()
        .focus()
        .command(({ state, dispatch }) => cellBelow(state, dispatch, true))
        .run()
    );
  }
  if (inCode(editor)) return indentCode(editor, isBack);
  if (!editor.isActive('list_item')) return false;
  if (isBack) editor.commands.liftListItem('list_item');
  else editor.commands.sinkListItem('list_item');
  // Within a list Tab never leaves, or one could not tell what it would do.
  return true;
}

function backspace(editor: Editor): boolean {
  const { empty, $from } = editor.state.selection;
  if (editor.state.selection instanceof CellSelection) return deleteWholeTable(editor);
  if (!empty || $from.parentOffset > 0) return false;
  const around = $from.depth > 1 ? $from.node(-1).type.name : '';
  if (around === 'list_item' && $from.index(-1) === 0) return editor.commands.liftListItem('list_item');
  if ($from.parent.type.name === 'heading' || (inCode(editor) && $from.parent.content.size === 0))
    return editor.commands.setNode('paragraph');
  if (/^(blockquote|callout)$/.test(around) && $from.index(-1) === 0) return editor.commands.lift(around);
  return false;
}

/** Backspace on a table of which all is selected takes the table. */
function deleteWholeTable(editor: Editor): boolean {
  const { selection } = editor.state;
  if (!(selection instanceof CellSelection) || !selection.isRowSelection() || !selection.isColSelection()) return false;
  return deleteTable(editor.state, editor.view.dispatch);
}

function enter(editor: Editor): boolean {
  const { state, view } = editor;
  const { selection } = state;
  if (selection instanceof NodeSelection && openPanel(view, selection.from)) return true;
  if (isInTable(state)) return cellBelow(state, view.dispatch, false);
  if (inCode(editor)) return false;
  if (editor.isActive('list_item') && editor.commands.splitListItem('list_item')) {
    const item = editor.state.selection.$from;
    // A new task is not done yet.
    if (item.depth > 1 && item.node(-1).attrs.checked === true && item.parent.content.size === 0)
      editor.commands.updateAttributes('list_item', { checked: false });
    return true;
  }
  return false;
}

/** A break within the line. A heading has none: there Enter is meant. */
function shiftEnter(editor: Editor): boolean {
  if (inCode(editor)) return false;
  if (blockOf(editor).type.name === 'heading') return editor.commands.splitBlock();
  return editor.commands.insertContent({ type: 'hard_break' });
}

/** To the very end. Where no text can be typed behind the last block, a paragraph begins below it. */
function toEnd(editor: Editor): boolean {
  const { state, view } = editor;
  const { tr, schema } = state;
  const last = state.doc.lastChild;
  if (last?.type.name === 'table' || last?.isLeaf) tr.insert(state.doc.content.size, schema.node('paragraph'));
  view.dispatch(tr.setSelection(Selection.atEnd(tr.doc)).scrollIntoView());
  return true;
}

/** Down from the last block, where no text follows: there has to be a way on. */
function arrowDown(editor: Editor): boolean {
  const { state, view } = editor;
  const { $head, empty } = state.selection;
  const isLastTable = empty && isInTable(state) && state.doc.lastChild?.type.name === 'table';
  if (isLastTable && $head.index(1) === $head.node(1).childCount - 1 && view.endOfTextblock('down'))
    return toEnd(editor);
  if (!empty || $head.parent.type.name === 'paragraph' || $head.parent.type.name === 'heading') return false;
  if ($head.pos < state.doc.content.size - $head.depth || !view.endOfTextblock('down')) return false;
  return exitCode(state, view.dispatch);
}

export const Keys = Extension.create({
  name: 'lesson_keys',
  priority: 900,
  addKeyboardShortcuts() {
    const { editor } = this;
    const marks = { 'Mod-b': 'strong', 'Mod-i': 'emphasis', 'Mod-e': 'code', 'Mod-Shift-x': 'strike' };
    const headings = [1, 2, 3, 4].map((level) => [
      `Mod-Alt-${level}`,
      () => editor.commands.toggleNode('heading', 'paragraph', { level }),
    ]);
    return {
      ...Object.fromEntries(Object.entries(marks).map(([key, mark]) => [key, () => editor.commands.toggleMark(mark)])),
      ...Object.fromEntries(headings),
      'Mod-Alt-0': () => editor.commands.setNode('paragraph'),
      'Mod-Shift-7': () => toggleList(editor, 'ordered_list'),
      'Mod-Shift-8': () => toggleList(editor, 'bullet_list'),
      'Mod-Shift-9': () => toggleTasks(editor),
      'Mod-Shift-b': () => editor.commands.toggleWrap('blockquote'),
      'Mod-z': () => undo(editor.state, editor.view.dispatch),
      'Mod-y': () => redo(editor.state, editor.view.dispatch),
      'Mod-Shift-z': () => redo(editor.state, editor.view.dispatch),
      'Mod-Enter': () => exitCode(editor.state, editor.view.dispatch),
      'Shift-Enter': () => shiftEnter(editor),
      'Ctrl-End': () => toEnd(editor),
      'Meta-ArrowDown': () => toEnd(editor),
      Tab: () => tab(editor, false),
      'Shift-Tab': () => tab(editor, true),
      Backspace: () => backspace(editor),
      Enter: () => enter(editor),
      ArrowDown: () => arrowDown(editor),
    };
  },
  addProseMirrorPlugins() {
    return [letTabLeave()];
  },
});

/** After Escape the next Tab leaves the editor, whatever it does elsewhere: nobody is locked in. */
function letTabLeave(): Plugin {
  let isFree = false;
  return new Plugin({
    props: {
      handleDOMEvents: {
        keydown: (view, event) => {
          if (event.key === 'Escape') {
            isFree = true;
            const { selection } = view.state;
            if (selection instanceof NodeSelection || selection instanceof CellSelection)
              view.dispatch(view.state.tr.setSelection(TextSelection.near(selection.$to)));
            return false;
          }
          if (event.key === 'Tab' && isFree) return true;
          if (!/^(Shift|Control|Alt|Meta)$/.test(event.key)) isFree = false;
          return false;
        },
        blur: () => {
          isFree = false;
          return false;
        },
      },
    },
  });
}
