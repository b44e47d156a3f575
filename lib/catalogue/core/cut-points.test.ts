import { describe, expect, test } from 'vitest';
import { findCutPoints, shareMinutes } from './cut-points.ts';

const lesson =
  '# Joins\n\nOne two three.\n\n## Inner *joins*\n\nFour five.\n\n> ## Quoted\n\n```md\n## Code\n```\n\nOuter\n---\n\nSix.\n';

describe('where a lesson can be cut', () => {
  test('is before each heading that has text before it, but not inside of quotes and code', () => {
    const points = findCutPoints(lesson);
    expect(points.map(({ title, depth }) => [title, depth])).toEqual([
      ['Inner joins', 2],
      ['Outer', 2],
    ]);
  });

  test('the two parts are the whole, to the character', () => {
    for (const { offset, title } of findCutPoints(lesson)) {
      expect(lesson.slice(0, offset) + lesson.slice(offset)).toBe(lesson);
      expect(lesson.slice(offset).replace(/[*#\s]/g, '')).toMatch(new RegExp(`^${title.replaceAll(' ', '')}`));
    }
  });

  test('words are counted on both sides', () => {
    const [first] = findCutPoints(lesson);
    expect(first?.words_before).toBe(4);
    expect(first?.words_after).toBeGreaterThan(5);
  });

  test('a lesson without headings, or with one at its beginning alone, cannot be cut', () => {
    expect(findCutPoints('Text.\n')).toEqual([]);
    expect(findCutPoints('# Only\n\nText.\n')).toEqual([]);
  });
});

describe('the minutes of a lesson that is cut', () => {
  test.each([
    [10, 300, 100, 7, 3],
    [10, 100, 300, 2, 8],
    [7, 1, 1, 3, 4],
    [10, 0, 0, 5, 5],
    // A part takes a minute at least, however short it is.
    [1, 50, 50, 1, 1],
    [1, 0, 100, 1, 1],
    [1, 100, 0, 1, 1],
    [2, 1, 999, 1, 2],
    [10, 999, 1, 9, 1],
  ])('%i minutes for %i and %i words are %i and %i', (minutes, words_before, words_after, first, second) => {
    expect(shareMinutes(minutes, { words_before, words_after })).toEqual([first, second]);
  });
});
