import { describe, expect, test } from 'vitest';
import { markdownFromHtml } from '../editor/paste.ts';
import { renderLesson } from './html.ts';

// The page of a lesson, copied and pasted into the editor, says what the lesson says.

const origin = 'https://studio.example';
const key = 'ab'.repeat(16);

async function copied(markdown: string): Promise<string> {
  const { html } = await renderLesson(markdown, {
    headingShift: 1,
    pageUrl: `${origin}/w/demo/sparks/this-one`,
    resolveSparks: () => new Map([['orbits', { href: `${origin}/w/demo/sparks/orbits`, title: 'Orbits' }]]),
  });
  return markdownFromHtml(html, { origin });
}

describe('the page of a lesson gives the lesson back', () => {
  test.each([
    '# One\n\n## Two *b*\n\nText.',
    'Of $a_1+\\frac{b}{c}$ and 10<sup>3</sup>, H<sub>2</sub>O.',
    '$$\n\\sum_{i} x_i\n$$',
    '> [!WARNING]\n> Mind **this**.\n>\n> - a\n> - b',
    '> [!TIP] Own heading\n> x',
    '```js\nconst a = 1;\n\nb();\n```',
    '```mermaid\ngraph LR\n  A --> B\n```',
    '[Orbits](spark:orbits) and [gone](spark:gone), [out](https://a.example).',
    'A note[^1] and another[^two].\n\n[^1]: First *note*.\n\n[^two]: Second.',
    '| a | b |\n| --- | --: |\n| 1 | 2<br>3 |',
    '- [x] done\n- [ ] open',
    '3. c\n4. d\n   - e',
    `![Picture](/assets/${key}/a.png)`,
    '> quoted\n\n---\n\n**bold** ~~gone~~ `code`',
  ])('%j', async (markdown) => {
    expect((await copied(markdown)).trimEnd()).toBe(markdown);
  });
});
