import { describe, expect, test } from 'vitest';
import { markdownFromHtml, pastedFrom } from './paste.ts';

// What comes of each kind of thing in a clipboard. The programs it comes from are in `paste-matrix.test.ts`.

const katex = (tex: string, drawn: string) =>
  `<span class="katex"><span class="katex-mathml"><math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mi>${drawn}</mi></mrow><annotation encoding="application/x-tex">${tex}</annotation></semantics></math></span><span class="katex-html" aria-hidden="true"><span class="base">${drawn}</span></span></span>`;

const cases = (list: [what: string, html: string, markdown: string][]) => list;

describe('formulas are one formula, whatever draws them', () => {
  test.each(
    cases([
      ['KaTeX', `<p>So ${katex('a^2+b', 'a2')} holds</p>`, 'So $a^2+b$ holds'],
      [
        'KaTeX on a line of its own',
        `<p>Before</p><span class="katex-display">${katex('\\frac{1}{2}', '12')}</span><p>after</p>`,
        'Before\n\n$$\n\\frac{1}{2}\n$$\n\nafter',
      ],
      [
        'MathML with TeX in an attribute, as LaTeXML writes it',
        '<p>the <math alttext="n\\log n" display="inline"><mi>n</mi><mi>log</mi><mi>n</mi></math> bound</p>',
        'the $n\\log n$ bound',
      ],
      [
        'Wikipedia, where only the picture is copied',
        '<p>mass <span class="mwe-math-element"><img src="https://wikimedia.example/a.svg" class="mwe-math-fallback-image-inline" alt="{\\displaystyle E=mc^{2}}"></span>.</p>',
        'mass $E=mc^{2}$.',
      ],
      [
        'MathJax 3',
        '<p>is <mjx-container class="MathJax" jax="CHTML"><mjx-math><mjx-mi>x</mjx-mi></mjx-math><mjx-assistive-mml><math><msup><mi>x</mi><mn>10</mn></msup></math></mjx-assistive-mml></mjx-container></p>',
        'is $x^{10}$',
      ],
      [
        'MathJax 2',
        '<p><span class="MathJax_Preview">y</span><span class="MathJax" data-mathml="&lt;math&gt;&lt;mfrac&gt;&lt;mi&gt;a&lt;/mi&gt;&lt;mi&gt;b&lt;/mi&gt;&lt;/mfrac&gt;&lt;/math&gt;"><nobr>ab</nobr></span></p>',
        '$\\frac{a}{b}$',
      ],
      [
        'MathML that has no TeX',
        '<p><math><msub><mi>x</mi><mn>1</mn></msub><mo>≤</mo><msqrt><mi>α</mi><mo>+</mo><mn>1</mn></msqrt><mo>∑</mo><mi>sin</mi><mi>θ</mi></math></p>',
        '$x_1\\le \\sqrt{\\alpha +1}\\sum \\sin \\theta$',
      ],
    ]),
  )('%s', (_, html, markdown) => expect(markdownFromHtml(html).trimEnd()).toBe(markdown));
});

describe('tables', () => {
  test.each(
    cases([
      [
        'a cell over two rows leaves an empty one below',
        '<table><tr><th>Sea</th><th>Port</th></tr><tr><td rowspan="2">Baltic</td><td>Riga</td></tr><tr><td>Gdynia</td></tr><tr><td>Black</td><td>Varna</td></tr></table>',
        '| Sea | Port |\n| --- | --- |\n| Baltic | Riga |\n|  | Gdynia |\n| Black | Varna |',
      ],
      [
        'over rows and columns at once',
        '<table><tr><td colspan="2" rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr><tr><td>d</td><td>e</td><td>f</td></tr></table>',
        '| a |  | b |\n| --- | --- | --- |\n|  |  | c |\n| d | e | f |',
      ],
      [
        'lists, code and breaks in a cell become lines',
        '<table><tr><td>a</td><td>b</td></tr><tr><td><ul><li>p</li><li>q<ol><li>r</li></ol></li></ul></td><td>s<br>t<pre>u()\nv()</pre></td></tr></table>',
        '| a | b |\n| --- | --- |\n| p<br>q<br>r | s<br>t<br>`u()`<br>`v()` |',
      ],
      [
        'line feeds that the page shows',
        '<table><tr><td>a</td></tr><tr><td style="white-space: pre-wrap">b\nc</td></tr></table>',
        '| a |\n| --- |\n| b<br>c |',
      ],
      [
        'a table within a table',
        '<table><tr><td>a</td><td>b</td></tr><tr><td><table><tr><td>c</td><td>d</td></tr><tr><td>e</td><td>f</td></tr></table></td><td>g</td></tr></table>',
        '| a | b |\n| --- | --- |\n| c d<br>e f | g |',
      ],
      [
        'a bold head is a head',
        '<table><tr><th><b>a</b></th></tr><tr><td><b>b</b></td></tr></table>',
        '| a |\n| --- |\n| **b** |',
      ],
    ]),
  )('%s', (_, html, markdown) => expect(markdownFromHtml(html).trimEnd()).toBe(markdown));
});

const word = (marker: string, text: string, level = 1) =>
  `<p class=MsoListParagraph style='mso-list:l0 level${level} lfo1'><![if !supportLists]><span style='mso-list:Ignore'>${marker}<span>&nbsp;&nbsp; </span></span><![endif]>${text}</p>`;
