import { expect, test } from 'vitest';
import { looksLikeMarkdown } from './paste.ts';

test.each([
  '# Title',
  'a\n- b\n- c',
  '1. a',
  '> a',
  '```js\nx\n```',
  '| a | b |\n|---|---|',
  'so **bold**',
  '[a](https://b.example)',
  '$$\nx\n$$',
])('Markdown: %j', (text) => expect(looksLikeMarkdown(text)).toBe(true));
test.each(['plain words', 'a - b', '#hashtag', '2 * 3 * 4', 'snake_case_name', 'it costs $5', 'a > b', 'a | b'])(
  'plain text: %j',
  (text) => expect(looksLikeMarkdown(text)).toBe(false),
);
