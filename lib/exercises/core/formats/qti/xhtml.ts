import type { Element, ElementContent, Root, RootContent } from 'hast';
import { fromHtml } from 'hast-util-from-html';

// QTI takes a part of XHTML 1: what lies beyond it is written as what comes nearest.

const INLINE = /^(a|abbr|acronym|b|big|br|cite|code|dfn|em|i|img|kbd|q|samp|small|span|strong|sub|sup|tt|var)$/;
const BLOCK = /^(p|div|h[1-6]|ul|ol|li|dl|dt|dd|pre|blockquote|hr|table|caption|thead|tbody|tfoot|tr|th|td|address)$/;
const VOID = /^(br|hr|img)$/;

/** Attributes that stay, by element. */
const KEPT: Record<string, readonly string[]> = {
  a: ['href'],
  img: ['src', 'alt', 'width', 'height'],
  th: ['colspan', 'rowspan'],
  td: ['colspan', 'rowspan'],
};

/** Text that was struck out, for which QTI has no element. */
export const STRUCK = 'struck';

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
export const quoted = (text: string) => escaped(text).replace(/"/g, '&quot;').replace(/\n/g, '&#10;');

type Node = RootContent | ElementContent;

/** HTML as QTI takes it. `isInline` leaves a lone line bare, else everything stands in blocks. */
export function xhtmlOf(html: string, { isInline = false, addressOf = (one: string) => one } = {}): string {
  const tree = fromHtml(html, { fragment: true });
  return childrenXml(isInline ? tree.children : inBlocks(tree), addressOf);
}

const isText = (node: Node) => node.type === 'text' || (node.type === 'element' && !isBlock(node));
const isBlock = ({ tagName }: Element) => BLOCK.test(tagName) || /^(section|details|figure|article)$/.test(tagName);

/** Words that stand between blocks become paragraphs. */
function inBlocks(tree: Root): Node[] {
  const blocks: Node[] = [];
  let line: ElementContent[] = [];
  const flush = () => {
    const hasWords = line.some((one) => one.type !== 'text' || one.value.trim() !== '');
    if (hasWords) blocks.push({ type: 'element', tagName: 'p', properties: {}, children: line });
    line = [];
  };
  for (const node of tree.children) {
    if (isText(node)) line.push(node as ElementContent);
    else {
      flush();
      blocks.push(node);
    }
  }
  flush();
  return blocks;
}

const childrenXml = (nodes: readonly Node[], addressOf: (address: string) => string): string =>
  nodes.map((one) => nodeXml(one, addressOf)).join('');

function nodeXml(node: Node, addressOf: (address: string) => string): string {
  if (node.type === 'text') return escaped(node.value);
  if (node.type !== 'element') return '';
  const { tagName, properties, children } = node;
  const inner = () => childrenXml(children, addressOf);
  if (/^(del|s|strike)$/.test(tagName)) return `<span class="${STRUCK}">${inner()}</span>`;
  if (tagName === 'input') return properties.checked ? '☑' : '☐';
  if (tagName === 'table') return tableXml(node, addressOf);
  if (tagName === 'blockquote')
    return `<blockquote>${childrenXml(inBlocks({ type: 'root', children }), addressOf)}</blockquote>`;
  const name = INLINE.test(tagName) || BLOCK.test(tagName) ? tagName : isBlock(node) ? 'div' : 'span';
  const attributes = attributesOf(node, addressOf);
  // A link that leads nowhere is none.
  if (name === 'a' && !attributes.includes(' href=')) return `<span>${inner()}</span>`;
  return VOID.test(name) ? `<${name}${attributes}/>` : `<${name}${attributes}>${inner()}</${name}>`;
}

function attributesOf({ tagName, properties }: Element, addressOf: (address: string) => string): string {
  const kept = (KEPT[tagName] ?? []).flatMap((name) => {
    const value = properties[name === 'colspan' ? 'colSpan' : name === 'rowspan' ? 'rowSpan' : name];
    if (value === undefined || value === null) return [];
    return [` ${name}="${quoted(name === 'src' || name === 'href' ? addressOf(String(value)) : String(value))}"`];
  });
  const classes = Array.isArray(properties.className)
    ? properties.className.filter((one) => /^[\w-]+$/.test(String(one)))
    : [];
  const alt = tagName === 'img' && properties.alt === undefined ? [' alt=""'] : [];
  return [...kept, ...alt, ...(classes.length > 0 ? [` class="${classes.join(' ')}"`] : [])].join('');
}

/** A table has to have a body; its rows may stand nowhere else. */
function tableXml({ children }: Element, addressOf: (address: string) => string): string {
  const part = (name: string) =>
    children.filter((one): one is Element => one.type === 'element' && one.tagName === name);
  const rows = (elements: readonly Element[]) =>
    elements.flatMap((one) => one.children.filter((row) => row.type === 'element' && row.tagName === 'tr'));
  const [head, body] = [rows(part('thead')), rows([...part('tbody'), ...part('tfoot')])];
  const xml = (name: string, list: readonly Node[]) =>
    list.length === 0 ? '' : `<${name}>${childrenXml(list, addressOf)}</${name}>`;
  const caption = childrenXml(part('caption'), addressOf);
  return `<table>${caption}${body.length > 0 ? xml('thead', head) + xml('tbody', body) : xml('tbody', head)}</table>`;
}
