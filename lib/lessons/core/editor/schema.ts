import { type MarkSpec, type NodeSpec, Schema } from 'prosemirror-model';

// The lesson as the editor holds it. Plain specifications, no Tiptap: the model runs in Node and in workers, and an
// extension can be made of each specification under the same name.
//
// `style` is how something was written (marker, fence, padding). It steers serialising, is never part of the meaning, and
// null is the usual way. `colwidth` lives as long as the editor is open: Markdown cannot say it.

/** How a node was written; absent keys mean the usual way. */
export type Style = Record<string, string | number | boolean | string[]>;

const style = { style: { default: null } };
// A heading and a cell stand on one line.
const ONE_LINE = '(text | image | inline_math | footnote_reference | source_inline)*';

const sourceOf = (dom: HTMLElement, name: string) => dom.getAttribute(`data-${name}`);

/** A link by reference stays one when it is cut and put back. */
export const writeStyle = (style: Style | null): string | null =>
  style?.reference ? `${style.reference} ${style.label}` : null;

function readStyle(text: string | null): Style | null {
  const [, reference, label] = /^(shortcut|collapsed|full) (.+)$/s.exec(text ?? '') ?? [];
  return reference && label ? { reference, label } : null;
}

const blocks: Record<string, NodeSpec> = {
  doc: { content: 'block+' },
  paragraph: {
    group: 'block',
    content: 'inline*',
    attrs: style,
    parseDOM: [{ tag: 'p' }],
    toDOM: () => ['p', 0],
  },
  heading: {
    group: 'block',
    content: ONE_LINE,
    defining: true,
    attrs: { level: { default: 1 }, ...style },
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level } })),
    toDOM: ({ attrs }) => [`h${attrs.level}`, 0],
  },
  blockquote: {
    group: 'block',
    content: 'block+',
    defining: true,
    attrs: style,
    parseDOM: [{ tag: 'blockquote' }],
    toDOM: () => ['blockquote', 0],
  },
  callout: {
    group: 'block',
    content: 'block+',
    defining: true,
    // The heading is Markdown: it may be emphasised, or hold code.
    attrs: { kind: { default: 'note' }, title: { default: null }, fold: { default: null }, ...style },
    parseDOM: [
      {
        tag: 'aside[data-callout]',
        getAttrs: (dom) => ({
          kind: sourceOf(dom, 'callout'),
          title: sourceOf(dom, 'title'),
          fold: sourceOf(dom, 'fold'),
        }),
      },
    ],
    toDOM: ({ attrs }) => [
      'aside',
      { 'data-callout': attrs.kind, 'data-title': attrs.title, 'data-fold': attrs.fold },
      0,
    ],
  },
  bullet_list: {
    group: 'block',
    content: 'list_item+',
    attrs: { spread: { default: false }, ...style },
    parseDOM: [{ tag: 'ul', getAttrs: (dom) => ({ spread: dom.hasAttribute('data-spread') }) }],
    toDOM: ({ attrs }) => ['ul', { 'data-spread': attrs.spread ? '' : null }, 0],
  },
  ordered_list: {
    group: 'block',
    content: 'list_item+',
    attrs: { start: { default: 1 }, spread: { default: false }, ...style },
    parseDOM: [
      {
        tag: 'ol',
        getAttrs: (dom) => ({ start: Number(dom.getAttribute('start') ?? 1), spread: dom.hasAttribute('data-spread') }),
      },
    ],
    toDOM: ({ attrs }) => [
      'ol',
      { start: attrs.start === 1 ? null : attrs.start, 'data-spread': attrs.spread ? '' : null },
      0,
    ],
  },
  // One kind of item: a list may mix tasks with plain items. `checked` is null where there is no box.
  list_item: {
    content: 'block+',
    defining: true,
    attrs: { checked: { default: null }, spread: { default: false }, ...style },
    parseDOM: [
      {
        tag: 'li',
        getAttrs: (dom) => ({
          checked: dom.hasAttribute('data-checked') ? sourceOf(dom, 'checked') === 'true' : null,
          spread: dom.hasAttribute('data-spread'),
        }),
      },
    ],
    toDOM: ({ attrs }) => ['li', { 'data-checked': attrs.checked, 'data-spread': attrs.spread ? '' : null }, 0],
  },
  // Mermaid is a code block whose language is mermaid.
  code_block: {
    group: 'block',
    content: 'text*',
    marks: '',
    code: true,
    defining: true,
    attrs: { language: { default: null }, meta: { default: null }, ...style },
    parseDOM: [
      {
        tag: 'pre',
        preserveWhitespace: 'full',
        getAttrs: (dom) => ({ language: sourceOf(dom, 'language'), meta: sourceOf(dom, 'meta') }),
      },
    ],
    toDOM: ({ attrs }) => ['pre', { 'data-language': attrs.language, 'data-meta': attrs.meta }, ['code', 0]],
  },
  block_math: {
    group: 'block',
    atom: true,
    attrs: { latex: { default: '' }, meta: { default: null }, ...style },
    parseDOM: [
      {
        tag: 'div[data-block-math]',
        getAttrs: (dom) => ({ latex: sourceOf(dom, 'block-math'), meta: sourceOf(dom, 'meta') }),
      },
    ],
    toDOM: ({ attrs }) => ['div', { 'data-block-math': attrs.latex, 'data-meta': attrs.meta }],
  },
  thematic_break: {
    group: 'block',
    attrs: style,
    parseDOM: [{ tag: 'hr' }],
    toDOM: () => ['hr'],
  },
  table: {
    group: 'block',
    content: 'table_row+',
    tableRole: 'table',
    isolating: true,
    attrs: style,
    parseDOM: [{ tag: 'table' }],
    toDOM: () => ['table', ['tbody', 0]],
  },
  table_row: {
    content: '(table_cell | table_header)*',
    tableRole: 'row',
    parseDOM: [{ tag: 'tr' }],
    toDOM: () => ['tr', 0],
  },
  table_cell: cell('td', 'cell'),
  table_header: cell('th', 'header_cell'),
  footnote_definition: {
    group: 'block',
    content: 'block+',
    defining: true,
    attrs: { label: { default: '1' }, ...style },
    parseDOM: [{ tag: 'div[data-footnote]', getAttrs: (dom) => ({ label: sourceOf(dom, 'footnote') }) }],
    toDOM: ({ attrs }) => ['div', { 'data-footnote': attrs.label }, 0],
  },
  // What the editor does not know, as text that can be edited. `kind` says what it is, for the screen only.
  source_block: {
    group: 'block',
    content: 'text*',
    marks: '',
    code: true,
    defining: true,
    attrs: { kind: { default: 'other' } },
    parseDOM: [
      {
        tag: 'pre[data-source]',
        priority: 60,
        preserveWhitespace: 'full',
        getAttrs: (dom) => ({ kind: sourceOf(dom, 'source') }),
      },
    ],
    toDOM: ({ attrs }) => ['pre', { 'data-source': attrs.kind }, ['code', 0]],
  },
};

