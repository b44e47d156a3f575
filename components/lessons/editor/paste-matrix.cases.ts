import katex from 'katex';
import { renderLesson } from '#lib/lessons/core/html/html.ts';

export interface Program {
  name: string;
  /** What the fixture was written after. */
  source: string;
  /** Whether the program itself made it, while the test runs; else it was written by hand after what the program is known to copy. */
  isReal: boolean;
  html: () => Promise<string>;
  plain: string;
  /** The lesson after a paste at the end of a word in it; see `PLACES`. */
  after: Record<keyof typeof PLACES, string>;
}

/** Where it is pasted: behind `here`. */
export const PLACES = {
  paragraph: 'Text here\n\nend\n',
  list: '- here\n- two\n',
  cell: '| h | i |\n| --- | --- |\n| here | d |\n',
  heading: '# Head here\n\nend\n',
  code: '```\nhere\n```\n',
};

const fixture = (html: string) => async () => html;

/** Two paragraphs, the second with a bold word. */
const DOCS = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-0b1c"><p dir="ltr" style="line-height:1.38;margin-top:0pt;"><span style="font-size:11pt;font-family:Arial,sans-serif;font-weight:400;white-space:pre-wrap;">one</span></p><p dir="ltr" style="line-height:1.38;"><span style="font-size:11pt;font-weight:400;white-space:pre-wrap;">two </span><span style="font-weight:700;white-space:pre-wrap;">bold</span><span style="font-size:0.6em;vertical-align:super;white-space:pre-wrap;">2</span></p></b><br class="Apple-interchange-newline">`;

const wordItem = (number: string, text: string) =>
  `<p class=MsoListParagraphCxSpFirst style='text-indent:-.25in;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-bidi-font-family:Calibri'><span style='mso-list:Ignore'>${number}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>${text}<o:p></o:p></p>`;
const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator content="Microsoft Word 15"><style>p.MsoNormal{margin:0in}</style></head><body lang=EN-US><!--StartFragment-->${wordItem('5.', 'five')}${wordItem('6.', '<b>six</b>')}<!--EndFragment--></body></html>`;

const onlineItem = (start: number, text: string) =>
  `<div class="ListContainerWrapper SCXW1 BCX0" style="position:relative"><ol class="NumberListStyle1 SCXW1" role="list" start="${start}" style="margin:0"><li data-leveltext="%1." data-font="" data-listid="1" data-aria-posinset="${start}" data-aria-level="1" role="listitem" class="OutlineElement Ltr SCXW1"><p class="Paragraph SCXW1" paraid="1"><span data-contrast="auto" class="TextRun SCXW1"><span class="NormalTextRun SCXW1">${text}</span></span><span class="EOP SCXW1">&nbsp;</span></p></li></ol></div>`;

const EXCEL = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=Generator content="Microsoft Excel 15"><style>td{mso-style-parent:style0;padding:0px;}</style></head><body><table border=0 cellpadding=0 cellspacing=0 width=128><!--StartFragment--><col width=64 span=2><tr height=20><td height=20 class=xl65 width=64>Sea</td><td class=xl65 width=64>Port</td></tr><tr height=20><td rowspan=2 height=40>Baltic</td><td>Riga<br>Gda&#324;sk</td></tr><tr height=20><td>Kiel</td></tr><!--EndFragment--></table></body></html>`;
const SHEETS = `<meta name="generator" content="Sheets"><style type="text/css"><!--td {border: 1px solid #cccccc;}br {mso-data-placement:same-cell;}--></style><google-sheets-html-origin><table xmlns="http://www.w3.org/1999/xhtml" cellspacing="0" cellpadding="0" dir="ltr" border="1" data-sheets-root="1"><colgroup><col width="100"><col width="100"></colgroup><tbody><tr style="height:21px;"><td style="overflow:hidden;font-weight:bold;">a</td><td style="overflow:hidden;text-align:right;">1</td></tr><tr style="height:21px;"><td>b<br>c</td><td style="text-align:right;">2</td></tr></tbody></table>`;
const NOTION =
  '<meta charset="utf-8"><!-- notionvc: 1d2f --><p>one <strong>bold</strong> and <code>code</code></p>\n<ul>\n<li>item<ul>\n<li>inner</li>\n</ul>\n</li>\n</ul>';
