import { Editor, Extension } from '@tiptap/core';
import { history } from '@tiptap/pm/history';
import { useState } from 'react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { show } from '#components/testing/render.tsx';
import { schemaExtensions } from './schema-extensions.ts';
import { Tables } from './tables.ts';
import { text } from './text.ts';
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
  await expect.element(tool(text.undo)).toBeVisible();
  return { ...screen, editor, tool };
}

const marksOf = (editor: Editor) => editor.state.doc.firstChild?.firstChild?.marks.map(({ type }) => type.name) ?? [];
const firstOf = (editor: Editor) => editor.state.doc.firstChild;

describe('the toolbar of the editor', () => {
  test.each([
    [text.marks.strong, 'strong'],
    [text.marks.emphasis, 'emphasis'],
    [text.marks.strike, 'strike'],
    [text.marks.code, 'code'],
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
    [text.lists.bullet, 'bullet_list'],
    [text.lists.ordered, 'ordered_list'],
    [text.quote, 'blockquote'],
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
    await tool(text.lists.tasks).click();
    await expect.element(tool(text.lists.tasks)).toHaveAttribute('aria-pressed', 'true');
    await expect.element(tool(text.lists.bullet)).toHaveAttribute('aria-pressed', 'false');
    await tool(text.lists.tasks).click();
    await expect.element(tool(text.lists.tasks)).toHaveAttribute('aria-pressed', 'false');
    await expect.element(tool(text.lists.bullet)).toHaveAttribute('aria-pressed', 'true');
  });

  test.each([1, 2, 3, 4, 5, 6])('makes a heading of level %i, and says so', async (level) => {
    const { editor, tool, getByRole } = await open();
    await tool(`${text.block}: ${text.paragraph}`).click();
    await getByRole('menuitem', { name: new RegExp(`^${text.heading(level)}`) }).click();
    expect(firstOf(editor)?.type.name).toBe('heading');
    expect(firstOf(editor)?.attrs.level).toBe(level);
    await expect.element(tool(`${text.block}: ${text.heading(level)}`)).toBeVisible();
  });

  test('follows the cursor', async () => {
    const { editor, tool } = await open();
    await tool(text.marks.strong).click();
    editor.commands.setTextSelection(20);
    await expect.element(tool(text.marks.strong)).toHaveAttribute('aria-pressed', 'false');
    editor.commands.setTextSelection(3);
    await expect.element(tool(text.marks.strong)).toHaveAttribute('aria-pressed', 'true');
  });

  test('takes steps back and does them again', async () => {
    const { editor, tool } = await open();
    await tool(text.marks.strong).click();
    await tool(text.undo).click();
    expect(marksOf(editor)).toEqual([]);
    await tool(text.redo).click();
    expect(marksOf(editor)).toEqual(['strong']);
  });

  test('offers what a table can do only in a table', async () => {
    const { editor, tool, getByRole } = await open();
    await expect.element(tool(text.table.menu)).not.toBeInTheDocument();
    await tool(text.more).click();
    await getByRole('menuitem', { name: /^Table/ }).click();
    expect(editor.isActive('table')).toBe(true);
    await expect.element(tool(text.table.menu)).toBeVisible();
  });

  test('leads to the link and to finding, and opens the outline', async () => {
    const { tool } = await open();
    await tool(text.link.add).click();
    expect(told.onLink).toHaveBeenCalledOnce();
    await tool(text.find.open).click();
    expect(told.onFind).toHaveBeenCalledOnce();
    await tool(text.outline).click();
    await expect.element(tool(text.outline)).toHaveAttribute('aria-pressed', 'true');
    await tool(text.focus).click();
    await expect.element(tool(text.leaveFocus)).toHaveAttribute('aria-pressed', 'true');
  });

  test('is one stop of Tab, with arrows inside of it', async () => {
    const { tool, getByRole } = await open();
    await tool(text.undo).element().focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(tool(text.redo)).toHaveFocus();
    await userEvent.keyboard('{ArrowLeft}');
    await expect.element(tool(text.undo)).toHaveFocus();
    await userEvent.tab();
    await expect.element(getByRole('button', { name: 'Source' })).toHaveFocus();
  });
});
