import { getSchema } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { EditorState, TextSelection } from '@tiptap/pm/state';
import { CellSelection } from '@tiptap/pm/tables';
import { describe, expect, test } from 'vitest';
import { openDocument } from '#lib/lessons/core/editor/open.ts';
import { saveDocument } from '#lib/lessons/core/editor/save.ts';
import { pasteBlocks } from './paste-into.ts';
import { schemaExtensions } from './schema-extensions.ts';
import { straightTables } from './tables.ts';

const schema = getSchema(schemaExtensions());

/** The place right behind words. */
function behind(doc: Node, words: string): number {
  let found = -1;
  doc.descendants((node, at) => {
    if (found < 0 && node.isText && node.text?.includes(words)) found = at + node.text.indexOf(words) + words.length;
  });
  if (found < 0) throw new Error(`“${words}” is not in ${doc}`);
  return found;
}

function paste(lesson: string, words: string, pasted: string, choose?: (doc: Node) => CellSelection): string {
  const opened = openDocument(lesson, schema);
  let state = EditorState.create({ doc: opened.doc, plugins: [straightTables()] });
  const at = words === '' ? 1 : behind(state.doc, words);
  state = state.apply(state.tr.setSelection(choose?.(state.doc) ?? TextSelection.create(state.doc, at)));
  const { from, to } = state.selection;
  const tr = pasteBlocks(state, from, to, openDocument(pasted, schema).doc.children);
  if (!tr) throw new Error('nothing was put in');
  state = state.apply(tr);
  state.doc.check();
  const saved = saveDocument(opened, state.doc);
  return saved.ok ? saved.data.markdown : saved.problem.message;
}

const TABLE = 'above\n\n| h | i |\n|---|---|\n| jj | kk |\n| ll | mm |\n\nbelow\n';
const withRow = (row: string) => TABLE.replace('| jj | kk |', () => row);

describe('into a cell', () => {
  test.each([
    ['a word', 'new', '| jjnew | kk |'],
    ['paragraphs', 'one\n\ntwo', '| jjone<br>two | kk |'],
    ['three of them', 'one\n\ntwo\n\nthree', '| jjone<br>two<br>three | kk |'],
    ['a list', '- one\n- two\n  1. three', '| jjone<br>two<br>three | kk |'],
    ['wrapped lines', 'one\ntwo', '| jjone two | kk |'],
    ['code', '```\na\n\n  b|c\n```', '| jj`a`<br>`  b\\|c` | kk |'],
    // Behind a letter a dollar is money: there are quotes around it.
    ['a formula of its own', '$$\nx\n$$', '| jj$`x`$ | kk |'],
    ['a quotation and a heading', '# a\n\n> b *c*', '| jja<br>b *c* | kk |'],
  ])('%s stays in the cell', (_, pasted, row) => expect(paste(TABLE, 'jj', pasted)).toBe(withRow(row)));

  test('in the middle of its words', () =>
    expect(paste(TABLE, 'j', 'one\n\ntwo')).toBe(withRow('| jone<br>twoj | kk |')));

  test('a table fills the cells from there on', () => {
    expect(paste(TABLE, 'jj', '| 1 | 2 |\n|---|---|\n| 3 | 4 |')).toBe(
      TABLE.replace('| jj | kk |', '| 1 | 2 |').replace('| ll | mm |', '| 3 | 4 |'),
    );
    expect(paste(TABLE, 'mm', '| 1 | 2 |\n|---|---|\n| 3 | 4 |')).toBe(
      'above\n\n| h | i |  |\n| --- | --- | --- |\n| jj | kk |  |\n| ll | 1 | 2 |\n|  | 3 | 4 |\n\nbelow\n',
    );
  });

  test('a table among other blocks goes below', () => {
    expect(paste(TABLE, 'jj', 'new\n\n| 1 |\n| --- |\n| 2 |')).toBe(
      TABLE.replace('\n\nbelow', '\n\nnew\n\n| 1 |\n| --- |\n| 2 |\n\nbelow'),
    );
  });

  test('blocks over chosen cells fill each of them', () => {
    const choose = (doc: Node) => {
      const cell = (words: string) => doc.resolve(behind(doc, words)).before(-1);
      return CellSelection.create(doc, cell('jj'), cell('kk'));
    };
    expect(paste(TABLE, 'jj', 'one\n\ntwo', choose)).toBe(withRow('| one<br>two | one<br>two |'));
  });
});

describe('into other text', () => {
  test.each([
    ['a heading takes one line', '# Some\n', 'Some', 'of\nthese\n', '# Someof these\n'],
    ['a heading takes the first of several paragraphs', '# Some\n', 'Some', 'of\n\nthese\n', '# Someof\n\nthese\n'],
    ['a paragraph takes a word', 'a b\n', 'a', 'x', 'ax b\n'],
    ['a paragraph is parted by a block', 'a b\n', 'a', '```\nx\n```', 'a\n\n```\nx\n```\n\nb\n'],
    ['an item goes on with the items that are pasted', '- a\n- b\n', 'a', '- x\n- y\n', '- ax\n- y\n- b\n'],
    ['an item takes paragraphs', '- a\n- b\n', 'a', 'x\n\ny', '- ax\n\n  y\n- b\n'],
    ['an item takes code', '- a\n- b\n', 'a', '```\nx\n```', '- a\n  ```\n  x\n  ```\n- b\n'],
    ['an empty lesson takes a list', '\n', '', '- x\n- y', '- x\n- y\n'],
  ])('%s', (_, lesson, words, pasted, after) => expect(paste(lesson, words, pasted)).toBe(after));
});

describe('footnotes', () => {
  const lesson = 'one[^1] two[^n]\n\n[^1]: first\n\n[^n]: named\n';

  test('that come with their notes get labels that are free', () => {
    const markdown = paste(lesson, 'two', 'three[^1] four[^N] five[^3]\n\n[^1]: other\n\n[^N]: else\n\n[^3]: third\n');
    expect(markdown).toContain('three[^2] four[^N-2] five[^3]');
    for (const line of ['[^1]: first', '[^n]: named', '[^2]: other', '[^N-2]: else', '[^3]: third'])
      expect(markdown).toContain(line);
  });

  test('that come alone mean the note that is there', () => {
    expect(paste(lesson, 'two', 'three[^1]\n')).toContain('twothree[^1]');
  });

  test('take no label that only a later one of the same paste has', () => {
    const markdown = paste(lesson, 'two', 'three[^1] four[^2]\n\n[^1]: other\n\n[^2]: second\n');
    expect(markdown).toContain('three[^3] four[^2]');
  });
});