const VSCODE = `<meta charset='utf-8'><div style="color: #d4d4d4;background-color: #1e1e1e;font-family: Consolas, 'Courier New', monospace;font-weight: normal;font-size: 14px;line-height: 19px;white-space: pre;"><div><span style="color: #c586c0;">if</span><span style="color: #d4d4d4;"> a:</span></div><div><span style="color: #d4d4d4;">    b()</span></div></div>`;
const GITHUB = `<meta charset='utf-8'><div class="markdown-alert markdown-alert-tip" dir="auto"><p class="markdown-alert-title" dir="auto"><svg class="octicon" viewBox="0 0 16 16"><path d="M0"></path></svg>Tip</p><p dir="auto">Use it.</p></div><div class="highlight highlight-source-js notranslate" dir="auto"><pre><span class="pl-k">let</span> a;\nb();</pre></div>`;

export const PROGRAMS: Program[] = [
  {
    name: 'Google Docs',
    source: 'docs-internal-guid, spans with font-weight and vertical-align',
    isReal: false,
    html: fixture(DOCS),
    plain: 'one\n\ntwo bold2',
    after: {
      paragraph: 'Text hereone\n\ntwo **bold**<sup>2</sup>\n\nend\n',
      list: '- hereone\n\n  two **bold**<sup>2</sup>\n- two\n',
      cell: '| h | i |\n| --- | --- |\n| hereone<br>two **bold**<sup>2</sup> | d |\n',
      heading: '# Head hereone\n\ntwo **bold**<sup>2</sup>\n\nend\n',
      code: '```\nhereone\n\ntwo bold2\n```\n',
    },
  },
  {
    name: 'Word',
    source: 'filtered HTML of Word 16: mso-list, mso-list:Ignore, o:p',
    isReal: false,
    html: fixture(WORD),
    plain: '5.\tfive\n6.\tsix',
    after: {
      paragraph: 'Text here\n\n5. five\n6. **six**\n\nend\n',
      list: '- herefive\n- **six**\n- two\n',
      cell: '| h | i |\n| --- | --- |\n| herefive<br>**six** | d |\n',
      heading: '# Head here\n\n5. five\n6. **six**\n\nend\n',
      code: '```\nhere5.\tfive\n6.\tsix\n```\n',
    },
  },
  {
    name: 'Word Online',
    source: 'ListContainerWrapper, one list an item, data-aria-level',
    isReal: false,
    html: fixture(onlineItem(3, 'three') + onlineItem(4, 'four')),
    plain: '3. three\n4. four',
    after: {
      paragraph: 'Text here\n\n3. three\n4. four\n\nend\n',
      list: '- herethree\n- four\n- two\n',
      cell: '| h | i |\n| --- | --- |\n| herethree<br>four | d |\n',
      heading: '# Head here\n\n3. three\n4. four\n\nend\n',
      code: '```\nhere3. three\n4. four\n```\n',
    },
  },
  {
    name: 'Excel',
    source: 'HTML of Excel 16: rowspan of merged cells, StartFragment within the table',
    isReal: false,
    html: fixture(EXCEL),
    plain: 'Sea\tPort\nBaltic\t"Riga\nGdańsk"\n\tKiel',
    after: {
      paragraph: 'Text here\n\n| Sea | Port |\n| --- | --- |\n| Baltic | Riga<br>Gdańsk |\n|  | Kiel |\n\nend\n',
      list: '- here\n\n  | Sea | Port |\n  | --- | --- |\n  | Baltic | Riga<br>Gdańsk |\n  |  | Kiel |\n- two\n',
      cell: '| h | i |\n| --- | --- |\n| Sea | Port |\n| Baltic | Riga<br>Gdańsk |\n|  | Kiel |\n',
      heading: '# Head here\n\n| Sea | Port |\n| --- | --- |\n| Baltic | Riga<br>Gdańsk |\n|  | Kiel |\n\nend\n',
      code: '```\nhereSea\tPort\nBaltic\t"Riga\nGdańsk"\n\tKiel\n```\n',
    },
  },
  {
    name: 'Google Sheets',
    source: 'google-sheets-html-origin, data-sheets-root',
    isReal: false,
    html: fixture(SHEETS),
    plain: 'a\t1\n"b\nc"\t2',
    after: {
      paragraph: 'Text here\n\n| a | 1 |\n| --- | --: |\n| b<br>c | 2 |\n\nend\n',
      list: '- here\n\n  | a | 1 |\n  | --- | --: |\n  | b<br>c | 2 |\n- two\n',
      cell: '| h | i |\n| --- | --- |\n| a | 1 |\n| b<br>c | 2 |\n',
      heading: '# Head here\n\n| a | 1 |\n| --- | --: |\n| b<br>c | 2 |\n\nend\n',
      code: '```\nherea\t1\n"b\nc"\t2\n```\n',
    },
  },
  {
    name: 'Notion',
    source: 'notionvc comment, HTML made of its Markdown',
    isReal: false,
    html: fixture(NOTION),
    plain: 'one **bold** and `code`\n\n- item\n    - inner',
    after: {
      paragraph: 'Text hereone **bold** and `code`\n\n- item\n  - inner\n\nend\n',
      list: '- hereone **bold** and `code`\n  - item\n    - inner\n- two\n',
      cell: '| h | i |\n| --- | --- |\n| hereone **bold** and `code`<br>item<br>inner | d |\n',
      heading: '# Head hereone **bold** and `code`\n\n- item\n  - inner\n\nend\n',
      code: '```\nhereone **bold** and `code`\n\n- item\n    - inner\n```\n',
    },
  },
  {
    name: 'VS Code',
    source: 'div with white-space: pre, a div a line',
    isReal: false,
    html: fixture(VSCODE),
    plain: 'if a:\n    b()',
    after: {
      paragraph: 'Text here\n\n```\nif a:\n    b()\n```\n\nend\n',
      list: '- here\n  ```\n  if a:\n      b()\n  ```\n- two\n',
      cell: '| h | i |\n| --- | --- |\n| here`if a:`<br>`    b()` | d |\n',
      heading: '# Head here\n\n```\nif a:\n    b()\n```\n\nend\n',
      code: '```\nhereif a:\n    b()\n```\n',
    },
  },
  {
    name: 'a page with KaTeX',
    source: 'KaTeX itself',
    isReal: true,
    html: async () => `<p>Eq ${katex.renderToString('x^2')} end</p>`,
    plain: 'Eq x2 end',
    after: {
      paragraph: 'Text hereEq $x^2$ end\n\nend\n',
      list: '- hereEq $x^2$ end\n- two\n',
      cell: '| h | i |\n| --- | --- |\n| hereEq $x^2$ end | d |\n',
      heading: '# Head hereEq $x^2$ end\n\nend\n',
      code: '```\nhereEq x2 end\n```\n',
    },
  },
  {
    name: 'GitHub',
    source: 'markdown-alert and highlight-source, as github.com draws a readme',
    isReal: false,
    html: fixture(GITHUB),
    plain: 'Tip\nUse it.\nlet a;\nb();',
    after: {
      paragraph: 'Text here\n\n> [!TIP]\n> Use it.\n\n```js\nlet a;\nb();\n```\n\nend\n',
      list: '- here\n  > [!TIP]\n  > Use it.\n\n  ```js\n  let a;\n  b();\n  ```\n- two\n',
      cell: '| h | i |\n| --- | --- |\n| hereUse it.<br>`let a;`<br>`b();` | d |\n',
      heading: '# Head here\n\n> [!TIP]\n> Use it.\n\n```js\nlet a;\nb();\n```\n\nend\n',
      code: '```\nhereTip\nUse it.\nlet a;\nb();\n```\n',
    },
  },
  {
    name: 'the page of a lesson',
    source: 'our own page itself',
    isReal: true,
    html: async () =>
      (await renderLesson('Of $a$ and 10<sup>3</sup>.\n\n> [!NOTE] Own\n> b\n', { headingShift: 1 })).html,
    plain: 'Of a and 103.\n\nOwn\n\nb',
    after: {
      paragraph: 'Text hereOf $a$ and 10<sup>3</sup>.\n\n> [!NOTE] Own\n> b\n\nend\n',
      list: '- hereOf $a$ and 10<sup>3</sup>.\n  > [!NOTE] Own\n  > b\n- two\n',
      cell: '| h | i |\n| --- | --- |\n| hereOf $a$ and 10<sup>3</sup>.<br>b | d |\n',
      heading: '# Head hereOf $a$ and 10<sup>3</sup>.\n\n> [!NOTE] Own\n> b\n\nend\n',
      code: '```\nhereOf a and 103.\n\nOwn\n\nb\n```\n',
    },
  },
];
