import type { Blockquote, Paragraph, Root, RootContent } from 'mdast';
import { SKIP, visit } from 'unist-util-visit';

/** The callouts that GitHub knows, with the heading each gets. */
export const CALLOUTS = {
  note: 'Note',
  tip: 'Tip',
  important: 'Important',
  warning: 'Warning',
  caution: 'Caution',
} as const;

export type Callout = keyof typeof CALLOUTS;

const CALLOUT_MARK = /^\[!(note|tip|important|warning|caution)\][^\S\n]*([^\n]*)(?:\n|$)/i;
const FRONT_MATTER = /^---[^\S\n]*\n([\s\S]*?)\n(?:---|\.\.\.)[^\S\n]*(?:\n|$)/;

/**
 * Takes YAML front matter off. What stands between two rules at the start counts as YAML only when its first line
 * looks like it; a lesson may well begin with a thematic break.
 */
export function withoutFrontMatter(markdown: string): string {
  const text = markdown.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const found = FRONT_MATTER.exec(text);
  if (!found) return text;
  const firstLine = (found[1] ?? '').split('\n').find((line) => line.trim() !== '') ?? '';
  return /^(#|[\w"'-]+[\w "'-]*:(\s|$))/.test(firstLine) ? text.slice(found[0].length) : text;
}

/** Turns `> [!NOTE]` quotations into callouts. A text after the mark becomes the heading, as Obsidian has it. */
export function remarkCallouts() {
  return (tree: Root) => {
    visit(tree, 'blockquote', (quote: Blockquote) => {
      const first = quote.children[0];
      const opening = first?.type === 'paragraph' ? first.children[0] : undefined;
      if (first?.type !== 'paragraph' || opening?.type !== 'text') return;
      const mark = CALLOUT_MARK.exec(opening.value);
      if (!mark) return;

      const kind = (mark[1] ?? '').toLowerCase() as Callout;
      opening.value = opening.value.slice(mark[0].length);
      if (opening.value === '') first.children.shift();
      if (first.children[0]?.type === 'break') first.children.shift();
      if (first.children.length === 0) quote.children.shift();

      const title: Paragraph = {
        type: 'paragraph',
        data: { hProperties: { className: ['callout-title'] } },
        children: [{ type: 'text', value: mark[2]?.trim() || CALLOUTS[kind] }],
      };
      quote.children.unshift(title);
      quote.data = { hName: 'aside', hProperties: { className: ['callout', `callout-${kind}`], role: 'note' } };
    });
  };
}

/** `$5 and $10` is money: by pandoc's rule a closing dollar is never followed by a digit. */
export function remarkMoney() {
  return (tree: Root, file: unknown) => {
    const source = String(file);
    visit(tree, 'inlineMath', (math, index, parent) => {
      const start = math.position?.start.offset;
      const end = math.position?.end.offset;
      if (start === undefined || end === undefined || index === undefined || !parent) return;
      if (source[start + 1] === '$' || !/\d/.test(source[end] ?? '')) return;
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
