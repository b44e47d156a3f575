import { describe, expect, test } from 'vitest';
import { readingMinutes } from '../markdown.ts';
import { WORD_CASES } from '../words.cases.ts';
import { openDocument } from './open.ts';
import { countWords, outlineOf } from './outline.ts';

const words = (markdown: string) => countWords(openDocument(markdown).doc);

describe('outline', () => {
  test('headings of every level, where they stand, with what they say', () => {
    const { doc } = openDocument('# One *two* `x`\n\ntext\n\n> ### In $a^2$ a quotation\n\n#\n\nLast\n----\n');
    const outline = outlineOf(doc);
    expect(outline.map(({ level, text }) => [level, text])).toEqual([
      [1, 'One two x'],
      [3, 'In a^2 a quotation'],
      [2, 'Last'],
    ]);
    for (const { at } of outline) expect(doc.nodeAt(at)?.type.name).toBe('heading');
  });
});

describe('words', () => {
  test.each(WORD_CASES)('%s', (_, markdown, count) => {
    expect(words(markdown)).toBe(count);
  });

  test('reading time', () => {
    expect([0, 1, 200, 201].map(readingMinutes)).toEqual([0, 1, 1, 2]);
  });
});
