import { Transform } from 'prosemirror-transform';
import { describe, expect, test } from 'vitest';
import { openDocument } from './open.ts';
import { saveDocument } from './save.ts';
import { lessonSchema as schema } from './schema.ts';

// An edit changes the words that were edited. What else stands in the block keeps its bytes.

function edit(markdown: string, change: (tr: Transform) => unknown): string {
  const opened = openDocument(markdown);
  const tr = new Transform(opened.doc);
  change(tr);
  tr.doc.check();
  const saved = saveDocument(opened, tr.doc);
  if (!saved.ok) throw new Error(saved.problem.message);
  return saved.data.markdown;
}

function place(tr: Transform, words: string): number {
  let found = -1;
  tr.doc.descendants((node, at) => {
    if (found < 0 && node.isText && node.text?.includes(words)) found = at + node.text.indexOf(words);
  });
  if (found < 0) throw new Error(`“${words}” is not in ${tr.doc}`);
  return found;
}

/** Types into the words, after so many letters of them. */
const type = (words: string, after: number, typed: string) => (tr: Transform) => {
  const at = place(tr, words) + after;
  tr.insert(at, schema.text(typed, tr.doc.resolve(at).marks()));
};
const mark = (words: string, name: string) => (tr: Transform) => {
  const at = place(tr, words);
  tr.addMark(at, at + words.length, schema.mark(name));
};

describe('links by reference', () => {
  const DEFINED = '\n\n[outer]: o.md\n[full join]: f.md "F"\n[s]: s.md\n';
  test.each([
    [
      'a shortcut gets its label behind it',
      '*   [Outer] joins\n*   [Full join][] and [self][s]',
      'Outer',
      'O',
      '*   [OXuter][outer] joins\n*   [Full join][] and [self][s]',
    ],
    [
      'so does one with empty brackets',
      '-   a [Full join][], [Outer]\n\n-   b',
      'Full',
      'F',
      '-   a [FXull join][full join], [Outer]\n\n-   b',
    ],
    ['one with a label keeps it', '1.  [self][S] [Outer]', 'self', 's', '1.  [sXelf][S] [Outer]'],
    [
      'in a table',
      '|a|b|\n|-|-|\n|[Outer]|[Full join][]|\n|[self][s]|c|',
      'Outer',
      'O',
      '|a|b|\n|-|-|\n|[OXuter][outer]|[Full join][]|\n|[self][s]|c|',
    ],
    [
      'words beside them',
      'See [Outer], [Full join][] and <https://a.example>.',
      'and',
      'a',
      'See [Outer], [Full join][] aXnd <https://a.example>.',
    ],
    [
      'a longer name in the same letters stays short',
      '[Outer] and [Full join]',
      'and',
      'a',
      '[Outer] aXnd [Full join]',
    ],
  ])('%s', (_, before, words, first, after) => {
    expect(edit(before + DEFINED, type(words, first.length, 'X'))).toBe(after + DEFINED);
  });
});

describe('lists', () => {
  test.each([
    ['spaces behind markers, each its own', '*   a\n*  b\n* c\n', 'b', '*   a\n*  bX\n* c\n'],
    [
      'an item that needs care leaves the others',
      '*   a_b *c*\n*   d &amp; e\n\n    f\n',
      'a',
      '*   aX_b *c*\n*   d &amp; e\n\n    f\n',
    ],
    ['indentation', '  - a\n  - b\n      - c\n', 'c', '  - a\n  - b\n      - cX\n'],
    ['tabs', '-\ta\n-\tb\n\n\tc\n', 'b', '-\ta\n-\tbX\n\n\tc\n'],
    ['numbers that are all one', '1.  a\n1.  b\n1.  c\n', 'b', '1.  a\n1.  bX\n1.  c\n'],
  ])('%s', (_, before, words, after) => expect(edit(before, type(words, words.length, 'X'))).toBe(after));

  test('what must be written with the most care is one line of the list', () => {
    const list = '*   one [a][x]\n*   two(three)four\n*   \\*five\\* &copy; six\n\n[x]: y\n';
    const after = edit(list, mark('(three)', 'strong'));
    expect(after).toBe('*   one [a][x]\n*   tw&#x6F;**(three)**&#x66;our\n*   \\*five\\* &copy; six\n\n[x]: y\n');
  });
});

