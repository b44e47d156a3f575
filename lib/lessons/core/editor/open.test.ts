import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { corpus, EXAMPLES, lessons, missing, SAMPLES, type SampleDocument } from './documents.cases.ts';
import { openDocument } from './open.ts';
import { saveDocument } from './save.ts';

const FUZZ = Number(process.env.TRAILWRIGHT_FUZZ ?? 1);

/** What saving gives when nothing was done; the parts of the document have to add up to the same. */
function untouched(markdown: string): string {
  const opened = openDocument(markdown);
  opened.doc.check();
  const { head, blocks, tail } = opened;
  expect(head + blocks.map(({ gap, source }) => gap + source).join('') + tail).toBe(markdown);
  const saved = saveDocument(opened, opened.doc);
  if (!saved.ok) throw new Error(saved.problem.message);
  return saved.data.markdown;
}

/** The same document as an editor in another realm gives it back. */
function copied(markdown: string): string {
  const opened = openDocument(markdown);
  const saved = saveDocument(opened, opened.doc.type.schema.nodeFromJSON(JSON.parse(JSON.stringify(opened.doc))));
  if (!saved.ok) throw new Error(saved.problem.message);
  return saved.data.markdown;
}

const shapeOf = (markdown: string) => openDocument(markdown).doc.toString();

describe('a document that nobody touched keeps every byte', () => {
  test.each(SAMPLES)('$name', ({ markdown }) => {
    expect(untouched(markdown)).toBe(markdown);
    expect(copied(markdown)).toBe(markdown);
  });

  test.each(['CommonMark', 'GFM'] as const)('the examples of %s', (specification) => {
    const examples = EXAMPLES[specification];
    expect(examples.length).toBeGreaterThan(600);
    for (const { markdown, name } of examples) {
      expect(untouched(markdown), name).toBe(markdown);
      expect(copied(markdown), name).toBe(markdown);
    }
    const all = examples.map(({ markdown }) => markdown).join('\n\n<!-- -->\n\n');
    expect(untouched(all)).toBe(all);
  });

  test.skipIf(missing !== null)(`the corpus${missing ? ` (skipped: ${missing})` : ''}`, () => {
    const documents = corpus();
    expect(documents).toHaveLength(26);
    for (const { markdown, name } of documents) expect(untouched(markdown), name).toBe(markdown);
  });

  test.skipIf(missing !== null)(`the lessons of every bundle${missing ? ` (skipped: ${missing})` : ''}`, () => {
    const documents = lessons();
    expect(documents.length).toBeGreaterThan(1_500);
    // They are much alike: one of six, and all of them where there is time for more of everything.
    const tried = FUZZ > 1 ? documents : documents.filter((_, at) => at % 6 === 0);
    for (const { markdown, name } of tried) expect(untouched(markdown), name).toBe(markdown);
  });

  test('mutilated documents', () => {
    const pool: SampleDocument[] = [...SAMPLES, ...corpus()];
    const mutation = fc.record({
      kind: fc.constantFrom('drop', 'put', 'swap'),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      what: fc.constantFrom(
        '\r',
        '\n',
        '\0',
        '\u2028',
        '`',
        '```',
        '~',
        '> ',
        '    ',
        '\t',
        '[',
        ']: ',
        '$$',
        '|',
        '<!--',
        '<',
        '\\',
        '*',
        '_',
        '- ',
        '1. ',
        '&',
        '\uFEFF',
        '---\n',
      ),
    });
    fc.assert(
      fc.property(fc.nat(), fc.array(mutation, { minLength: 1, maxLength: 8 }), (pick, mutations) => {
        const whole = pool[pick % pool.length]?.markdown ?? '';
        // A window of a long document, so that more of them can be tried.
        const start = Math.max(0, ((pick * 7919) % Math.max(1, whole.length)) - 1_500);
        const markdown = mutations.reduce(mutate, whole.slice(start, start + 3_000));
        expect(untouched(markdown)).toBe(markdown);
      }),
      { numRuns: 200 * FUZZ },
    );
  });
});

interface Mutation {
  kind: string;
  at: number;
  what: string;
}

function mutate(text: string, { kind, at, what }: Mutation): string {
  const place = Math.floor(at * text.length);
  if (kind === 'put') return text.slice(0, place) + what + text.slice(place);
  if (kind === 'drop') return text.slice(0, place) + text.slice(place + what.length);
  const lines = text.split('\n');
  const line = Math.floor(at * (lines.length - 1));
  const moved = lines.splice(line, 1);
  return [...lines.slice(0, line + 1), ...moved, ...lines.slice(line + 1)].join('\n');
}

