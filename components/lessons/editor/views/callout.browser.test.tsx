import { Editor, Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import { EditorContent } from '@tiptap/react';
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { show } from '#components/testing/render.tsx';
import { openDocument } from '#lib/lessons/core/editor/open.ts';
import { saveDocument } from '#lib/lessons/core/editor/save.ts';
import { schemaExtensions } from '../schema-extensions.ts';
import { nodeViews } from './node-views.ts';

const Views = Extension.create({
  name: 'views',
  addProseMirrorPlugins: () => [new Plugin({ props: { nodeViews: nodeViews() } })],
});

/** An editor with a lesson, and what the lesson would be saved as. */
async function open(markdown: string) {
  const editor = new Editor({ extensions: [...schemaExtensions(), Views] });
  const opened = openDocument(markdown, editor.schema);
  editor.commands.setContent(opened.doc.toJSON());
  const screen = await show(<EditorContent editor={editor} />);
  const saved = () => {
    const done = saveDocument(opened, editor.state.doc);
    return done.ok ? done.data.markdown : done.problem.message;
  };
  return { screen, saved };
}

test('a callout says how it folds, and folds as is chosen', async () => {
  const { screen, saved } = await open('> [!note]- Mind this\n> Some words.\n');
  await expect.element(screen.getByText('Some words.')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Folding: Folded at first' }));
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Folding' }), 'Unfolded at first');
  await expect.element(screen.getByRole('button', { name: 'Folding: Unfolded at first' })).toBeVisible();
  expect(saved()).toBe('> [!note]+ Mind this\n> Some words.\n');
  await userEvent.click(screen.getByRole('button', { name: 'Folding: Unfolded at first' }));
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Folding' }), 'Does not fold');
  expect(saved()).toBe('> [!note] Mind this\n> Some words.\n');
});
