import { Editor } from '@tiptap/core';
import { deleteRow } from '@tiptap/pm/tables';
import { afterEach, expect, test, vi } from 'vitest';
import { schemaExtensions } from './schema-extensions.ts';
import { Tables } from './tables.ts';

const cell = (type: 'table_header' | 'table_cell', words: string) => ({
  type,
  content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }],
});
const row = (type: 'table_header' | 'table_cell', words: string) => ({
  type: 'table_row',
  content: ['one', 'another'].map((more) => cell(type, `${words} ${more}`)),
});

let editor: Editor;
afterEach(() => {
  editor.destroy();
  document.body.replaceChildren();
});

/** An editor on the page with a table of so many rows. */
function showTable(rows: number) {
  const element = document.body.appendChild(document.createElement('div'));
  editor = new Editor({
    element,
    extensions: [...schemaExtensions(), Tables],
    content: {
      type: 'doc',
      content: [
        {
          type: 'table',
          content: [
            row('table_header', 'Head'),
            ...Array.from({ length: rows - 1 }, (_, at) => row('table_cell', `Row ${at}`)),
          ],
        },
      ],
    },
  });
  const table = element.querySelector('table') as HTMLTableElement;
  return { table, columns: [...table.querySelectorAll('col')] };
}

/** What changes of the table and its columns, beside their texts, while a word is typed into it. */
function changesOfLook(table: HTMLTableElement) {
  const watching = new MutationObserver(() => undefined);
  watching.observe(table, { attributes: true });
  for (const column of table.querySelectorAll('col')) watching.observe(column, { attributes: true });
  for (const letter of 'words') editor.commands.insertContentAt(6, letter);
  const changes = watching.takeRecords();
  watching.disconnect();
  return changes;
}

test('a long table keeps the widths of its columns while one types in it, and nothing sets them again', async () => {
  const { table, columns } = showTable(60);
  await vi.waitFor(() => expect(table.style.tableLayout).toBe('fixed'));
  const widths = columns.map(({ style }) => style.width);
  expect(widths.every((width) => Number.parseFloat(width) > 0)).toBe(true);
  expect(changesOfLook(table)).toEqual([]);
  expect(table.textContent).toContain('sdrow');
  expect(columns.map(({ style }) => style.width)).toEqual(widths);
});

test('a long table that becomes short weighs its columns again', async () => {
  const { table } = showTable(42);
  await vi.waitFor(() => expect(table.style.tableLayout).toBe('fixed'));
  editor.commands.setTextSelection(6);
  for (const _ of [1, 2]) deleteRow(editor.state, editor.view.dispatch);
  expect(table.rows).toHaveLength(40);
  expect(table.style.tableLayout).toBe('');
});
