import fc from 'fast-check';
import { fromHtml } from 'hast-util-from-html';
import { expect, test } from 'vitest';
import { markdownFromHtml } from '#lib/lessons/core/editor/paste.ts';
import { simpleMarkdown } from './simple.ts';

const piece = fc.constantFrom(
  ...[
    'soil',
    ' ',
    ' a',
    'b ',
    '. ',
    '3.5 ',
    '1. ',
    '(',
    ')',
    '!',
    ', ',
    ': ',
    ' = ',
    '“x” ',
    'www.x.de ',
    'http://x.de ',
    '水',
    '\u00a0',
    '2) ',
  ],
  ...[
    '<b>bold</b>',
    '<em>soft</em>',
    '<strong> x</strong>',
    '<i>x.</i>',
    '<b></b>',
    '<b><i>both</i></b>',
    '<b style="color:red">x</b>',
  ],
  ...['<code>let x = 1;</code>', '<code> x</code>', '<code>a`b</code>', '<code>*a_</code>'],
  ...[
    '<a href="https://x.de/a?b=1">there</a>',
    '<a href="https://x.de">https://x.de</a>',
    '<a href="https://x.de/(a)">x</a>',
    '<a name="x">y</a>',
  ],
  ...['</p><p>', '<br>', '&lt;', '&amp;', '*', '_', '\n'],
);

test('what is simple is what the reader of pages makes of it', () => {
  let simple = 0;
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 7 }), fc.boolean(), (pieces, isParagraph) => {
      const html = isParagraph ? `<p>${pieces.join('')}</p>` : pieces.join('');
      const markdown = simpleMarkdown(fromHtml(html, { fragment: true }));
      if (markdown === null) return;
      simple++;
      expect(markdown).toBe(markdownFromHtml(html, { origin: 'https://studio.invalid' }).trim());
    }),
    { numRuns: 1000 },
  );
  expect(simple).toBeGreaterThan(50);
});
