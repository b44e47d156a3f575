import { EditorState } from '@codemirror/state';
import { expect, test } from 'vitest';
import { lineEndsOf } from './line-ends.ts';

/** The text after changes, each `from`, `to` and what is put there. */
function edit(source: string, ...changes: [from: number, to: number, insert: string][]): string {
  const ends = lineEndsOf(source);
  const { state, changes: set } = EditorState.create({ doc: source }).update({
    changes: changes.map(([from, to, insert]) => ({ from, to, insert })),
  });
  ends.follow(set, EditorState.create({ doc: source }).doc);
  return ends.write(state.doc);
}

test.each([
  ['nothing', 'a\r\nb\rc\n', [], 'a\r\nb\rc\n'],
  ['a word', 'a\r\nb\rc\n', [[2, 3, 'new']], 'a\r\nnew\rc\n'],
  ['a new line', 'a\r\nb\r\nc\n', [[1, 1, '\nx']], 'a\r\nx\r\nb\r\nc\n'],
  ['lines taken away', 'a\r\nb\rc\nd', [[1, 4, '']], 'ac\nd'],
  [
    'two places at once',
    'a\r\nb\r\nc\nd',
    [
      [0, 1, 'x\ny'],
      [5, 6, ''],
    ],
    'x\r\ny\r\nb\r\nc\nd'.replace('c\nd', 'cd'),
  ],
] as [string, string, [number, number, string][], string][])(
  'keeps the ends of lines through %s',
  (_, source, changes, after) => {
    expect(edit(source, ...changes)).toBe(after);
  },
);
