import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openDocument } from './open.ts';
import { markdownFromHtml } from './paste.ts';

describe('pasted text', () => {
  test.each<[what: string, html: string, markdown: string]>([
    [
      'Google Docs: the bold that is none, emphasis in styles, a list beside its item, a link by way of Google',
      `<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr"><span style="font-weight:700">Orbits</span></h2>
       <p dir="ltr"><span style="font-weight:400">A planet </span><span style="font-weight:700;font-style:italic">falls</span><span>&nbsp;around&nbsp; its </span><span style="text-decoration:line-through">sun</span> <a href="https://www.google.com/url?q=https://a.example/x&amp;sa=D"><span style="text-decoration:underline">star</span></a>.</p><br>
       <ul><li aria-level="1"><p role="presentation"><span>one</span></p></li><ul><li aria-level="2"><p><span>inner</span></p></li></ul><li><p><span>two</span></p></li></ul></b>`,
      '## Orbits\n\nA planet ***falls*** around its ~~sun~~ [star](https://a.example/x).\n\n- one\n  - inner\n- two',
    ],
    [
      'Word: paragraphs that are items, comments and styles of its own',
      `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0}</style><!--[if gte mso 9]><xml></xml><![endif]--></head><body><!--StartFragment-->
       <h1>Title<o:p></o:p></h1><p class=MsoNormal>Some <b>bold<o:p></o:p></b></p>
       <p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span></span><![endif]>First</p>
       <p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>Within</p>
       <p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Second</p><!--EndFragment--></body></html>`,
      '# Title\n\nSome **bold**\n\n- First\n  1. Within\n- Second',
    ],
    [
      'a web page: containers, code, quotation, picture, rule',
      `<article><nav><a href="/">Home</a></nav><div>Loose <em>words</em><p>Para<br>graph</p></div>
       <pre><code class="hljs language-js"><span>const</span> a = 1;\n\n  b();\n</code></pre><blockquote><p>Quoted</p></blockquote><hr>
       <figure><img src="https://a.example/b.png" alt="A  picture"><figcaption>Caption</figcaption></figure></article>`,
      'Loose *words*\n\nPara\\\ngraph\n\n```js\nconst a = 1;\n\n  b();\n```\n\n> Quoted\n\n---\n\n![A picture](https://a.example/b.png)\n\nCaption',
    ],
    [
      'a table with alignment, empty and short rows',
      '<table><thead><tr><th style="text-align:right">a</th><th>b|c</th></tr></thead><tbody><tr><td><p>1</p><p>2</p></td></tr></tbody></table>',
      '| a | b\\|c |\n| --: | --- |\n| 1<br>2 |  |',
    ],
    [
      'tasks',
      '<ul><li><input type="checkbox" checked> done</li><li><input type="checkbox"> open</li></ul>',
      '- [x] done\n- [ ] open',
    ],
    ['numbers that do not start at one', '<ol start="3"><li>c</li><li>d</li></ol>', '3. c\n4. d'],
    [
      'links to sparks stay, links into the page are words',
      '<a href="spark:kepler">Kepler</a> <a href="#top">top</a>',
      '[Kepler](spark:kepler) top',
    ],
    ['words that look like Markdown', '<p># no *heading* [a](b) &lt;b&gt;</p>', '\\# no \\*heading\\* \\[a](b) \\<b>'],
    ['nothing', '  <p>&nbsp;</p><br>', ''],
    ['plain words', 'just words', 'just words'],
    [
      'a caption and a cell over two columns',
      '<table><caption>Moons</caption><tr><th colspan="2">a</th></tr><tr><td>1</td><td>2</td></tr></table>',
      'Moons\n\n| a |  |\n| --- | --- |\n| 1 | 2 |',
    ],
  ])('%s', (_, html, markdown) => {
    expect(markdownFromHtml(html).trimEnd()).toBe(markdown);
  });

  test.each([
    '<script>alert(1)</script>',
    '<style>p { color: red }</style>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<img src="javascript:alert(1)" onerror="alert(1)">',
    '<img src="data:text/html,alert(1)">',
    '<svg onload="alert(1)"><text>alert</text></svg>',
    '<p style="display:none">alert</p>',
    '<iframe src="https://alert.example"></iframe>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  ])('nothing runs: %s', (html) => {
    expect(markdownFromHtml(html)).not.toMatch(/alert|javascript|color|data:/);
  });

  test('any HTML gives Markdown without HTML in it', () => {
    const tag = fc.constantFrom(
      'p',
      'b',
      'i',
      'ul',
      'ol',
      'li',
      'table',
      'tr',
      'td',
      'pre',
      'code',
      'a href="https://x.example"',
      'h2',
      'blockquote',
      'div',
      'br',
      'span',
    );
    const piece = fc.oneof(
      tag.map((name) => `<${name}>`),
      tag.map((name) => `</${name.split(' ')[0]}>`),
      fc.constantFrom(
        'word',
        ' ',
        '*',
        '_',
        '# ',
        '- ',
        '1. ',
        '|',
        '`',
        '&lt;b&gt;',
        '\n',
        '[',
        '](',
        '&amp;amp;',
        '日本',
        '。',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const markdown = markdownFromHtml(pieces.join(''));
        const words = (text: string) => text.match(/word|日本/g)?.length ?? 0;
        expect(openDocument(markdown).doc.toString()).not.toContain('source');
        expect(words(markdown)).toBeGreaterThanOrEqual(words(pieces.join('')));
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});