function cell(tag: string, tableRole: string): NodeSpec {
  return {
    // One paragraph: Enter cannot split the cell, and the commands for tables find the text where they look for it.
    content: 'paragraph',
    tableRole,
    isolating: true,
    attrs: { colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null }, align: { default: null } },
    parseDOM: [{ tag, getAttrs: (dom) => ({ align: dom.style.textAlign || null }) }],
    toDOM: ({ attrs }) => [tag, attrs.align ? { style: `text-align: ${attrs.align}` } : {}, 0],
  };
}

const inlines: Record<string, NodeSpec> = {
  text: { group: 'inline' },
  // A node and not a line feed in the text: the browser would turn that into a space as soon as someone types beside it.
  soft_break: {
    group: 'inline',
    inline: true,
    selectable: false,
    leafText: () => '\n',
    parseDOM: [{ tag: 'span[data-soft-break]' }],
    toDOM: () => ['span', { 'data-soft-break': '' }, ' '],
  },
  hard_break: {
    group: 'inline',
    inline: true,
    selectable: false,
    attrs: style,
    leafText: () => '\n',
    parseDOM: [{ tag: 'br' }],
    toDOM: () => ['br'],
  },
  image: {
    group: 'inline',
    inline: true,
    draggable: true,
    attrs: { src: { default: '' }, alt: { default: '' }, title: { default: null } },
    parseDOM: [
      {
        tag: 'img',
        getAttrs: (dom) => ({
          src: sourceOf(dom, 'src') ?? dom.getAttribute('src') ?? '',
          alt: dom.getAttribute('alt') ?? '',
          title: dom.getAttribute('title'),
        }),
      },
    ],
    toDOM: ({ attrs }) => ['img', { src: attrs.src, alt: attrs.alt, title: attrs.title }],
  },
  inline_math: {
    group: 'inline',
    inline: true,
    atom: true,
    attrs: { latex: { default: '' }, ...style },
    parseDOM: [{ tag: 'span[data-inline-math]', getAttrs: (dom) => ({ latex: sourceOf(dom, 'inline-math') }) }],
    toDOM: ({ attrs }) => ['span', { 'data-inline-math': attrs.latex }],
  },
  footnote_reference: {
    group: 'inline',
    inline: true,
    atom: true,
    attrs: { label: { default: '1' } },
    parseDOM: [{ tag: 'sup[data-footnote]', getAttrs: (dom) => ({ label: sourceOf(dom, 'footnote') }) }],
    toDOM: ({ attrs }) => ['sup', { 'data-footnote': attrs.label }, attrs.label],
  },
  source_inline: {
    group: 'inline',
    inline: true,
    atom: true,
    attrs: { source: { default: '' } },
    parseDOM: [{ tag: 'code[data-source]', priority: 60, getAttrs: (dom) => ({ source: sourceOf(dom, 'source') }) }],
    toDOM: ({ attrs }) => ['code', { 'data-source': attrs.source }],
  },
};

const marks: Record<string, MarkSpec> = {
  // A link to another spark is a link to `spark:its-slug`.
  link: {
    inclusive: false,
    attrs: { href: { default: '' }, title: { default: null }, ...style },
    // What a link of the editor leads to is not always an address of the browser.
    parseDOM: ['a[data-href]', 'a[href]'].map((tag) => ({
      tag,
      getAttrs: (dom) => ({
        href: sourceOf(dom, 'href') ?? dom.getAttribute('href'),
        title: dom.getAttribute('title'),
        style: readStyle(sourceOf(dom, 'reference')),
      }),
    })),
    toDOM: ({ attrs }) => ['a', { href: attrs.href, title: attrs.title, 'data-reference': writeStyle(attrs.style) }, 0],
  },
  strong: { parseDOM: [{ tag: 'strong' }, { tag: 'b' }], toDOM: () => ['strong', 0] },
  emphasis: { parseDOM: [{ tag: 'em' }, { tag: 'i' }], toDOM: () => ['em', 0] },
  strike: { parseDOM: [{ tag: 'del' }, { tag: 's' }], toDOM: () => ['del', 0] },
  code: { code: true, parseDOM: [{ tag: 'code' }], toDOM: () => ['code', 0] },
};

export const lessonSchema = new Schema({ nodes: { ...blocks, ...inlines }, marks });
