import type { Element, ElementContent, RootContent } from 'hast';
import type { Node } from 'prosemirror-model';
import { isDropped, pasteInline, stylesOf, textOf } from './paste-inline.ts';
import { lessonSchema as schema } from './schema.ts';

type Content = RootContent | ElementContent;

interface WordItem {
  level: number;
  /** The number before an item of a numbered list. */
  number: number | null;
  content: Node;
}

/**
 * Word has no lists but paragraphs that say at which level they stand, and Word Online a list of its own around each item.
 * These, from the first on.
 */
export function wordItems(nodes: readonly Content[]): Element[] {
  const found: Element[] = [];
  for (const node of nodes) {
    if (node.type === 'text' && node.value.trim() === '') continue;
    if (isDropped(node) && node.type !== 'element') continue;
    if (node.type !== 'element' || !(isWordItem(node) || onlineItem(node))) break;
    found.push(node);
  }
  return found;
}

// A heading with a number is still a heading.
const isWordItem = (node: Element) =>
  !/^h[1-6]$/.test(node.tagName) && /level\d/.test(stylesOf(node).get('mso-list') ?? '');

/** The item in a list that Word Online has put around it alone. */
function onlineItem(node: Element): { list: Element; item: Element } | null {
  const classes = Array.isArray(node.properties.className) ? node.properties.className.map(String) : [];
  if (!classes.includes('ListContainerWrapper')) return null;
  const elements = (parent: Element) => parent.children.filter((one): one is Element => one.type === 'element');
  const list = elements(node).find(({ tagName }) => /^[uo]l$/.test(tagName));
  const item = list && elements(list).find(({ tagName }) => tagName === 'li');
  return list && item ? { list, item } : null;
}

/** The lists that these mean. */
export function wordLists(elements: readonly Element[]): Node[] {
  return nest(elements.map((element) => readOnline(element) ?? readItem(element)));
}

function readItem(element: Element): WordItem {
  const marker = textOf(findMarker(element) ?? { type: 'text', value: '' }).trim();
  return {
    level: Number(/level(\d)/.exec(stylesOf(element).get('mso-list') ?? '')?.[1] ?? 1),
    number: numberOf(marker),
    content: schema.node('paragraph', null, pasteInline(element.children)),
  };
}

function readOnline(element: Element): WordItem | null {
  const online = onlineItem(element);
  if (!online) return null;
  const { list, item } = online;
  const start = Number(list.properties.start ?? 1);
  return {
    level: Number(item.properties.dataAriaLevel ?? item.properties.ariaLevel ?? 1) || 1,
    number: list.tagName === 'ol' ? (Number.isInteger(start) && start >= 0 ? start : 1) : null,
    content: schema.node('paragraph', null, pasteInline(item.children)),
  };
}

function findMarker(node: Element): Element | undefined {
  for (const child of node.children) {
    if (child.type !== 'element') continue;
    const found = stylesOf(child).get('mso-list') === 'ignore' ? child : findMarker(child);
    if (found) return found;
  }
  return undefined;
}

const ROMAN: Record<string, number> = { i: 1, v: 5, x: 10, l: 50, c: 100 };

/** What `5.`, `2.1)`, `b)` and `iv.` count; null for a bullet. Markdown counts in digits only. */
function numberOf(marker: string): number | null {
  const digits = /(\d+)[.)]?$/.exec(marker)?.[1];
  if (digits !== undefined) return Number(digits);
  const letters = /^\(?([a-z]{1,6})[.)]$/i.exec(marker)?.[1]?.toLowerCase();
  // Word's round bullet of the second level is the letter o, alone.
  if (letters === undefined) return null;
  if (letters === 'i' || (letters.length > 1 && /^[ivxlc]+$/.test(letters))) {
    const values = [...letters].map((sign) => ROMAN[sign] ?? 0);
    return values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0);
  }
  return letters.length === 1 ? letters.charCodeAt(0) - 96 : null;
}

function nest(items: readonly WordItem[]): Node[] {
  const lists: Node[] = [];
  const level = Math.min(...items.map((item) => item.level));
  for (let at = 0; at < items.length; ) {
    const start = items[at]?.number ?? null;
    const made: Node[] = [];
    while (at < items.length) {
      const first = items[at] as WordItem;
      // Another kind of list, or one that counts anew.
      const expected = start === null ? null : start + made.length;
      if (made.length > 0 && first.number !== expected) break;
      let end = at + 1;
      while (end < items.length && (items[end] as WordItem).level > level) end++;
      const inner = end > at + 1 ? nest(items.slice(at + 1, end)) : [];
      made.push(schema.node('list_item', null, [first.content, ...inner]));
      at = end;
    }
    lists.push(start === null ? schema.node('bullet_list', null, made) : schema.node('ordered_list', { start }, made));
  }
  return lists;
}
