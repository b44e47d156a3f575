import { describe, expect, test } from 'vitest';
import { openDocument } from '../editor/open.ts';
import { renderLesson } from './html.ts';

// What a text means is decided once (`core/syntax.ts`): the page, the editor and the API, which has the page's HTML, agree.

const html = async (markdown: string) => (await renderLesson(markdown)).html;

/** The formulas of the page; those that are displayed between two dollars each. */
async function onPage(markdown: string): Promise<string[]> {
  const found = (await html(markdown)).matchAll(
    /(<span class="katex-display">)?<span class="katex">.*?<annotation encoding="application\/x-tex">([^<]*)</gs,
  );
  return [...found].map(([, display, tex = '']) => {
    const latex = tex
      .replace(/&#x26;/g, '&')
      .replace(/&#x3C;/g, '<')
      .trim();
    return display ? `$$${latex}$$` : `$${latex}$`;
  });
}

/** The formulas of the editor, the same way. */
function inEditor(markdown: string): string[] {
  const found: string[] = [];
  openDocument(markdown).doc.descendants((node) => {
    const { latex, style } = node.attrs;
    if (node.type.name === 'block_math') found.push(`$$${latex}$$`);
    if (node.type.name === 'inline_math') found.push(style?.display ? `$$${latex}$$` : `$${latex}$`);
  });
  return found;
}

describe('a dollar', () => {
  test.each<[what: string, markdown: string, formulas: string[]]>([
    ['is money', 'Tea is $4, cake $6.50 and both $9.', []],
    ['is money of a country', 'From A$ to NZ$ in minutes; US$4 and US$5.', []],
    ['is money behind the number', 'Between 5$ and 6$, or 5$/6$.', []],
    ['is money beside emphasis', 'Pay $5 *now* and $6 **later**, $7.', []],
    ['is a variable of a shell', 'Set $PATH before $HOME is read: $HOME/bin:$PATH.', []],
    ['is a variable of PHP', '$name = "$first"; $out->put($name);', []],
    ['is a field of awk', 'Use {print $1,$2} for both.', []],
    ['opens a formula where no space follows', 'So $a+b$, $c$ ($d$) and $e$-f.', ['$a+b$', '$c$', '$d$', '$e$']],
    ['beside a variable leaves the formula one', 'Read $HOME, then $x^2$.', ['$x^2$']],
    ['beside letters of a word', 'the $n$th and $k$s, H$_2$O, 5$^{th}$', ['$n$', '$k$', '$_2$', '$^{th}$']],
    ['without spaces around it', '设$x$为整数，$y$也是。', ['$x$', '$y$']],
    ['that is escaped is a dollar', '\\$x$ and $y$', ['$y$']],
    ['within a formula is escaped', 'cost $\\$5 + x$', ['$\\$5 + x$']],
    ['over two lines', 'so $a +\nb$ is', ['$a +\nb$']],
    ['with the quotes of GitHub', 'Sum $`n^2`$5 and $`a\\_b`$.', ['$n^2$', '$a\\_b$']],
    ['in code is code', 'Take `$x$` and `$y`.', []],
  ])('%s', async (_, markdown, formulas) => {
    expect(await onPage(markdown)).toEqual(formulas);
    expect(inEditor(markdown)).toEqual(formulas);
  });

  test('that is none leaves what stands around it Markdown', async () => {
    expect(await html('Pay $5 (or *more*), not $ 10.')).toBe('<p dir="auto">Pay $5 (or <em>more</em>), not $ 10.</p>');
  });
});

describe('two dollars', () => {
  test.each<[what: string, markdown: string, formulas: string[]]>([
    ['on a line of their own are displayed', 'a\n\n$$ x = 1 $$\n\nb', ['$$x = 1$$']],
    ['in an item, too', '- $$x$$\n- b', ['$$x$$']],
    ['between two lines of a paragraph', 'a\n$$x$$\nb', ['$$x$$']],
    ['within a line are not', 'so $$x$$ holds', ['$x$']],
    ['as a fence', '$$\nx\n$$', ['$$x$$']],
    ['as a fence in a quotation', '> $$\n> x\n> $$\n\na', ['$$x$$']],
    ['as a fence in an item', '- a\n  $$\n  x\n  $$', ['$$x$$']],
    ['as a fence right after a line', 'a\n$$\nx\n$$\nb', ['$$x$$']],
    ['beside what begins the formula', '$$a =\nb$$\n\n$$c$$', ['$$a =\nb$$', '$$c$$']],
    ['beside what ends it', '$$\na\n= b$$\n\nText.\n\n$$\nc\n$$', ['$$a\n= b$$', '$$c$$']],
    ['that begin a fence that never ends are dollars', '$$\nprice\n\nText with $x$.', ['$x$']],
    ['before a price are dollars', '$$ 5\n\n$$\nc\n$$', ['$$c$$']],
  ])('%s', async (_, markdown, formulas) => {
    expect(await onPage(markdown)).toEqual(formulas);
    expect(inEditor(markdown)).toEqual(formulas);
  });
});

test('a bar in a formula of a table is one bar', async () => {
  const table = '| event | formula |\n| --- | --- |\n| given | $P(A\\|B)$ and $`\\{x\\|y\\}`$ |';
  expect(await onPage(table)).toEqual(['$P(A|B)$', '$\\{x|y\\}$']);
  expect(inEditor(table)).toEqual(['$P(A|B)$', '$\\{x|y\\}$']);
});

describe('the heading of a callout', () => {
  const titleOf = async (markdown: string) =>
    /callout-title"[^>]*>.*?<bdi>(.*?)<\/bdi>/s.exec(await html(markdown))?.[1] ?? null;
  test.each<[markdown: string, title: string, inEditor: string | null]>([
    ['> [!TIP] Use `npm ci` here\n> Body.', 'Use <code>npm ci</code> here', 'Use `npm ci` here'],
    [
      '> [!NOTE] **Mind** [it](https://a.example)\n> Body.',
      '<strong>Mind</strong> <a href="https://a.example" rel="noopener noreferrer">it</a>',
      '**Mind** [it](https://a.example)',
    ],
    ['> [!WARNING]\n> Body.', 'Warning', null],
    ['> [!tip]  \n> Body.', 'Tip', null],
    ['> [!NOTE] Title\\\n> Body.', 'Title', 'Title'],
    ['> [!CAUTION]- Folded $x$\n> Body.', 'Folded ', 'Folded $x$'],
  ])('%j', async (markdown, title, source) => {
    const shown = await titleOf(markdown);
    expect(title === 'Folded ' ? shown?.slice(0, 7) : shown).toBe(title);
    expect(await html(markdown)).toMatch(/<p( dir="auto")?>Body\.<\/p>/);
    const callout = openDocument(markdown).doc.firstChild;
    expect(callout?.attrs.title).toBe(source);
    expect(callout?.textContent).toBe('Body.');
  });

  test('with a fold mark opens and closes', async () => {
    const closed = await html('> [!NOTE]- More\n> Body.');
    expect(closed).toMatch(/^<details class="callout callout-note">\s*<summary class="callout-title"[^>]*><svg/);
    expect(await html('> [!NOTE]+ More\n> Body.')).toContain('<details class="callout callout-note" open>');
    expect(openDocument('> [!NOTE]- More\n> a').doc.firstChild?.attrs.fold).toBe('-');
  });

  test('with a backslash before the mark is a quotation', async () => {
    expect(await html('> \\[!NOTE]\n> a')).toContain('<blockquote');
  });
});

test('emphasis ends beside letters of scripts without spaces', async () => {
  expect(await html('这是**重点。**下一句')).toBe('<p dir="auto">这是<strong>重点。</strong>下一句</p>');
  expect(await html('a**(b)**c')).toBe('<p dir="auto">a**(b)**c</p>');
});

test('a short name of an emoji is left alone: it may be a time, a scope or a role', async () => {
  const text = 'Ship it :rocket:, at 10:30:45, in :ref:`a`.';
  expect(await html(text)).toBe('<p dir="auto">Ship it :rocket:, at 10:30:45, in :ref:<code>a</code>.</p>');
  expect(openDocument(text).doc.textContent).toBe('Ship it :rocket:, at 10:30:45, in :ref:a.');
});
