import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { isDisplayed, latexForCell, latexInCell, withLongBars } from './formulas.ts';

describe('a formula in a cell', () => {
  test.each([
    ['a \\| b', 'a | b'],
    // A line break is no escaped bar.
    ['a \\\\ b', 'a \\\\ b'],
    ['\\frac{a}{b}', '\\frac{a}{b}'],
  ])('%s is read as %s', (written, latex) => {
    expect(latexInCell(written)).toBe(latex);
  });

  test.each([
    ['a | b', 'a \\| b'],
    ['\\|a\\|', '\\Vert{}a\\Vert{}'],
    ['a \\\\ b', 'a \\\\ b'],
    ['\\frac{a}{b}', '\\frac{a}{b}'],
  ])('%s is written as %s', (latex, written) => {
    expect(latexForCell(latex)).toBe(written);
    expect(latexInCell(written)).toBe(withLongBars(latex));
  });

  test('double bars have a longer name, and nothing else has', () => {
    expect(withLongBars('\\|x\\| \\alpha | \\\\')).toBe('\\Vert{}x\\Vert{} \\alpha | \\\\');
  });
});

describe('a formula between two dollars each', () => {
  /** Whether the first formula of a paragraph is displayed. */
  const shown = (source: string) => {
    const [paragraph] = unified().use(remarkParse).use(remarkMath).parse(source).children;
    if (paragraph?.type !== 'paragraph') throw new Error(`no paragraph: ${source}`);
    const { children } = paragraph;
    return isDisplayed(
      children,
      children.findIndex(({ type }) => type === 'inlineMath'),
      source,
    );
  };

  test.each(['$$x$$', 'before\n$$x$$\nafter', 'before  \n$$x$$', '$$x$$\\\nafter', 'before\n$$x$$', '$$x$$\nafter'])(
    'is displayed on a line of its own: %j',
    (source) => {
      expect(shown(source)).toBe(true);
    },
  );

  test.each([
    '$x$',
    'before\n$x$\nafter',
    'before $$x$$',
    '$$x$$ after',
    'a line\nbefore $$x$$\nafter',
    'before\n$$x$$ after\na line',
    '*before*$$x$$',
    '$$x$$*after*',
    '*before*\nb $$x$$',
  ])('is not in the middle of one: %j', (source) => {
    expect(shown(source)).toBe(false);
  });

  test('is none where there is no formula', () => {
    expect(isDisplayed([{ type: 'text', value: '$$x$$' }], 0, '$$x$$')).toBe(false);
    expect(isDisplayed([], 0, '$$')).toBe(false);
  });
});
