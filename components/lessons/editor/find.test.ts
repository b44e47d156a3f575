import { describe, expect, test } from 'vitest';
import { openDocument } from '#lib/lessons/core/editor/open.ts';
import { findMatches } from './find.ts';

const { doc } = openDocument(
  'A row, a Row and a **r**ow.\n\nrows over\nlines $x$ here\n\n- arrow `row`\n\n| row |\n|---|\n| عمود row_id |\n\n<b>\nrow\n</b>\n',
);

/** What stands at each match. */
const found = (words: string, options: { matchCase?: boolean; wholeWord?: boolean } = {}) =>
  findMatches(doc, { words, matchCase: false, wholeWord: false, ...options }).map(({ from, to }) =>
    doc.textBetween(from, to, '', '\n'),
  );

describe('finding words', () => {
  test('in every kind of block, across marks', () => expect(found('row')).toHaveLength(9));
  test('with their case', () => expect(found('Row', { matchCase: true })).toEqual(['Row']));
  test('as whole words', () => expect(found('row', { wholeWord: true })).toHaveLength(6));
  test('over the end of a line', () => expect(found('over lines')).toEqual(['over\nlines']));
  test('as they are, not as a pattern', () => expect(found('.*')).toEqual([]));
  test('none for nothing', () => expect(found('')).toEqual([]));
});
