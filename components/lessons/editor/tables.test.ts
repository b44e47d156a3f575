import { getSchema } from '@tiptap/core';
import { EditorState, TextSelection } from '@tiptap/pm/state';
import { addColumnAfter, addRowBefore, deleteRow } from '@tiptap/pm/tables';
import { describe, expect, test } from 'vitest';
import { openDocument } from '#lib/lessons/core/editor/open.ts';
import { saveDocument } from '#lib/lessons/core/editor/save.ts';
import { schemaExtensions } from './schema-extensions.ts';
import { alignColumns, cellBelow, straightTables } from './tables.ts';

const schema = getSchema(schemaExtensions());
const TABLE = '| a | b |\n| --- | :-: |\n| c | d |\n';

/** The lesson after commands, with the cursor in the cell with these words. */
function run(
  words: string,
  ...commands: ((state: EditorState, dispatch: EditorState['apply'] | never) => unknown)[]
): string {
  const opened = openDocument(TABLE, schema);
  let at = 0;
  opened.doc.descendants((node, place) => {
    if (node.text === words) at = place;
  });
  let state = EditorState.create({ doc: opened.doc, plugins: [straightTables()] });
  state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, at)));
  for (const command of commands) {
    command(state, ((tr: EditorState['tr']) => {
      state = state.apply(tr);
    }) as never);
  }
  const saved = saveDocument(opened, state.doc);
  return saved.ok ? saved.data.markdown : saved.problem.message;
}

describe('a table stays one that Markdown has', () => {
  test('a row above the head becomes the head', () =>
    expect(run('a', addRowBefore)).toBe('|  |  |\n| --- | :-: |\n| a | b |\n| c | d |\n'));
  test('without the head the next row is it', () => expect(run('a', deleteRow)).toBe('| c | d |\n| --- | :-: |\n'));
  test('a new column has a head', () => expect(run('a', addColumnAfter)).toContain('| a |  | b |\n'));
  test('a column is aligned as a whole', () =>
    expect(run('c', alignColumns('right'))).toBe('| a | b |\n| --: | :-: |\n| c | d |\n'));
  test('Tab from the last row adds one', () =>
    expect(run('c', (state, dispatch) => cellBelow(state, dispatch as never, true))).toBe(`${TABLE}|  |  |\n`));
});
