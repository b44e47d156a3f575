import type { Node } from 'prosemirror-model';
import { Transform } from 'prosemirror-transform';
import { describe, expect, test } from 'vitest';
import { openDocument } from './open.ts';
import { saveDocument } from './save.ts';
import { lessonSchema as schema } from './schema.ts';

/** Place of the first text that contains the words, and where in it they stand. */
function find(doc: Node, words: string): number {
  let found = -1;
  doc.descendants((node, at) => {
    if (found < 0 && node.isText && node.text?.includes(words)) found = at + node.text.indexOf(words);
  });
  if (found < 0) throw new Error(`“${words}” is not in ${doc}`);
  return found;
}

/** The text after an edit. */
function edit(markdown: string, change: (tr: Transform) => unknown): string {
  const opened = openDocument(markdown);
  const tr = new Transform(opened.doc);
  change(tr);
  tr.doc.check();
  const saved = saveDocument(opened, tr.doc);
  if (!saved.ok) throw new Error(saved.problem.message);
  return saved.data.markdown;
}

/** Puts one word in the place of another. */
const replace = (from: string, to: string) => (tr: Transform) => {
  const at = find(tr.doc, from);
  const marks = tr.doc.resolve(at + 1).marks();
  tr.replaceWith(at, at + from.length, schema.text(to, marks));
};

const mark = (words: string, name: string, attrs?: Record<string, unknown>) => (tr: Transform) => {
  const at = find(tr.doc, words);
  tr.addMark(at, at + words.length, schema.mark(name, attrs));
};

/** Takes the top-level block with these words out. */
const remove = (words: string) => (tr: Transform) => {
  const place = tr.doc.resolve(find(tr.doc, words));
  tr.delete(place.before(1), place.after(1));
};

const p = (text: string) => schema.node('paragraph', null, text === '' ? undefined : schema.text(text));
const li = (...blocks: Node[]) => schema.node('list_item', null, blocks);

/** Puts a block before the one with these words. */
const add = (words: string, block: Node) => (tr: Transform) =>
  tr.insert(tr.doc.resolve(find(tr.doc, words)).before(1), block);

describe('an edit keeps the way the block was written', () => {
  test.each([
    [
      'a word among escapes',
      'snake\\_case and \\* star, &amp; &copy; old',
      'snake\\_case and \\* star, &amp; &copy; new',
    ],
    ['emphasis by underscores', '_a_ and __b__ old', '_a_ and __b__ new'],
    ['bullets and indentation', '*   a\n*   old\n\n    *   c\n', '*   a\n*   new\n\n    *   c\n'],
    ['numbers that stay one', '1. a\n1. old\n1. c\n', '1. a\n1. new\n1. c\n'],
    ['numbers by parentheses', '3) a\n4) old\n', '3) a\n4) new\n'],
    ['a setext heading', 'The old\n=======\n\ntext\n', 'The new\n=======\n\ntext\n'],
    ['a closed heading', '## old ##\n', '## new ##\n'],
    ['a long fence of tildes', '~~~~js {1}\nold\n~~~~\n', '~~~~js {1}\nnew\n~~~~\n'],
    ['indented code', '    old\n\n    b\n', '    new\n\n    b\n'],
    ['breaks by spaces', 'a  \nold\\\nb\n', 'a  \nnew\\\nb\n'],
    ['lines wrapped by hand', 'one\ntwo old\nthree\n', 'one\ntwo new\nthree\n'],
    ['a compact quotation', '>a\n>old\n', '>a\n>new\n'],
    ['a lower-case callout', '> [!note]\n>\n> old\n', '> [!note]\n>\n> new\n'],
    ['a callout with a title', '> [!TIP] Mind\n> old\n', '> [!TIP] Mind\n> new\n'],
    ['a table without outer bars', 'a | b\n:-- | --:\nold | 2\n', 'a | b\n:-- | --:\nnew | 2\n'],
    ['a padded table', '| a    | b |\n|------|---|\n| old  | 2 |\n', '| a    | b |\n|------|---|\n| new  | 2 |\n'],
    ['bars within a cell', '| a |\n|---|\n| `x \\| y` old \\| |\n', '| a |\n|---|\n| `x \\| y` new \\| |\n'],
    ['tasks', '- [X] a\n- [ ] old\n', '- [X] a\n- [ ] new\n'],
    [
      'links of every kind',
      "[a][r] [r] <https://x.example> https://y.example [b](c 't') old\n\n[r]: d\n",
      "[a][r] [r] <https://x.example> https://y.example [b](c 't') new\n\n[r]: d\n",
    ],
    ['HTML between words', 'a <kbd>b</kbd> <!-- c --> old', 'a <kbd>b</kbd> <!-- c --> new'],
    ['what is not Markdown', '[[wiki]] {{ x }} ==y== :z: old', '[[wiki]] {{ x }} ==y== :z: new'],
    ['formulas', '$a_1$ and $$b$$ for $5 old', '$a_1$ and $$b$$ for $5 new'],
    ['a footnote', 'x[^n]\n\n[^n]: old\n    more\n', 'x[^n]\n\n[^n]: new\n    more\n'],
    ['the ends of lines of the block', '# a\r\n\r\none\r\nold\r\n\r\n# b\n', '# a\r\n\r\none\r\nnew\r\n\r\n# b\n'],
    ['byte order mark, space at the end, no last line feed', '\uFEFF# a  \n\n\n\nold', '\uFEFF# a  \n\n\n\nnew'],
    [
      'code within a list within a list',
      '1. a\n   - ```py\n     old\n         b\n     ```\n',
      '1. a\n   - ```py\n     new\n         b\n     ```\n',
    ],
    ['a source block', '<div>\nold\n</div>\n\na\n', '<div>\nnew\n</div>\n\na\n'],
    ['front matter', '---\ntitle: old\n---\n\n# a\n', '---\ntitle: new\n---\n\n# a\n'],
  ])('%s', (_, before, after) => {
    expect(edit(before, replace('old', 'new'))).toBe(after);
  });
});

