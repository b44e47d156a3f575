import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, TextSelection, type Transaction } from '@tiptap/pm/state';
import { columnResizing, isInTable, selectedRect, TableMap, TableView, tableEditing } from '@tiptap/pm/tables';

type Dispatch = ((tr: Transaction) => void) | undefined;

/** Moves to the cell below, or out of the table below its last row; `addRow` makes a row there instead. */
export function cellBelow(state: EditorState, dispatch: Dispatch, addRow: boolean): boolean {
  if (!isInTable(state)) return false;
  const { map, tableStart, table, top, left } = selectedRect(state);
  const { tr } = state;
  if (top + 1 < map.height) {
    const cell = tableStart + map.positionAt(top + 1, addRow ? 0 : left, table);
    tr.setSelection(TextSelection.near(tr.doc.resolve(cell + 1)));
  } else if (addRow) {
    const cell = state.schema.nodes.table_cell;
    const row = state.schema.nodes.table_row;
    const cells = Array.from({ length: map.width }, () => cell?.createAndFill()).filter((one) => one != null);
    const end = tableStart + table.content.size;
    if (row) tr.insert(end, row.create(null, cells)).setSelection(TextSelection.near(tr.doc.resolve(end + 2)));
  } else {
    const after = tableStart + table.nodeSize - 1;
    const paragraph = state.schema.nodes.paragraph;
    if (!tr.doc.resolve(after).nodeAfter?.isTextblock && paragraph) tr.insert(after, paragraph.create());
    tr.setSelection(TextSelection.near(tr.doc.resolve(after + 1)));
  }
  dispatch?.(tr.scrollIntoView());
  return true;
}

/** With so many rows a browser takes longer than a frame to weigh the columns against each other. */
const LONG = 40;

/**
 * A wide table scrolls by itself, and the cursor brings its columns into view: it says so to whoever checks for a way in. The
 * columns of a long one keep the widths they had at first, or every key would measure all its cells.
 */
class ScrollingTable extends TableView {
  private widths: number[] = [];

  constructor(node: Node, defaultCellMinWidth: number) {
    super(node, defaultCellMinWidth);
    this.dom.contentEditable = 'true';
    this.hold();
  }

  override update(node: Node): boolean {
    // Left to the view above, every key would clear the widths, and setting them again would lay out all rows.
    if (node.type === this.node.type && this.holds(node)) {
      this.node = node;
      return true;
    }
    const isSame = super.update(node);
    if (isSame) this.hold();
    return isSame;
  }

  /** Whether the widths it has are for this table as well. */
  private holds(node: Node): boolean {
    return node.childCount > LONG && this.widths.length === node.firstChild?.childCount;
  }

  private hold() {
    if (this.holds(this.node)) return this.fix();
    this.widths = [];
    this.table.style.tableLayout = '';
    if (this.node.childCount > LONG) requestAnimationFrame(() => this.measure());
  }

  private measure() {
    const widths = [...(this.table.rows[0]?.cells ?? [])].map((cell) => cell.getBoundingClientRect().width);
    // Out of sight there is nothing to measure.
    if (!this.dom.isConnected || widths.some((width) => width === 0)) return;
    this.widths = widths;
    this.fix();
  }

  private fix() {
    for (const [at, width] of this.widths.entries()) {
      const column = this.colgroup.children[at];
      if (column instanceof HTMLElement) column.style.width = `${width}px`;
    }
    this.table.style.width = `${this.widths.reduce((sum, width) => sum + width, 0)}px`;
    this.table.style.tableLayout = 'fixed';
  }
}

/**
 * A table as Markdown has it: the first row is the head, no other is, and a column has one alignment, that of its head.
 * Commands that add, delete or paste rows know nothing of that.
 */
function straighten(tr: Transaction, table: Node, at: number) {
  const { table_header: head, table_cell: plain } = tr.doc.type.schema.nodes;
  const { width } = TableMap.get(table);
  const heads = table.firstChild?.children ?? [];
  // A row that has only just become the head knows nothing of the columns.
  const aligns = heads.map(({ type, attrs }, column): string | null => {
    if (type === head) return attrs.align ?? null;
    const known = table.children.find((row) => (row.maybeChild(column)?.attrs.align ?? null) !== null);
    return known?.maybeChild(column)?.attrs.align ?? null;
  });
  table.forEach((row, offset, number) => {
    row.forEach((cell, within, column) => {
      const type = number === 0 ? head : plain;
      const align = heads.length === width ? (aligns[column] ?? null) : cell.attrs.align;
      if (cell.type === type && cell.attrs.align === align) return;
      tr.setNodeMarkup(at + 1 + offset + 1 + within, type, { ...cell.attrs, align });
    });
  });
}

/** Whether the rows and cells are those of before, and only words within them changed. */
function sameCells(table: Node, before: Node | null | undefined): boolean {
  if (before?.type !== table.type || before.childCount !== table.childCount) return false;
  return table.children.every((row, number) => {
    const old = before.child(number);
    if (row === old) return true;
    return row.childCount === old.childCount && row.children.every((cell, at) => cell.sameMarkup(old.child(at)));
  });
}

/** Straightens every table that a change has touched. */
export function straightTables(): Plugin {
  return new Plugin({
    appendTransaction: (transactions, before, after) => {
      if (!transactions.some(({ docChanged }) => docChanged)) return null;
      const { tr } = after;
      // Only what is new can be crooked.
      after.doc.forEach((block, offset, index) => {
        const old = before.doc.maybeChild(index);
        if (block === old || block.isTextblock || block.isLeaf || sameCells(block, old)) return;
        const visit = (node: Node, at: number) => {
          if (node.type.name === 'table') straighten(tr, node, at);
          else if (!node.isTextblock) {
            node.forEach((child, within) => {
              visit(child, at + 1 + within);
            });
          }
        };
        visit(block, offset);
      });
      return tr.docChanged ? tr : null;
    },
  });
}

/** Aligns the columns of the selection: their heads are told, the rest follows. */
export function alignColumns(align: 'left' | 'center' | 'right' | null) {
  return (state: EditorState, dispatch: Dispatch): boolean => {
    if (!isInTable(state)) return false;
    const { map, tableStart, table, left, right } = selectedRect(state);
    const { tr } = state;
    for (let column = left; column < right; column++) {
      tr.setNodeAttribute(tableStart + map.positionAt(0, column, table), 'align', align);
    }
    dispatch?.(tr);
    return true;
  };
}

export const Tables = Extension.create({
  name: 'lesson_tables',
  priority: 50,
  addProseMirrorPlugins: () => [
    columnResizing({ cellMinWidth: 48, View: ScrollingTable }),
    tableEditing(),
    straightTables(),
  ],
});