describe('a table', () => {
  test('a row that must be written with care is one line of it', () => {
    const table = '|a|b|\n|:-|-|\n|[c][x]|two(three)four|\n|\\*d\\*|e|\n\n[x]: y\n';
    expect(edit(table, mark('(three)', 'strong'))).toBe(
      '|a|b|\n|:-|-|\n|[c][x]|tw&#x6F;**(three)**&#x66;our|\n|\\*d\\*|e|\n\n[x]: y\n',
    );
  });
});

describe('emphasis in scripts without spaces', () => {
  test.each([
    ['Chinese, a full stop within', '这是重点。下一句\n', '重点。', '这是**重点。**下一句\n'],
    ['Japanese, brackets within', 'これは「引用」です\n', '「引用」', 'これは**「引用」**です\n'],
    ['Korean, a bracket within', '이것은(강조)입니다\n', '(강조)', '이것은**(강조)**입니다\n'],
    ['a foreign sign within', '使用“引号”的时候\n', '“引号”', '使用**“引号”**的时候\n'],
    ['signs of full width', '注意！这里\n', '注意！', '**注意！**这里\n'],
    ['at the end of a line', '下一句，重点。\n', '重点。', '下一句，**重点。**\n'],
  ])('%s', (_, before, words, after) => {
    expect(edit(before, mark(words, 'strong'))).toBe(after);
    expect(edit(before, mark(words, 'emphasis'))).toBe(after.replaceAll('**', '*'));
    expect(edit(before, mark(words, 'strike'))).toBe(after.replaceAll('**', '~~'));
  });

  test('an underscore between letters means itself there, too', () => {
    expect(openDocument('日本_語_です\n').doc.textContent).toBe('日本_語_です');
  });
});

describe('formulas', () => {
  const put = (words: string, latex: string) => (tr: Transform) => {
    const at = place(tr, words) + words.length;
    tr.insert(at, schema.node('inline_math', { latex }));
  };
  test('a bar in a formula of a cell is written as a cell needs it, and read back', () => {
    const after = edit('| a |\n|---|\n| given: |\n', put('given:', 'P(A|B)'));
    expect(after).toBe('| a |\n|---|\n| given:$P(A\\|B)$ |\n');
    let latex = '';
    openDocument(after).doc.descendants((node) => {
      if (node.type.name === 'inline_math') latex = node.attrs.latex;
    });
    expect(latex).toBe('P(A|B)');
  });
  test('a double bar there has its longer name', () => {
    expect(edit('| a |\n|---|\n| norm: |\n', put('norm:', '\\|x\\|'))).toBe(
      '| a |\n|---|\n| norm:$\\Vert{}x\\Vert{}$ |\n',
    );
  });
  test('beside letters and digits, where dollars would be money', () => {
    expect(edit('cost 5\n', put('cost 5', '+x'))).toBe('cost 5$`+x`$\n');
    expect(edit('7 m\n', (tr) => tr.insert(1, schema.node('inline_math', { latex: 'x' })))).toBe('$`x`$7 m\n');
  });
  test('one on a line of its own keeps its way of writing', () => {
    const before = 'a\n\n$$ x = 1 $$\n\nb\n';
    const change = (latex: string) => edit(before, (tr) => tr.setNodeAttribute(3, 'latex', latex));
    expect(change('x = 2')).toBe('a\n\n$$ x = 2 $$\n\nb\n');
    expect(change('x\n= 2')).toBe('a\n\n$$\nx\n= 2\n$$\n\nb\n');
  });
  test('with quotes keeps them', () => expect(edit('a $`x`$ old\n', type('old', 3, 'er'))).toBe('a $`x`$ older\n'));
});

describe('callouts', () => {
  test.each([
    ['a title with markup', '> [!TIP] Use `npm ci` *here*\n> old\n'],
    ['a fold', '> [!note]- Closed\n> old\n\n> [!NOTE]+\n> b\n'],
    ['a link in the title', '> [!WARNING] [a][b]\n> old\n\n[b]: c\n'],
  ])('%s stays while the text is edited', (_, before) => {
    expect(openDocument(before).doc.firstChild?.type.name).toBe('callout');
    expect(edit(before, type('old', 3, 'er'))).toBe(before.replace('old', 'older'));
  });
  test('another kind keeps title and fold', () => {
    expect(edit('> [!note]- A *b*\n> c\n', (tr) => tr.setNodeAttribute(0, 'kind', 'tip'))).toBe(
      '> [!TIP]- A *b*\n> c\n',
    );
  });
  test('a mark with a backslash is words', () => {
    expect(openDocument('> \\[!NOTE]\n> a\n').doc.firstChild?.type.name).toBe('blockquote');
  });
});
