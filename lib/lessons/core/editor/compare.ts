import type { Node } from 'prosemirror-model';
import { withLongBars } from '../formulas.ts';
import { isLiteralLink, runsOf } from './runs.ts';

/**
 * Whether two nodes say the same. How they were written does not count, nor what Markdown cannot say and no reader would
 * miss: empty paragraphs, space at the ends of lines, the width of columns.
 */
export function sameContent(a: Node, b: Node): boolean {
  return a === b || key(a) === key(b);
}

// Nodes never change, so what was worked out once stays right.
const keys = new WeakMap<Node, string>();

function key(node: Node): string {
  const known = keys.get(node);
  if (known !== undefined) return known;
  const made = makeKey(node);
  keys.set(node, made);
  return made;
}

function makeKey(node: Node): string {
  if (node.isTextblock && !node.type.spec.code) return say(node, inlineKey(node));
  if (node.type.name === 'table') return tableKey(node);
  if (node.isTextblock) return say(node, node.textContent);
  return say(node, contentOf(node).map(key));
}

function say(node: Node, content: unknown): string {
  return JSON.stringify([node.type.name, meaning(node), content]);
}

/** The attributes that mean something. */
function meaning(node: Node): unknown {
  const { style: _style, spread: _spread, kind, ...attrs } = node.attrs;
  if (node.type.name === 'list_item') return isTask(node) ? attrs.checked : null;
  if (node.type.name === 'callout') return [kind, attrs.title?.trim() || null, attrs.fold];
  if (node.type.name.endsWith('_list')) return [attrs.start, isLoose(node)];
  return attrs;
}

function inlineKey(block: Node): unknown[] {
  const found: [text: string, leaf: unknown, marks: string][] = [];
  const add = (text: string, leaf: unknown, marks: string) => {
    const last = found.at(-1);
    if (last && leaf === null && last[1] === null && last[2] === marks) last[0] += text;
    else found.push([text, leaf, marks]);
  };
  for (const { text, leaf, marks } of runsOf(block)) {
    const said = marks
      .filter((mark) => mark.type.name !== 'link' || leaf || !isLiteralLink(mark, text))
      .map(({ type, attrs }) => JSON.stringify([type.name, attrs.href, attrs.title || null]))
      .sort()
      .join();
    const source = leaf && referenceOf(leaf);
    if (source) add(source, null, said);
    else if (leaf) add('', [leaf.type.name, leafMeaning(leaf)], isBreak(leaf) ? '' : said);
    else if (marks.some(({ type }) => type.name === 'code')) add(text, null, said);
    // Nobody sees whether a space is strong.
    else for (const part of text.split(/(\s+)/)) if (part !== '') add(part, null, part.trim() === '' ? '' : said);
  }
  return found;
}

/** Neither space at the ends of a formula nor the name of a double bar is seen. */
function leafMeaning({ type, attrs }: Node): unknown {
  const latex = type.name === 'inline_math' ? { latex: withLongBars(attrs.latex.trim()) } : null;
  return { ...attrs, ...latex, style: null };
}

const isBreak = (leaf: Node) => leaf.type.name === 'soft_break' || leaf.type.name === 'hard_break';

/**
 * References to footnotes and images are text until something defines them, and become text again when the definition
 * goes: that must not keep anyone from saving.
 */
function referenceOf(leaf: Node): string | null {
  if (leaf.type.name === 'footnote_reference') return `[^${leaf.attrs.label}]`;
  return leaf.type.name === 'source_inline' && /^!?\[/.test(leaf.attrs.source) ? leaf.attrs.source : null;
}

/** Whether nothing is in a paragraph or source block; Markdown has no such thing. */
function isEmpty(node: Node): boolean {
  // Only these are space to Markdown; a line of any other is a paragraph.
  if (node.type.name === 'source_block') return /^[ \t\r\n]*$/.test(node.textContent);
  return node.type.name === 'paragraph' && runsOf(node).length === 0;
}

/** The children that Markdown can say. A container of nothing else keeps one empty paragraph. */
export function contentOf(parent: Node): readonly Node[] {
  const found = parent.children.filter((child) => !isEmpty(child));
  return found.length > 0 || parent.type.name === 'doc' ? found : parent.children.slice(0, 1);
}

/** A box needs words beside it. */
export function isTask(item: Node): boolean {
  const first = contentOf(item)[0];
  return item.attrs.checked !== null && first?.type.name === 'paragraph' && !isEmpty(first);
}

/** Whether a block must be parted from the one before it by an empty line, or it would be read as its continuation. */
export function needsBlank(before: Node, block: Node): boolean {
  const name = block.type.name;
  switch (before.type.name) {
    case 'paragraph':
      return (
        name === 'paragraph' ||
        name === 'table' ||
        name === 'source_block' ||
        name === 'footnote_definition' ||
        (name === 'ordered_list' && block.attrs.start !== 1) ||
        (name === 'heading' && Boolean(block.attrs.style?.setext)) ||
        (name === 'code_block' && Boolean(block.attrs.style?.indented))
      );
    case 'table':
    case 'source_block':
    case 'footnote_definition':
    case 'blockquote':
    case 'callout':
      return true;
    default:
      return before.type === block.type && name.endsWith('_list');
  }
}

/** Whether the items stand apart, as readers see it: an empty line somewhere between or within them. */
function isLoose(list: Node): boolean {
  return (
    (list.attrs.spread && list.childCount > 1) ||
    list.children.some((item) => {
      const content = contentOf(item);
      return content.some((block, index) => {
        const before = content[index - 1];
        return before !== undefined && (item.attrs.spread || needsBlank(before, block));
      });
    })
  );
}

/** Alignment of each column: Markdown knows only one, that of the head. */
export function columnsOf(table: Node): (string | null)[] {
  return table.firstChild?.children.map(({ attrs }) => attrs.align as string | null) ?? [];
}

function tableKey(table: Node): string {
  const columns = columnsOf(table);
  const rows = table.children.map((row) =>
    columns.map((_, column) => {
      const cell = row.children[column];
      return cell?.firstChild ? inlineKey(cell.firstChild) : [];
    }),
  );
  // Merged cells, and what stands beyond the last column, have no words in Markdown: nothing equals them.
  const odd = table.children.some((row) =>
    row.children.some(({ attrs }, at) => attrs.colspan > 1 || attrs.rowspan > 1 || at >= columns.length),
  );
  return JSON.stringify(['table', columns, rows, odd]);
}