describe('what the editor shows', () => {
  test.each([
    ['# A\n', 'doc(heading("A"))'],
    ['- [x] a\n- b\n', 'doc(bullet_list(list_item(paragraph("a")), list_item(paragraph("b"))))'],
    ['> [!TIP]\n> a\n', 'doc(callout(paragraph("a")))'],
    ['> a\n', 'doc(blockquote(paragraph("a")))'],
    ['```mermaid\nx\n```\n', 'doc(code_block("x"))'],
    ['$$\nx\n$$\n', 'doc(block_math)'],
    ['a $x$ b\n', 'doc(paragraph("a ", inline_math, " b"))'],
    ['$5 and $10\n', 'doc(paragraph("$5 and $10"))'],
    ['a[^1]\n\n[^1]: b\n', 'doc(paragraph("a", footnote_reference), footnote_definition(paragraph("b")))'],
    ['a <kbd>b</kbd>\n', 'doc(paragraph("a ", source_inline, "b", source_inline))'],
    ['<div>\n</div>\n', 'doc(source_block("<div>\\n</div>"))'],
    ['[a]\n\n[a]: b\n', 'doc(paragraph(link("a")), source_block("[a]: b"))'],
    ['---\na: b\n---\n\nc\n', 'doc(source_block("---\\na: b\\n---"), paragraph("c"))'],
    [
      '| a |\n|---|\n| b |\n',
      'doc(table(table_row(table_header(paragraph("a"))), table_row(table_cell(paragraph("b")))))',
    ],
    ['a\nb  \nc\n', 'doc(paragraph("a", soft_break, "b", hard_break, "c"))'],
    ['', 'doc(paragraph)'],
  ])('%j', (markdown, shape) => {
    expect(shapeOf(markdown)).toBe(shape);
  });

  test('a link to a spark keeps its slug, a callout its title, a column its alignment, a fence what follows the language', () => {
    const { doc } = openDocument(
      '[a](spark:kepler)\n\n> [!tip] Of our own\n> b\n\n| c |\n|:-:|\n| d |\n\n```js {1,3} title="x"\ne\n```\n',
    );
    const [paragraph, callout, table, code] = doc.children;
    expect(paragraph?.firstChild?.marks[0]?.attrs.href).toBe('spark:kepler');
    expect(callout?.attrs).toMatchObject({ kind: 'tip', title: 'Of our own' });
    expect(table?.lastChild?.firstChild?.attrs.align).toBe('center');
    expect(code?.attrs).toMatchObject({ language: 'js', meta: '{1,3} title="x"' });
  });

  test('what the editor would lose stays source: cells beyond the last column, a title of two lines', () => {
    expect(shapeOf('| a |\n|---|\n| 1 | 2 |\n')).toMatch(/^doc\(source_block/);
    expect(shapeOf('> [!NOTE] **a\n> b** c\n')).toMatch(/^doc\(source_block/);
    expect(shapeOf('> [!NOTE] **a** b\n> c\n')).toMatch(/^doc\(callout/);
  });

  test('text that no parser can be trusted with is one block of source', () => {
    const tangled = '*a_ '.repeat(6_000);
    expect(shapeOf(tangled)).toMatch(/^doc\(source_block/);
    expect(untouched(tangled)).toBe(tangled);
    const deep = `${'> '.repeat(400)}a\n`;
    expect(shapeOf(deep)).toMatch(/^doc\(source_block/);
    expect(untouched(deep)).toBe(deep);
  });

  test.skipIf(missing !== null)(`most of the corpus is rich${missing ? ` (skipped: ${missing})` : ''}`, () => {
    const kinds = corpus().flatMap(({ markdown }) => openDocument(markdown).blocks.map(({ node }) => node));
    const source = kinds.filter(({ type }) => type.name === 'source_block');
    expect(source.length / kinds.length).toBeLessThan(0.12);
    // What stays source is nearly all HTML, definitions and front matter: what the editor means to show as source.
    const others = source.filter(({ attrs }) => !['html', 'definition', 'front_matter'].includes(attrs.kind));
    expect(others.length).toBeLessThan(5);
  });
});
