import type { Blockquote, Paragraph, Root, RootContent } from 'mdast';
import { SKIP, visit } from 'unist-util-visit';
import { CALLOUTS, frontMatterLength, isMoney, readCalloutMark } from '../core/markdown.ts';

/** Takes YAML front matter off. */
export function withoutFrontMatter(markdown: string): string {
  const text = markdown.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  return text.slice(frontMatterLength(text));
}

/** Turns `> [!NOTE]` quotations into callouts. A text after the mark becomes the heading, as Obsidian has it. */
export function remarkCallouts() {
  return (tree: Root) => {
    visit(tree, 'blockquote', (quote: Blockquote) => {
      const first = quote.children[0];
      const opening = first?.type === 'paragraph' ? first.children[0] : undefined;
      if (first?.type !== 'paragraph' || opening?.type !== 'text') return;
      const callout = readCalloutMark(opening.value);
      if (!callout) return;

      const { kind, mark } = callout;
      opening.value = opening.value.slice(mark.length);
      if (opening.value === '') first.children.shift();
      if (first.children[0]?.type === 'break') first.children.shift();
      if (first.children.length === 0) quote.children.shift();

      const title: Paragraph = {
        type: 'paragraph',
        data: { hProperties: { className: ['callout-title'] } },
        children: [{ type: 'text', value: callout.title || CALLOUTS[kind] }],
      };
      quote.children.unshift(title);
      quote.data = { hName: 'aside', hProperties: { className: ['callout', `callout-${kind}`], role: 'note' } };
    });
  };
}

/** Turns what looks like a formula and is money back into text. */
export function remarkMoney() {
  return (tree: Root, file: unknown) => {
    const source = String(file);
    visit(tree, 'inlineMath', (math, index, parent) => {
      const start = math.position?.start.offset;
      const end = math.position?.end.offset;
      if (start === undefined || end === undefined || index === undefined || !parent) return;
      if (!isMoney(source, start, end)) return;
      parent.children[index] = { type: 'text', value: source.slice(start, end) };
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
