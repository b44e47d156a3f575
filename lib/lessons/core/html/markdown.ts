import type { Blockquote, Paragraph, Root, RootContent } from 'mdast';
import { SKIP, visit } from 'unist-util-visit';
import { CALLOUTS, readCallout } from '../callouts.ts';
import { isDisplayed, latexInCell } from '../formulas.ts';
import { frontMatterLength } from '../markdown.ts';

/** Takes YAML front matter off. */
export function withoutFrontMatter(markdown: string): string {
  const text = markdown.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  return text.slice(frontMatterLength(text));
}

/** Turns `> [!NOTE]` quotations into callouts, and those that can be folded into what a browser folds. */
export function remarkCallouts() {
  return (tree: Root, file: unknown) => {
    const source = String(file);
    visit(tree, 'blockquote', (quote: Blockquote) => {
      const first = quote.children[0];
      const callout = first?.type === 'paragraph' ? readCallout(first, source) : null;
      if (!callout || first?.type !== 'paragraph') return;
      const { kind, fold, rest } = callout;
      if (rest.length > 0) first.children = rest;
      else quote.children.shift();

      const title: Paragraph = {
        type: 'paragraph',
        data: { hProperties: { className: ['callout-title'] }, ...(fold ? { hName: 'summary' } : {}) },
        children: callout.title.length > 0 ? callout.title : [{ type: 'text', value: CALLOUTS[kind] }],
      };
      quote.children.unshift(title);
      const className = ['callout', `callout-${kind}`];
      quote.data = fold
        ? { hName: 'details', hProperties: { className, open: fold === '+' } }
        : { hName: 'aside', hProperties: { className, role: 'note' } };
    });
  };
}

/** Formulas on a line of their own are displayed, and those in a table have their bars. */
export function remarkFormulas() {
  return (tree: Root, file: unknown) => {
    const source = String(file);
    visit(tree, 'inlineMath', (formula, index, parent) => {
      if (index === undefined || !parent) return;
      const latex = parent.type === 'tableCell' ? latexInCell(formula.value) : formula.value;
      const isDisplay = parent.type === 'paragraph' && isDisplayed(parent.children, index, source);
      formula.data = {
        hName: 'code',
        hProperties: { className: ['language-math', isDisplay ? 'math-display' : 'math-inline'] },
        hChildren: [{ type: 'text', value: latex }],
      };
    });
  };
}

/** An image that stands alone and has a title is a figure, the title its caption. */
export function remarkFigures() {
  return (tree: Root) => {
    visit(tree, 'paragraph', (paragraph: Paragraph, index, parent) => {
      const image = paragraph.children[0];
      if (paragraph.children.length !== 1 || image?.type !== 'image' || !image.title) return;
      if (index === undefined || !parent) return;
      const caption: Paragraph = {
        type: 'paragraph',
        data: { hName: 'figcaption' },
        children: [{ type: 'text', value: image.title }],
      };
      const figure: Blockquote = {
        type: 'blockquote',
        data: { hName: 'figure' },
        children: [{ ...image, title: null } as unknown as Paragraph, caption],
      };
      (parent.children as RootContent[])[index] = figure;
      return SKIP;
    });
  };
}
