import { expect, test } from 'vitest';
import { LONGEST_LESSON } from '#lib/base/core/content-kinds.ts';
import { tooLongForLesson } from './markdown.ts';

test('a lesson may be as long as a lesson may be, and one character more is said with both numbers', () => {
  expect(tooLongForLesson('')).toBeNull();
  expect(tooLongForLesson('x'.repeat(LONGEST_LESSON))).toBeNull();
  const said = tooLongForLesson('x'.repeat(LONGEST_LESSON + 1));
  expect(said).toContain('at most 1,000,000 characters');
  expect(said).toContain('this one has 1,000,001');
});
