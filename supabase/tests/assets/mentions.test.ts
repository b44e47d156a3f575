import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { describe, expect, test } from 'vitest';
import { list } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

// The database finds images by their letters, pages by a parser: on these they agree, and where they do not, it is said.

const db = testDatabase();
const KEY = 'ab'.repeat(16);
const FILE = `/assets/${KEY}/plan.png`;
type Image = { address: string; alt: string };

const fromDatabase = (markdown: string) =>
  list<Image>(db.owner, 'select address, alt from private.lesson_images($1) order by address, alt', [markdown]);

/** What the parser makes of the same lesson, HTML left out. */
function fromParser(markdown: string): Image[] {
  const tree = unified().use(remarkParse).use(remarkGfm).parse(markdown);
  const found: Image[] = [];
  const addresses = new Map<string, string>();
  visit(tree, 'definition', (node) => {
    if (!addresses.has(node.identifier)) addresses.set(node.identifier, node.url);
  });
  visit(tree, 'image', (node) => void found.push({ address: node.url, alt: node.alt ?? '' }));
  visit(tree, 'imageReference', (node) => {
    found.push({ address: addresses.get(node.identifier) ?? '', alt: node.alt ?? '' });
  });
  return found.sort((a, b) => (`${a.address}\n${a.alt}` < `${b.address}\n${b.alt}` ? -1 : 1));
}

const SAME: [string, string][] = [
  ['nothing', 'No image at all'],
  ['a plain one', `Text ![The plan](${FILE}) text`],
  ['without a description', `![](${FILE})`],
  ['with a title', `![The plan](${FILE} "As built")`],
  ['in angle brackets', '![a](</images/a b.png>)'],
  ['two in a line, one a link', `![a](a.png) [![b](${FILE})](https://example.test)`],
  ['brackets in the description', '![see [1] here](a.png)'],
  ['by reference', `![The plan][p] and ![][p]\n\n[p]: ${FILE}`],
  ['by a short reference', '![p] ![q][]\n\n[p]: p.png\n[q]: <q.png>\n'],
  ['a reference without definition', '![nothing][here]'],
  ['in a list', `- one\n- ![The plan](${FILE})\n  1. ![b](b.png)`],
  ['in a quotation and a table', '> ![a](a.png)\n\n| a | b |\n| - | - |\n| ![b](b.png) | c |'],
  ['in fenced code', `\`\`\`md\n![](${FILE})\n\`\`\`\n\n![after](a.png)`],
  ['in a longer fence', '````\n```\n![](a.png)\n```\n![](b.png)\n````\n![c](c.png)'],
  ['in tildes', '~~~\n![](a.png)\n```\n~~~\n![c](c.png)'],
  ['in a fence of a list', '- item\n\n  ```\n  ![](a.png)\n  ```\n\n  ![b](b.png)'],
  ['in a fence that is never closed', '![a](a.png)\n\n```\n![](b.png)'],
  ['in code in the text', '`![](a.png)` and ``![](b.png) ` ``, but ![c](c.png)'],
  ['in a comment', '<!-- ![](a.png)\n -->\n\n![b](b.png)'],
  ['with line ends of Windows', '```\r\n![](a.png)\r\n```\r\n\r\n![b](b.png)\r\n'],
  ['a link is no image', `[The plan](${FILE})`],
];

describe('the database finds the images that the parser finds', () => {
  test.each(SAME)('%s', async (_, markdown) => {
    expect(await fromDatabase(markdown)).toEqual(fromParser(markdown));
  });

  test('of two definitions of a name the first, and each image once, however many there are of both', async () => {
    const twice = '![x]\n\n[x]: a.png\n\n[x]: b.png';
    expect(await fromDatabase(twice)).toEqual([{ address: 'a.png', alt: 'x' }]);
    expect(fromParser(twice)).toEqual([{ address: 'a.png', alt: 'x' }]);
    const many = `${'[x]: a.png\n'.repeat(2_000)}\n${'![x]\n'.repeat(2_000)}`;
    expect(await fromDatabase(many)).toHaveLength(2_000);
  });

  test('those in HTML, which the parser leaves alone', async () => {
    const html = `<p><img src="${FILE}" alt='The plan'> <IMG width=3\n src=a.png></p>`;
    expect(await fromDatabase(html)).toEqual([
      { address: FILE, alt: 'The plan' },
      { address: 'a.png', alt: '' },
    ]);
  });

  test('where it goes its own way: indented code counts as text, since lists indent as well', async () => {
    expect(await fromDatabase('    ![](a.png)')).toEqual([{ address: 'a.png', alt: '' }]);
    expect(fromParser('    ![](a.png)')).toEqual([]);
  });
});

describe('files that a lesson names', () => {
  const mentions = (markdown: string) =>
    list(db.owner, 'select asset, lacks_alt from private.asset_mentions($1) order by 1', [markdown]);
  const other = 'cd'.repeat(16);

  test.each([
    [`![a](${FILE}) ![](${FILE})`, [{ asset: KEY, lacks_alt: true }]],
    [`![a](${FILE}) [file](/assets/${other}/notes.pdf)`, [KEY, other].map((asset) => ({ asset, lacks_alt: false }))],
    [
      `![  ](https://cdn.example${FILE}) [a](https://cdn.example${FILE}) <https://cdn.example:80${FILE}> cdn.example${FILE}`,
      [],
    ],
    [`[a](//cdn.example${FILE}) [a](..${FILE}) [a](/files${FILE}) [a](/~me/a-b${FILE})`, []],
    [`<img src=${FILE} alt=a> [a](<${FILE}>) "${FILE}"`, [{ asset: KEY, lacks_alt: false }]],
    [FILE, [{ asset: KEY, lacks_alt: false }]],
    [`[a]: ${FILE}\n[b](/assets/${other})`, [KEY, other].map((asset) => ({ asset, lacks_alt: false }))],
    [`\`\`\`\n${FILE}\n\`\`\``, []],
    [`/assets/${KEY}0/a.png /assets/${KEY.toUpperCase()}/a.png /assets/abc/a.png`, []],
  ])('%s', async (markdown, expected) => {
    expect(await mentions(markdown)).toEqual(expected);
  });

  test('a long lesson full of brackets and backticks is read at once', async () => {
    const nasty = ['![', '`', '[a](', '<!--', '<img ', '![a][', '\\'].map((piece) => piece.repeat(20_000)).join('\n');
    expect(await mentions(`${nasty}\n![](${FILE})`)).toBeDefined();
  });
});
