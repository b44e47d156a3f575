import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { fromHtml } from 'hast-util-from-html';
import { visit } from 'unist-util-visit';
import { describe, expect, it } from 'vitest';
import { openDocument } from '../editor/open.ts';
import { countWords } from '../editor/outline.ts';
import { WORD_CASES } from '../words.cases.ts';
import { renderLesson } from './html.ts';

const html = async (markdown: string, options = {}) => (await renderLesson(markdown, options)).html;

/** Parses HTML as a browser would and lists everything in it that could run. Words in a text are no danger. */
function dangers(source: string): string[] {
  const found: string[] = [];
  visit(fromHtml(source, { fragment: true }), 'element', ({ tagName, properties }) => {
    if (/^(script|style|iframe|object|embed|form|base|meta|link|template)$/.test(tagName)) found.push(`<${tagName}>`);
    for (const [name, value] of Object.entries(properties)) {
      const text = String(value).replace(/[\p{Cc}\s]/gu, '');
      if (/^on/i.test(name) || name === 'srcDoc' || name === 'srcSet') found.push(`${tagName} ${name}`);
      if (
        /^(href|src|xLinkHref|action|formAction|cite|data|poster)$/.test(name) &&
        /^(javascript|data|vbscript):/i.test(text)
      )
        found.push(`${tagName} ${name}=${text}`);
      if (name === 'style' && /url\(|expression|position:\s*fixed/i.test(text)) found.push(`${tagName} style=${text}`);
    }
  });
  return found;
}

const VECTORS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)><script>alert(1)</script></svg>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="&#106;avascript:alert(1)">x</a>',
  '<a href="java\tscript:alert(1)">x</a>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '![x](javascript:alert(1))',
  '![x](data:text/html;base64,PHNjcmlwdD4=)',
  '<javascript:alert(1)>',
  '[x](vbscript:x)',
  '[x](spark:javascript:alert(1))',
  '<iframe src="https://example.org"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<style>* { display: none }</style>',
  '<p style="position:fixed;inset:0">x</p>',
  '<form action="javascript:alert(1)"><button>x</button></form>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '<details ontoggle=alert(1) open><summary>x</summary></details>',
  '<object data="javascript:alert(1)"></object>',
  '<base href="https://evil.example">',
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
  '$\\href{javascript:alert(1)}{x}$',
  '$\\htmlData{x=1}{x} \\includegraphics{javascript:alert(1)}$',
  '```js"><script>alert(1)</script>\nx\n```',
  '```mermaid\n</code></pre><script>alert(1)</script>\n```',
  '[^1]: <img src=x onerror=alert(1)>\n\nx[^1]',
  '> [!NOTE] <img src=x onerror=alert(1)>\n> x',
  '# <img src=x onerror=alert(1)> title',
  '<img srcset="x 1x, javascript:alert(1) 2x">',
];

