import type { Editor } from '@tiptap/core';
import type { Command } from '@tiptap/pm/state';
import {
  addColumnAfter,
  addColumnBefore,
  addRowAfter,
  addRowBefore,
  deleteColumn,
  deleteRow,
  deleteTable,
} from '@tiptap/pm/tables';
import type { MenuGroup } from '#components/ui/menu.tsx';
import { alignColumns } from './tables.ts';
import { editorText } from './text.ts';

/** What can be done to the table around the cursor. */
export function tableGroups(editor: Editor): MenuGroup[] {
  const entry = (id: keyof typeof editorText.table, command: Command, danger = false) => ({
    id,
    label: editorText.table[id] as string,
    danger,
    onAction: () => {
      command(editor.state, editor.view.dispatch);
      editor.commands.focus();
    },
  });
  const align = (id: keyof typeof editorText.table.aligns) => ({
    id,
    label: editorText.table.aligns[id],
    onAction: () => {
      alignColumns(id === 'none' ? null : id)(editor.state, editor.view.dispatch);
      editor.commands.focus();
    },
  });
  return [
    { id: 'rows', items: [entry('rowBefore', addRowBefore), entry('rowAfter', addRowAfter)] },
    { id: 'columns', items: [entry('columnBefore', addColumnBefore), entry('columnAfter', addColumnAfter)] },
    {
      id: 'align',
      items: [
        {
          id: 'align',
          label: editorText.table.align,
          items: (['none', 'left', 'center', 'right'] as const).map(align),
        },
      ],
    },
    {
      id: 'delete',
      items: [
        entry('deleteRow', deleteRow),
        entry('deleteColumn', deleteColumn),
        entry('deleteTable', deleteTable, true),
      ],
    },
  ];
}
