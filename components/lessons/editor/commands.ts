import type { Editor } from '@tiptap/core';
import { Fragment, type Node } from '@tiptap/pm/model';
import { liftListItem, wrapInList } from '@tiptap/pm/schema-list';
import { NodeSelection, TextSelection } from '@tiptap/pm/state';
import { openPanelSoon } from './open-panel.ts';

/** Makes a list of the chosen blocks, another kind of list of a list, and blocks of a list of the same kind. */
export function toggleList(editor: Editor, name: 'bullet_list' | 'ordered_list'): boolean {
  const { state, view } = editor;
  const { nodes } = state.schema;
  const { $from } = state.selection;
  const type = nodes[name];
  const item = nodes.list_item;
  if (!type || !item) return false;
  for (let depth = $from.depth; depth > 0; depth--) {
    const list = $from.node(depth);
    if (!/^(bullet|ordered)_list$/.test(list.type.name)) continue;
    if (list.type === type) return liftListItem(item)(state, view.dispatch);
    view.dispatch(state.tr.setNodeMarkup($from.before(depth), type, { spread: list.attrs.spread }));
    return true;
  }
  return wrapInList(type)(state, view.dispatch);
}

/** Makes tasks of the chosen items, and items of tasks; a paragraph becomes a list first. */
export function toggleTasks(editor: Editor): boolean {
  if (!editor.isActive('list_item')) toggleList(editor, 'bullet_list');
  const { state, view } = editor;
  const { from, to } = state.selection;
  const items: { at: number; node: Node }[] = [];
  state.doc.nodesBetween(from, to, (node, at) => {
    if (node.type.name !== 'list_item') return;
    // Of an item and those within it, only what the selection is in.
    const first = node.firstChild;
    if (first && at + 1 + first.nodeSize > from) items.push({ at, node });
  });
  const areTasks = items.every(({ node }) => node.attrs.checked !== null);
  const { tr } = state;
  for (const { at } of items) tr.setNodeAttribute(at, 'checked', areTasks ? null : false);
  if (items.length > 0) view.dispatch(tr);
  return items.length > 0;
}

/** Puts a block where the cursor is: in place of an empty paragraph, above one at its start, else below. What can be edited in a panel opens. */
export function insertBlock(editor: Editor, block: Node, cursor: 'inside' | 'panel' | 'after' = 'inside') {
  const { state, view } = editor;
  const { $from } = state.selection;
  const { tr } = state;
  const isEmpty = $from.parent.type.name === 'paragraph' && $from.parent.content.size === 0;
  let at = state.selection.to;
  for (let depth = $from.depth; depth > 0; depth--) {
    const parent = $from.node(depth - 1);
    const index = $from.index(depth - 1);
    const isHere = isEmpty && depth === $from.depth;
    const isBefore = !isHere && depth === $from.depth && $from.parentOffset === 0 && $from.parent.content.size > 0;
    const [start, end] = isBefore ? [index, index] : isHere ? [index, index + 1] : [index + 1, index + 1];
    // A cell holds one paragraph; the block goes below the table.
    if (!parent.canReplaceWith(start, end, block.type)) continue;
    at = isHere || isBefore ? $from.before(depth) : $from.after(depth);
    if (isHere) tr.delete(at, $from.after(depth));
    break;
  }
  tr.insert(at, block);
  const end = at + block.nodeSize;
  const isLast = !tr.doc.resolve(end).nodeAfter;
  const paragraph = state.schema.nodes.paragraph;
  if (isLast && paragraph && cursor !== 'inside') tr.insert(end, paragraph.create());
  if (cursor === 'panel') tr.setSelection(NodeSelection.create(tr.doc, at));
  else tr.setSelection(TextSelection.near(tr.doc.resolve(cursor === 'after' ? end : at + 1)));
  view.dispatch(tr.scrollIntoView());
  if (cursor === 'panel') openPanelSoon(view, at);
  else view.focus();
}

/** Puts an inline node at the cursor and opens its panel. */
export function insertInline(editor: Editor, name: string, attrs: Record<string, unknown>) {
  const { state, view } = editor;
  const node = state.schema.nodes[name]?.create(attrs);
  if (!node) return;
  const tr = state.tr.replaceSelectionWith(node);
  const at = tr.selection.from - node.nodeSize;
  view.dispatch(tr.scrollIntoView());
  openPanelSoon(view, at);
}

/** A table with a head, as Markdown has it. */
export function newTable(editor: Editor, rows = 3, columns = 3): Node {
  const { schema } = editor;
  const cells = (name: string) =>
    Fragment.from(Array.from({ length: columns }, () => schema.node(name, null, schema.node('paragraph'))));
  const made = Array.from({ length: rows }, (_, number) =>
    schema.node('table_row', null, cells(number === 0 ? 'table_header' : 'table_cell')),
  );
  return schema.node('table', null, made);
}

/** A footnote with the next free number: its mark here, its text at the end of the lesson. */
export function addFootnote(editor: Editor) {
  const { state, view } = editor;
  const { schema, doc } = state;
  const labels = new Set<string>();
  doc.descendants((node) => {
    if (node.type.name.startsWith('footnote_')) labels.add(node.attrs.label);
  });
  let number = 1;
  while (labels.has(String(number))) number++;
  const label = String(number);
  const tr = state.tr.replaceSelectionWith(schema.node('footnote_reference', { label }), false);
  const end = tr.doc.content.size;
  tr.insert(end, schema.node('footnote_definition', { label }, schema.node('paragraph')));
  tr.setSelection(TextSelection.create(tr.doc, end + 2));
  view.dispatch(tr.scrollIntoView());
  view.focus();
}
