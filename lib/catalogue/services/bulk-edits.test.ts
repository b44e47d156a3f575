import { describe, expect, test } from 'vitest';
import { findCutPoints } from './bulk-edits.ts';

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
