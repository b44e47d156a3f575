import { describe, expect, test } from 'vitest';
import { readingMinutes } from '#lib/core/lesson-markdown';
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
  test.each<[what: string, markdown: string, count: number]>([
    ['nothing', '', 0],
    ['English', "It's a planet: 3.5 years, well-known.", 7],
    ['marks within a word', 'un**believ**able', 1],
    ['lines and breaks', 'one\ntwo  \nthree\\\nfour', 4],
    ['lists, tables and callouts', '- one\n- two\n\n| a | b |\n|---|---|\n| c | d |\n\n> [!NOTE]\n> five', 7],
    ['code and formulas are not read', '`one` two $x + y$\n\n```js\nconst a = 1;\n```\n\n$$\nx\n$$', 2],
    ['definitions and front matter are not read', '---\ntitle: x\n---\n\none[^1]\n\n[a]: b\n\n[^1]: two', 2],
    ['tags are not read', '<div class="a b">\none <b>two</b>\n</div>\n\nthree <kbd>four</kbd>', 4],
    ['Japanese has words without spaces', '惑星は恒星の周りを回る。', 7],
    ['Arabic', 'الكوكب يدور حول النجم.', 4],
    ['emoji are no words', '👩‍🚀 🚀', 0],
  ])('%s', (_, markdown, count) => {
    expect(words(markdown)).toBe(count);
  });

  test('reading time', () => {
    expect([0, 1, 200, 201].map(readingMinutes)).toEqual([0, 1, 1, 2]);
  });
});
