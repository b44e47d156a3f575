import { Editor, Extension } from '@tiptap/core';
import { history } from '@tiptap/pm/history';
import { useState } from 'react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { show } from '#components/testing/render.tsx';
import { schemaExtensions } from './schema-extensions.ts';
import { Tables } from './tables.ts';
import { editorText } from './text.ts';
import { EditorToolbar } from './toolbar.tsx';

const told = { onLink: vi.fn(), onFind: vi.fn() };
beforeEach(() => {
  for (const each of Object.values(told)) each.mockReset();
});

const Steps = Extension.create({ name: 'steps', addProseMirrorPlugins: () => [history()] });

/** A text of two paragraphs, the first of it chosen. */
function makeEditor() {
  const editor = new Editor({
    element: document.createElement('div'),
    extensions: [...schemaExtensions(), Steps, Tables],
    content: {
      type: 'doc',
      content: ['Flour and water', 'Salt'].map((words) => ({
        type: 'paragraph',
        content: [{ type: 'text', text: words }],
      })),
    },
  });
  editor.commands.setTextSelection({ from: 1, to: 6 });
  return editor;
}

function Bar({ editor }: { editor: Editor }) {
  const [isOutlineOpen, setOutlineOpen] = useState(false);
  const [isFocused, setFocused] = useState(false);
  return (
    <EditorToolbar
      editor={editor}
      {...told}
      isOutlineOpen={isOutlineOpen}
      onOutline={() => setOutlineOpen(!isOutlineOpen)}
      isFocused={isFocused}
      onFocusMode={() => setFocused(!isFocused)}
    >
      <button type="button">Source</button>
    </EditorToolbar>
  );
}

async function open() {
  const editor = makeEditor();
  const screen = await show(<Bar editor={editor} />);
  const tool = (name: string) => screen.getByRole('button', { name, exact: true });
  await expect.element(tool(editorText.undo)).toBeVisible();
  return { ...screen, editor, tool };
}

const marksOf = (editor: Editor) => editor.state.doc.firstChild?.firstChild?.marks.map(({ type }) => type.name) ?? [];
const firstOf = (editor: Editor) => editor.state.doc.firstChild;

describe('the toolbar of the editor', () => {
  test.each([
    [editorText.marks.strong, 'strong'],
    [editorText.marks.emphasis, 'emphasis'],
    [editorText.marks.strike, 'strike'],
    [editorText.marks.code, 'code'],
  ])('%s marks what is chosen, shows that it is on, and takes it off again', async (label, mark) => {
    const { editor, tool } = await open();
    await expect.element(tool(label)).toHaveAttribute('aria-pressed', 'false');
    await tool(label).click();
    expect(marksOf(editor)).toEqual([mark]);
    await expect.element(tool(label)).toHaveAttribute('aria-pressed', 'true');
    await tool(label).click();
    expect(marksOf(editor)).toEqual([]);
    await expect.element(tool(label)).toHaveAttribute('aria-pressed', 'false');
  });

  test.each([
    [editorText.lists.bullet, 'bullet_list'],
    [editorText.lists.ordered, 'ordered_list'],
    [editorText.quote, 'blockquote'],
  ])('%s gathers the block, and lets it go', async (label, kind) => {
    const { editor, tool } = await open();
    await tool(label).click();
    expect(firstOf(editor)?.type.name).toBe(kind);
    await expect.element(tool(label)).toHaveAttribute('aria-pressed', 'true');
    await tool(label).click();
    expect(firstOf(editor)?.type.name).toBe('paragraph');
  });

  test('a list of tasks is none of points until it is no list of tasks any more', async () => {
    const { tool } = await open();
    await tool(editorText.lists.tasks).click();
    await expect.element(tool(editorText.lists.tasks)).toHaveAttribute('aria-pressed', 'true');
    await expect.element(tool(editorText.lists.bullet)).toHaveAttribute('aria-pressed', 'false');
    await tool(editorText.lists.tasks).click();
    await expect.element(tool(editorText.lists.tasks)).toHaveAttribute('aria-pressed', 'false');
    await expect.element(tool(editorText.lists.bullet)).toHaveAttribute('aria-pressed', 'true');
  });

  test.each([1, 2, 3, 4, 5, 6])('makes a heading of level %i, and says so', async (level) => {
    const { editor, tool, getByRole } = await open();
    await tool(`${editorText.block}: ${editorText.paragraph}`).click();
    await getByRole('menuitem', { name: new RegExp(`^${editorText.heading(level)}`) }).click();
    expect(firstOf(editor)?.type.name).toBe('heading');
    expect(firstOf(editor)?.attrs.level).toBe(level);
    await expect.element(tool(`${editorText.block}: ${editorText.heading(level)}`)).toBeVisible();
  });

  test('follows the cursor', async () => {
    const { editor, tool } = await open();
    await tool(editorText.marks.strong).click();
    editor.commands.setTextSelection(20);
    await expect.element(tool(editorText.marks.strong)).toHaveAttribute('aria-pressed', 'false');
    editor.commands.setTextSelection(3);
    await expect.element(tool(editorText.marks.strong)).toHaveAttribute('aria-pressed', 'true');
  });

  test('takes steps back and does them again', async () => {
    const { editor, tool } = await open();
    await tool(editorText.marks.strong).click();
    await tool(editorText.undo).click();
    expect(marksOf(editor)).toEqual([]);
    await tool(editorText.redo).click();
    expect(marksOf(editor)).toEqual(['strong']);
  });

  test('offers what a table can do only in a table', async () => {
    const { editor, tool, getByRole } = await open();
    await expect.element(tool(editorText.table.menu)).not.toBeInTheDocument();
    await tool(editorText.more).click();
    await getByRole('menuitem', { name: /^Table/ }).click();
    expect(editor.isActive('table')).toBe(true);
    await expect.element(tool(editorText.table.menu)).toBeVisible();
  });

  test('leads to the link and to finding, and opens the outline', async () => {
    const { tool } = await open();
    await tool(editorText.link.add).click();
    expect(told.onLink).toHaveBeenCalledOnce();
    await tool(editorText.find.open).click();
    expect(told.onFind).toHaveBeenCalledOnce();
    await tool(editorText.outline).click();
    await expect.element(tool(editorText.outline)).toHaveAttribute('aria-pressed', 'true');
    await tool(editorText.focus).click();
    await expect.element(tool(editorText.leaveFocus)).toHaveAttribute('aria-pressed', 'true');
  });

  test('is one stop of Tab, with arrows inside of it', async () => {
    const { tool, getByRole } = await open();
    await tool(editorText.undo).element().focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(tool(editorText.redo)).toHaveFocus();
    await userEvent.keyboard('{ArrowLeft}');
    await expect.element(tool(editorText.undo)).toHaveFocus();
    await userEvent.tab();
    await expect.element(getByRole('button', { name: 'Source' })).toHaveFocus();
  });
});
