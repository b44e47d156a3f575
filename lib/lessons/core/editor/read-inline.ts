import type { Definition, PhrasingContent } from 'mdast';
import type { Mark, Node, Schema } from 'prosemirror-model';
import { isDisplayed, latexInCell } from '../formulas.ts';
import type { Style } from './schema.ts';

/** What reading a tree needs to know of the text around it. */
export interface Reading {
  schema: Schema;
  text: string;
  definitions: ReadonlyMap<string, Definition>;
  /** How many containers stand around the node. */
  depth?: number;
}

interface Place {
  position?: { start: { offset?: number | undefined }; end: { offset?: number | undefined } } | undefined;
}

/** The text that a node of the tree was read from. */
export function sliceOf(node: Place, { text }: Reading): string {
  return text.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
}

/**
 * Inline nodes of a paragraph, heading or cell, or null where something stands in them that cannot even be kept as its
 * source: a slice over several lines of a quotation carries the marks of the quotation with it.
 */
export function readInline(children: readonly PhrasingContent[], reading: Reading, inCell = false): Node[] | null {
  const found: Node[] = [];
  return add(children, [], { reading, found, inCell }) ? found : null;
}

interface Adding {
  reading: Reading;
  found: Node[];
  inCell: boolean;
}

function add(children: readonly PhrasingContent[], marks: readonly Mark[], to: Adding): boolean {
  return children.every((_, index) => addOne(children, index, marks, to));
}

function addOne(siblings: readonly PhrasingContent[], index: number, marks: readonly Mark[], to: Adding): boolean {
  const child = siblings[index] as PhrasingContent;
  const before = siblings[index - 1];
  const { reading, found } = to;
  const { schema } = reading;
  const leaf = (name: string, attrs: Record<string, unknown>) =>
    found.push(schema.node(name, attrs, undefined, marks)) > 0;
  const within = (name: string, children: readonly PhrasingContent[], attrs?: Record<string, unknown>) =>
    add(children, schema.mark(name, attrs).addToSet(marks), to);

  switch (child.type) {
    case 'text':
      return addText(child.value, marks, to);
    case 'strong':
    case 'emphasis':
      return within(child.type, child.children);
    case 'delete':
      return within('strike', child.children);
    case 'inlineCode':
      found.push(schema.text(child.value, schema.mark('code').addToSet(marks)));
      return true;
    case 'break': {
      const style: Style | null = sliceOf(child, reading).startsWith('\\') ? null : { marker: '  ' };
      return leaf('hard_break', { style });
    }
    case 'link': {
      // Two neighbours to one address would become one link, and a link without words has nothing to hang on.
      const isSplit = before?.type === 'link' && before.url === child.url && before.title === child.title;
      if (isSplit || !hasContent(child.children)) return addSource(child, marks, to);
      return within('link', child.children, { href: child.url, title: child.title ?? null });
    }
    case 'linkReference': {
      const target = reading.definitions.get(child.identifier);
      if (!target || !hasContent(child.children) || before?.type === 'linkReference')
        return addSource(child, marks, to);
      const isFull = child.referenceType === 'full';
      const label = (isFull ? child.label : target.label) ?? child.identifier;
      const style: Style = { reference: child.referenceType, label };
      return within('link', child.children, { href: target.url, title: target.title ?? null, style });
    }
    case 'image':
      return leaf('image', { src: child.url, alt: child.alt ?? '', title: child.title ?? null });
    case 'inlineMath': {
      const source = sliceOf(child, reading);
      const marker = /^(?:\$`|\$+)/.exec(source)?.[0] ?? '$';
      const latex = (to.inCell ? latexInCell(child.value) : child.value).trim();
      if (latex === '') return addSource(child, marks, to);
      const display = !to.inCell && isDisplayed(siblings, index, reading.text) ? { display: true } : null;
      return leaf('inline_math', { latex, style: marker === '$' ? null : { dollars: marker, ...display } });
    }
    case 'footnoteReference':
      return leaf('footnote_reference', { label: child.label ?? child.identifier });
    case 'html':
      if (to.inCell && /^<br ?\/?>$/i.test(child.value)) return leaf('hard_break', { style: { html: child.value } });
      return leaf('source_inline', { source: child.value });
    default:
      return addSource(child, marks, to);
  }
}

function hasContent(children: readonly PhrasingContent[]): boolean {
  return children.some((child) => child.type !== 'text' || child.value.trim() !== '');
}

function addText(value: string, marks: readonly Mark[], { reading: { schema }, found }: Adding): boolean {
  for (const [index, line] of value.split('\n').entries()) {
    if (index > 0) found.push(schema.node('soft_break', null, undefined, marks));
    if (line !== '') found.push(schema.text(line, marks));
  }
  return true;
}

function addSource(child: PhrasingContent, marks: readonly Mark[], { reading, found }: Adding): boolean {
  const source = sliceOf(child, reading);
  if (source === '' || source.includes('\n')) return false;
  found.push(reading.schema.node('source_inline', { source }, undefined, marks));
  return true;
}

/** How emphasis is written in a text; the first of each kind decides for all of it. */
export function emphasisStyle(children: readonly PhrasingContent[], reading: Reading): Style | null {
  const style: Style = {};
  const look = (nodes: readonly PhrasingContent[]) => {
    for (const node of nodes) {
      if (node.type === 'emphasis' || node.type === 'strong' || node.type === 'delete') {
        const marker = /^(?:\*|_|~+)/.exec(sliceOf(node, reading))?.[0];
        if (marker) style[node.type] ??= marker;
      }
      if ('children' in node) look(node.children);
    }
  };
  look(children);
  return Object.keys(style).length > 0 ? style : null;
}