const online = (tag: string, start: number | null, level: number, text: string) =>
  `<div class="ListContainerWrapper"><${tag} role="list"${start === null ? '' : ` start="${start}"`}><li data-aria-level="${level}" class="OutlineElement"><p class="Paragraph"><span class="TextRun">${text}</span></p></li></${tag}></div>`;

describe('lists of Word', () => {
  test.each(
    cases([
      ['begin where they begin', word('7.', 'seven') + word('8.', 'eight'), '7. seven\n8. eight'],
      [
        'go on counting below a paragraph',
        `${word('1.', 'one')}<p class=MsoNormal>between</p>${word('2.', 'two')}`,
        '1. one\n\nbetween\n\n2. two',
      ],
      [
        'have levels, and letters and Roman numbers are digits',
        word('1.', 'a') + word('a.', 'b', 2) + word('b.', 'c', 2) + word('iv.', 'd', 3) + word('2.', 'e'),
        '1. a\n   1. b\n   2. c\n\n      4. d\n2. e',
      ],
      ['number their parts', word('2.', 'a') + word('2.1.', 'b', 2) + word('2.2.', 'c', 2), '2. a\n   1. b\n   2. c'],
      ['may begin anew', word('1.', 'a') + word('2.', 'b') + word('1.', 'c'), '1. a\n2. b\n\n1) c'],
      ['have o for a bullet', word('·', 'a') + word('o', 'b', 2), '- a\n  - b'],
      [
        'leave numbered headings headings',
        "<h2 style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span> </span></span>Scope</h2>",
        '## Scope',
      ],
      [
        'stand apart in Word Online',
        online('ol', 3, 1, 'c') + online('ol', 4, 1, 'd') + online('ul', null, 2, 'e') + online('ol', 5, 1, 'f'),
        '3. c\n4. d\n   - e\n5. f',
      ],
    ]),
  )('%s', (_, html, markdown) => expect(markdownFromHtml(html).trimEnd()).toBe(markdown));
});

describe('raised and lowered text', () => {
  test.each(
    cases([
      ['by tags', '<p>CO<sub>2</sub> at 5<sup>th</sup></p>', 'CO<sub>2</sub> at 5<sup>th</sup>'],
      [
        'by style, as Google Docs has it',
        '<p>x<span style="font-size:0.6em;vertical-align:super;">2</span></p>',
        'x<sup>2</sup>',
      ],
      ['with what is within', '<p>a<sup><i>n</i> + 1</sup></p>', 'a<sup>*n* + 1</sup>'],
      ['nothing raised is nothing', '<p>a<sup> </sup>b</p>', 'a b'],
    ]),
  )('%s', (_, html, markdown) => expect(markdownFromHtml(html).trimEnd()).toBe(markdown));
});

const vscode = (...lines: string[]) =>
  `<meta charset='utf-8'><div style="color: #ccc;background-color: #1f1f1f;font-family: 'Droid Sans Mono', 'monospace', monospace;font-size: 14px;white-space: pre;">${lines
    .map((line) => (line === '' ? '<br>' : `<div><span style="color: #c586c0;">${line}</span></div>`))
    .join('')}</div>`;

describe('code', () => {
  test.each(
    cases([
      [
        'lines of an editor',
        vscode('for a in b:', '    c(a)', '', '    d(a)'),
        '```\nfor a in b:\n    c(a)\n\n    d(a)\n```',
      ],
      ['one line of it is words', vscode('c(a)'), 'c(a)'],
      [
        'breaks in a pre, as JetBrains has it',
        '<html><body><pre style="font-family:\'JetBrains Mono\',monospace;"><span>val a = 1<br></span>fun b() {<br>&#32;&#32;&#32;&#32;c()<br>}</pre></body></html>',
        '```\nval a = 1\nfun b() {\n    c()\n}\n```',
      ],
      [
        'a fence on GitHub with its language',
        '<div class="highlight highlight-source-rust notranslate"><pre>fn a() {}\nfn b() {}</pre></div>',
        '```rust\nfn a() {}\nfn b() {}\n```',
      ],
      [
        'numbered lines of a file on GitHub',
        '<table class="highlight"><tbody><tr><td class="blob-num" data-line-number="4">4</td><td class="blob-code blob-code-inner">if a:</td></tr>\n<tr><td class="blob-num" data-line-number="5">5</td><td class="blob-code blob-code-inner">    b()</td></tr></tbody></table>',
        '```\nif a:\n    b()\n```',
      ],
    ]),
  )('%s', (_, html, markdown) => expect(markdownFromHtml(html).trimEnd()).toBe(markdown));
});

describe('pictures', () => {
  const origin = 'https://studio.example';
  const key = 'cd'.repeat(16);
  test('those in the clipboard are handed on, those of a page are linked, the others are counted', () => {
    const png = 'data:image/png;base64,iVBORw0KGgo=';
    const html = `<p><img src="${png}" alt="in"><img src="https://b.example/c.png" alt="page"><img src="file:///C:/d.png"><img src="blob:x"><img src="pasted:7"><img src="${origin}/assets/${key}/e.png" alt="ours"></p>`;
    expect(pastedFrom(html, { origin })).toEqual({
      markdown: `![in](pasted:0)![page](https://b.example/c.png)![ours](/assets/${key}/e.png)`,
      pictures: [png],
      lost: 3,
      remote: 1,
    });
  });
});
