import { getSchema } from '@tiptap/core';
import { EditorState, TextSelection } from '@tiptap/pm/state';
import { describe, expect, test } from 'vitest';
import { openDocument } from '#lib/lessons/core/editor/open.ts';
import { markdownFromHtml } from '#lib/lessons/core/editor/paste.ts';
import { saveDocument } from '#lib/lessons/core/editor/save.ts';
import { pasteBlocks } from './paste-into.ts';
import { PLACES, PROGRAMS } from './paste-matrix.cases.ts';
import { schemaExtensions } from './schema-extensions.ts';
import { straightTables } from './tables.ts';

// What each program copies, pasted into each kind of place: one table of right values.

const schema = getSchema(schemaExtensions());

function paste(lesson: string, html: string, plain: string): string {
  const opened = openDocument(lesson, schema);
  let state = EditorState.create({ doc: opened.doc, plugins: [straightTables()] });
  let at = 0;
  state.doc.descendants((node, place) => {
    const found = node.text?.indexOf('here') ?? -1;
    if (found >= 0) at = place + found + 'here'.length;
  });
  state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, at)));
  // Into code goes what is plain.
  const isCode = state.selection.$from.parent.type.spec.code;
  const blocks = isCode ? [] : openDocument(markdownFromHtml(html), schema).doc.children;
  const tr = isCode ? state.tr.insertText(plain) : pasteBlocks(state, at, at, blocks);
  if (tr) state = state.apply(tr);
  state.doc.check();
  const saved = saveDocument(opened, state.doc);
  return saved.ok ? saved.data.markdown : saved.problem.message;
}

describe.each(PROGRAMS.map((program) => ({ ...program, made: program.isReal ? 'itself' : 'by hand' })))(
  '$name (made $made, after $source)',
  ({ html, plain, after }) => {
    test.each(Object.entries(PLACES))('into a %s', async (place, lesson) => {
      expect(paste(lesson, await html(), plain)).toBe(after[place as keyof typeof PLACES]);
    });
  },
);
