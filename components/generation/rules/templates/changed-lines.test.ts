import { expect, test } from 'vitest';
import { addedLines, lineCounts } from './changed-lines.ts';

test('a line that came is told by its place, and the lines around it are the same', () => {
  expect([...addedLines('one\nthree', 'one\ntwo\nthree\nfour')]).toEqual([1, 3]);
  expect(lineCounts('one\nthree', 'one\ntwo\nthree\nfour')).toEqual({ added: 2, removed: 0 });
});

test('a line that was changed came and went', () => {
  expect([...addedLines('one\ntwo', 'one\nother')]).toEqual([1]);
  expect(lineCounts('one\ntwo', 'one\nother')).toEqual({ added: 1, removed: 1 });
});

test('the same text has no changed lines', () => {
  expect(addedLines('one\n\ntwo\n', 'one\n\ntwo\n').size).toBe(0);
  expect(lineCounts('', '')).toEqual({ added: 0, removed: 0 });
});