describe('what is new is written as the lesson writes', () => {
  test.each<[what: string, before: string, change: (tr: Transform) => unknown, after: string]>([
    [
      'an item',
      '+ a\n+ b\n',
      (tr) => tr.insert(tr.doc.resolve(find(tr.doc, 'b')).before(2), li(p('new'))),
      '+ a\n+ new\n+ b\n',
    ],
    [
      'a list',
      '* a\n\ntext\n',
      add('text', schema.node('ordered_list', { start: 3 }, [li(p('x')), li(p('y'))])),
      '* a\n\n3. x\n4. y\n\ntext\n',
    ],
    ['emphasis', '_a_ text\n', mark('text', 'emphasis'), '_a_ _text_\n'],
    [
      'a fence',
      '~~~\na\n~~~\n\ntext\n',
      add('text', schema.node('code_block', { language: 'js' }, schema.text('x'))),
      '~~~\na\n~~~\n\n~~~js\nx\n~~~\n\ntext\n',
    ],
    ['a paragraph between CRLF', 'a\r\n\r\nb\r\n', add('b', p('new')), 'a\r\n\r\nnew\r\n\r\nb\r\n'],
    [
      'a callout',
      'text\n',
      add('text', schema.node('callout', { kind: 'warning', title: 'Hot' }, [p('x')])),
      '> [!WARNING] Hot\n> x\n\ntext\n',
    ],
    [
      'a table',
      'text\n',
      add(
        'text',
        schema.node('table', null, [
          schema.node('table_row', null, [schema.node('table_header', { align: 'right' }, p('a|b'))]),
          schema.node('table_row', null, [schema.node('table_cell', { align: 'right' }, p('c'))]),
        ]),
      ),
      '| a\\|b |\n| --: |\n| c |\n\ntext\n',
    ],
    ['a link to a spark', 'text here\n', mark('here', 'link', { href: 'spark:kepler' }), 'text [here](spark:kepler)\n'],
    ['an item box', '- a\n- b\n', (tr) => tr.setNodeAttribute(1, 'checked', true), '- [x] a\n- b\n'],
    ['a heading level', 'a\n===\n\nb\n', (tr) => tr.setNodeAttribute(0, 'level', 3), '### a\n\nb\n'],
    [
      'alignment',
      '| a | b |\n|---|---|\n| 1 | 2 |\n',
      (tr) => tr.setNodeAttribute(2, 'align', 'center'),
      '| a | b |\n|:-:|---|\n| 1 | 2 |\n',
    ],
  ])('%s', (_, before, change, after) => {
    expect(edit(before, change)).toBe(after);
  });
});

describe('text stays text', () => {
  test.each([
    '# no heading',
    '- no item',
    '12. no number',
    '> no quotation',
    '--- ',
    '===',
    '*no emphasis* and **none**, _a_ `b` ~~c~~ [d](e) ![f](g) <h> &amp; $i$ | [^1] \\*',
    '<!-- no comment -->',
    '```',
    '| a | b',
    'snake_case_word 2 * 3 * 4',
    '[r] [x][r]',
    '    four spaces',
    ':::',
  ])('%j', (words) => {
    const markdown = edit('a\n\ntext\n\n[r]: b\n', add('text', p(words)));
    const block = openDocument(markdown).doc.child(1);
    expect(block.type.name).toBe('paragraph');
    expect(block.textContent.replace(/\s+/g, ' ')).toBe(words.trim().replace(/\s+/g, ' '));
    expect(block.childCount === 1 && block.firstChild?.marks.length === 0).toBe(true);
  });

  test('nothing is escaped that needs no backslash', () => {
    expect(edit('text\n', replace('text', 'snake_case, 2 * 3, a [b] c, 5 < 6 & 7, $5!'))).toBe(
      'snake_case, 2 * 3, a [b] c, 5 < 6 & 7, $5!\n',
    );
  });
});