describe('what an author cannot do', () => {
  it.each(VECTORS)('run %s', async (markdown) => {
    expect(dangers(await html(markdown))).toEqual([]);
  });

  it('shadow the ids of the page, while links inside the lesson still arrive', async () => {
    const result = await html('<p id="root">x</p>\n\n[jump](#root)\n\n<a name="root">y</a>');
    expect(result).toContain('id="lesson-root"');
    expect(result).toContain('href="#lesson-root"');
    expect(result).toContain('name="lesson-root"');
  });

  it('style a page through our classes', async () => {
    expect(await html('<p class="bg-accent callout">x</p>')).toBe('<p class="" dir="auto">x</p>');
  });

  it('never, whatever they write', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...VECTORS,
        '<',
        '>',
        '"',
        "'",
        '`',
        '$',
        '$$',
        '\n',
        '\n\n',
        '|',
        '[',
        '](',
        ')',
        '&#',
        '\\',
        '- ',
      ),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
        expect(dangers(await html(pieces.join('')))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

describe('what a lesson may hold', () => {
  it('callouts, with a heading of their own or the usual one', async () => {
    const result = await html('> [!WARNING]\n> Mind the **gap**.\n\n> [!tip] Try this\n> - one\n\n> [!OTHER]\n> no');
    expect(result).toMatch(
      /<aside class="callout callout-warning"[^>]*>\s*<p class="callout-title"[^>]*><svg[\s\S]*?Warning/,
    );
    expect(result).toMatch(/callout-tip[\s\S]*Try this[\s\S]*<li>one<\/li>/);
    expect(result).toContain('<blockquote');
  });

  it('formulas, and money beside them', async () => {
    const result = await html('$a^2$ for $5 and $10\n\n$$\n\\frac{1}{2}\n$$\n\n$\\nosuch{$');
    expect(result.match(/class="katex"/g)).toHaveLength(2);
    expect(result).toContain('katex-display');
    expect(result).toContain('for $5 and $10');
    expect(result).toContain('katex-error');
  });

  it('code in colours that CSS variables carry, and plain where the language is unknown', async () => {
    const result = await html('```ts\nconst a = 1;\n```\n\n```nosuch\n<b>\n```\n\n```__proto__\nx\n```');
    expect(result).toContain('data-language="ts"><pre');
    expect(result).toContain('<span class="code-keyword">const</span>');
    expect(result).not.toContain('style=');
    expect(result).toContain('&#x3C;b>');
  });

  it('Mermaid as a figure that still reads without its drawing', async () => {
    expect(await html('```mermaid\ngraph LR\n```')).toContain('<figure data-mermaid=""><pre');
  });

  it('tables in a frame that the keyboard can scroll', async () => {
    const result = await html('| a | b |\n| - | -: |\n| 1 | 2 |');
    expect(result).toMatch(
      /<div class="table-scroll" role="region" tabindex="0" aria-label="Table"><table dir="auto">/,
    );
    expect(result).toContain('<td align="right">2</td>');
  });

  it('footnotes, task lists, figures', async () => {
    const result = await html('x[^n]\n\n[^n]: note\n\n- [x] a\n- [ ] b\n\n![alt](/a.png "Caption")');
    expect(result).toMatch(/href="#lesson-fn-n" id="lesson-fnref-n"/);
    expect(result).toContain('id="lesson-fn-n"');
    expect(result).toContain('aria-label="Done"');
    expect(result).toMatch(/<figure>\s*<img src="\/a.png" alt="alt"[\s\S]*<figcaption[^>]*>Caption/);
  });

  it('directives as the text they are, and no front matter', async () => {
    const result = await html('---\ntitle: x\n---\n\n:::note\nhey\n:::');
    expect(result).toContain(':::note');
    expect(result).not.toContain('title: x');
    expect(await html('---\n\nA lesson may start with a rule.\n\n---\n')).toContain('A lesson may start');
  });

  it('both directions, block by block', async () => {
    const result = await html('مرحبا\n\nHello\n\n- عنصر\n\n<p dir="rtl">x</p>\n\n> [!NOTE]\n> مرحبا');
    expect(result.match(/<p dir="auto">/g)).toHaveLength(2);
    expect(result).toContain('<ul dir="auto">\n<li>عنصر</li>');
    expect(result).toContain('<p dir="rtl">x</p>');
    expect(result).toMatch(/<aside[^>]*dir="auto">\s*<p class="callout-title"><svg[\s\S]*?<bdi>Note<\/bdi>/);
  });
});

describe('links', () => {
  it('lead to sparks, asked for once and all together', async () => {
    const asked: string[][] = [];
    const resolveSparks = (slugs: string[]) => {
      asked.push(slugs);
      return new Map([['a', { href: '/w/x/sparks/a', title: 'Alpha' }]]);
    };
    const result = await html('[one](spark:a) [two](spark:a) [gone](spark:b)', { resolveSparks });
    expect(asked).toEqual([['a', 'b']]);
    expect(result).toContain('<a href="/w/x/sparks/a" title="Alpha" data-spark="a">one</a>');
    expect(result).toContain(
      '<span class="spark-missing" title="This spark does not exist" data-spark="b">gone</span>',
    );
    expect(await html('[one](spark:a)')).toBe('<p dir="auto"><span>one</span></p>');
  });

  it('cannot be turned by a resolver into something that runs', async () => {
    const resolveSparks = () => new Map([['a', { href: 'javascript:alert(1)' }]]);
    expect(dangers(await html('[x](spark:a)', { resolveSparks }))).toEqual([]);
  });

  it('are absolute for readers elsewhere', async () => {
    const result = await html('# Top\n\n[x](#top)', { pageUrl: 'https://x.test/s', idPrefix: 'p-' });
    expect(result.match(/href="https:\/\/x\.test\/s#p-top"/g)).toHaveLength(2);
  });
});

describe('what is told about a lesson', () => {
  it('is its outline, with unique ids and the levels as written', async () => {
    const { outline, html: result } = await renderLesson('# One\n\n## Über `x`\n\n## Über x', { headingShift: 1 });
    expect(outline).toEqual([
      { id: 'lesson-one', level: 1, text: 'One' },
      { id: 'lesson-über-x', level: 2, text: 'Über x' },
      { id: 'lesson-über-x-1', level: 2, text: 'Über x' },
    ]);
    expect(result).toContain('<h2 id="lesson-one" data-level="1"');
  });

  it.each(WORD_CASES)('counts the words as the editor does: %s', async (_, markdown, words) => {
    expect((await renderLesson(markdown)).words).toBe(words);
  });

  it('counts the words of every lesson of the demo course as the editor does', async () => {
    const file = join(import.meta.dirname, '../../../../supabase/demo/bundle.json');
    const { sparks } = JSON.parse(readFileSync(file, 'utf8')) as { sparks: { content_md: string }[] };
    for (const { content_md } of sparks)
      expect((await renderLesson(content_md)).words).toBe(countWords(openDocument(content_md).doc));
  });

  it('is how long it takes to read, code left out', async () => {
    const long = await renderLesson(`${'word '.repeat(401)}\n\n\`\`\`\n${'code '.repeat(99)}\n\`\`\``);
    expect(long).toMatchObject({ words: 401, minutes: 3 });
    expect(await renderLesson('')).toMatchObject({ html: '', words: 0, minutes: 0, outline: [] });
  });
});

describe('bad input', () => {
  it('comes back as its source where nothing else is possible', async () => {
    for (const text of ['>'.repeat(20_000), `${'['.repeat(3_000)}x`, '<b>'.repeat(20_000), `${'- '.repeat(500)}x`]) {
      expect(typeof (await renderLesson(text)).html).toBe('string');
    }
    expect((await renderLesson(`<b>${'x'.repeat(1_000_001)}`)).html).toContain('&#x3C;b>');
  });

  it('cannot keep the server busy', async () => {
    expect(await renderLesson('*a_'.repeat(20_000))).toMatchObject({ plain: true });
    expect(await renderLesson('[a]('.repeat(20_000))).toMatchObject({ plain: true });
    expect(await renderLesson('> '.repeat(50_000))).toMatchObject({ plain: true });
    expect(await renderLesson('$a'.repeat(50_000))).toMatchObject({ plain: true });
  });

  it('as a formula or macro bomb does no harm', async () => {
    const bomb = `$\\def\\a{${'x'.repeat(50)}}\\def\\b{${'\\a'.repeat(50)}}\\def\\c{${'\\b'.repeat(50)}}\\c$ $\\rule{1e9em}{1e9em}$`;
    expect((await html(bomb)).length).toBeLessThan(50_000);
  });
});

const corpus = join(process.env.TRAILWRIGHT_CONTENT_DIR ?? '../shared/content', 'markdown-corpus');

describe.skipIf(!existsSync(corpus))('real lessons (skipped where TRAILWRIGHT_CONTENT_DIR is absent)', () => {
  const files = existsSync(corpus) ? readdirSync(corpus).filter((name) => /\.mdx?$/.test(name)) : [];
  it.each(files)('%s renders, safely', async (name) => {
    const lesson = await renderLesson(readFileSync(join(corpus, name), 'utf8'));
    expect(lesson.plain).toBeUndefined();
    expect(lesson.words).toBeGreaterThan(0);
    expect(dangers(lesson.html)).toEqual([]);
  });
});

it('gives files of lessons their whole address where the page is elsewhere', async () => {
  const key = 'ab'.repeat(16);
  const markdown = `![a](/assets/${key}/a.png) [b](/assets/${key}/b.pdf) ![c](/other.png)`;
  const elsewhere = await html(markdown, { filesAt: 'https://studio.example' });
  expect(elsewhere).toContain(`src="https://studio.example/assets/${key}/a.png"`);
  expect(elsewhere).toContain(`href="https://studio.example/assets/${key}/b.pdf"`);
  expect(elsewhere).toContain('src="/other.png"');
  expect(await html(markdown)).toContain(`src="/assets/${key}/a.png"`);
});