describe('what Markdown cannot say as such', () => {
  test('space at the ends of emphasis stands beside it', () => {
    expect(edit('a word b\n', mark('word ', 'strong'))).toBe('a **word** b\n');
  });

  test('emphasis that touches a letter and punctuation reads the same', () => {
    const markdown = edit('「軌道」です\n', mark('「軌道」', 'strong'));
    expect(openDocument(markdown).doc.firstChild?.firstChild?.marks[0]?.type.name).toBe('strong');
    expect(openDocument(markdown).doc.textContent).toBe('「軌道」です');
  });

  test('empty paragraphs are not written, an empty lesson is empty', () => {
    expect(edit('a\n\nb\n', (tr) => tr.insert(3, p('')))).toBe('a\n\nb\n');
    expect(edit('a\n', (tr) => tr.delete(1, 2))).toBe('\n');
  });

  test('two lists that come together stay two', () => {
    const markdown = edit('- a\n\nbetween\n\n- b\n', remove('between'));
    expect(openDocument(markdown).doc.childCount).toBe(2);
    expect(markdown.startsWith('- a\n\n')).toBe(true);
  });

  test('indented code behind a list does not become part of it', () => {
    expect(edit('- a\n\nbetween\n\n    code\n', remove('between'))).toBe('- a\n\n```\ncode\n```\n');
  });

  test('an open fence is closed when something follows', () => {
    const markdown = edit('a\n\n```\nb\n', (tr) => tr.insert(tr.doc.content.size, p('c')));
    expect(openDocument(markdown).doc.toString()).toBe('doc(paragraph("a"), code_block("b"), paragraph("c"))');
  });

  test('merged cells are refused with words that say where', () => {
    const opened = openDocument('| a | b |\n|---|---|\n| mine | 2 |\n');
    const tr = new Transform(opened.doc);
    tr.setNodeAttribute(tr.doc.resolve(find(tr.doc, 'mine')).before(3), 'colspan', 2);
    const saved = saveDocument(opened, tr.doc);
    expect(saved).toMatchObject({ ok: false, problem: { code: 'invalid_input' } });
    expect(saved.ok ? '' : saved.problem.message).toContain('mine');
  });

  test('source that swallows what follows is refused', () => {
    const opened = openDocument('<!-- a -->\n\nb\n');
    const tr = new Transform(opened.doc);
    tr.replaceWith(1, tr.doc.child(0).nodeSize - 1, schema.text('<!-- a'));
    expect(saveDocument(opened, tr.doc)).toMatchObject({ ok: false, problem: { code: 'invalid_input' } });
  });
});

describe('definitions', () => {
  test('links by reference follow their definition without being written anew', () => {
    expect(edit('[a][r] *b*\n\n[r]: /old\n', replace('old', 'new'))).toBe('[a][r] *b*\n\n[r]: /new\n');
  });

  test('a link keeps its address when its definition goes', () => {
    expect(edit('[a][r] b\n\n[r]: /c "d"\n', remove('[r]'))).toBe('[a](/c "d") b\n');
  });

  test('a footnote may be deleted before its reference', () => {
    expect(edit('a[^1] b\n\n[^1]: c\n', remove('c'))).toBe('a[^1] b\n');
  });
});

describe('moving and coming back', () => {
  const lesson = '# a\n\n*  x\n*  y\n\nb  \n\n```\nc\n```\n';

  test('the gap between two blocks stays with the two, and no block takes a tight one elsewhere', () => {
    const tight = '# One\nFirst\n\n\n# Two\nSecond\n';
    expect(edit(tight, replace('Second', 'Other'))).toBe('# One\nFirst\n\n\n# Two\nOther\n');
    // `Second` stood right below its heading; below another one it gets an empty line.
    const moved = edit(tight, (tr) => {
      const place = tr.doc.resolve(find(tr.doc, 'Second'));
      const block = place.node(1);
      tr.delete(place.before(1), place.after(1));
      tr.insert(tr.doc.resolve(find(tr.doc, 'First')).after(1), block);
    });
    expect(moved).toBe('# One\nFirst\n\nSecond\n\n\n# Two\n');
  });

  test('a moved block takes its bytes along', () => {
    const moved = edit(lesson, (tr) => {
      const list = tr.doc.child(1);
      tr.delete(3, 3 + list.nodeSize).insert(tr.doc.content.size, list);
    });
    expect(moved).toBe('# a\n\nb  \n\n```\nc\n```\n\n*  x\n*  y\n');
  });

  test('split and join, delete and put back give the same bytes', () => {
    const opened = openDocument(lesson);
    const tr = new Transform(opened.doc);
    tr.split(find(tr.doc, 'a')).join(find(tr.doc, 'a') - 1);
    tr.delete(3, 3 + tr.doc.child(1).nodeSize);
    for (const step of [...tr.steps]
      .reverse()
      .map((one, at) => one.invert(tr.docs[tr.steps.length - 1 - at] as Node))) {
      tr.step(step);
    }
    expect(saveDocument(opened, tr.doc)).toEqual({ ok: true, data: { markdown: lesson } });
  });
});
