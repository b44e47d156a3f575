import type { Element, ElementContent, RootContent } from 'hast';
import type { Node } from 'prosemirror-model';
import { isDropped, pasteInline, stylesOf, textOf } from './paste-inline.ts';
import { lessonSchema as schema } from './schema.ts';

type Content = RootContent | ElementContent;

interface WordItem {
  level: number;
  isOrdered: boolean;
  content: Node;
}

/** Word has no lists but paragraphs that say at which level they stand; these, from the first on. */
export function wordItems(nodes: readonly Content[]): Element[] {
  const found: Element[] = [];
  for (const node of nodes) {
    if (node.type === 'text' && node.value.trim() === '') continue;
    if (isDropped(node) && node.type !== 'element') continue;
    if (node.type !== 'element' || !/level\d/.test(stylesOf(node).get('mso-list') ?? '')) break;
    found.push(node);
  }
  return found;
}

/** The lists that these paragraphs of Word mean. */
export function wordLists(elements: readonly Element[]): Node[] {
  const items = elements.map((element): WordItem => {
    const marker = textOf(findMarker(element) ?? { type: 'text', value: '' }).trim();
    return {
      level: Number(/level(\d)/.exec(stylesOf(element).get('mso-list') ?? '')?.[1] ?? 1),
      isOrdered: /^\(?(\d+|[a-z]{1,4})[.)]/i.test(marker),
      content: schema.node('paragraph', null, pasteInline(element.children)),
    };
  });
  return nest(items);
}

function findMarker(node: Element): Element | undefined {
  for (const child of node.children) {
    if (child.type !== 'element') continue;
    const found = stylesOf(child).get('mso-list') === 'ignore' ? child : findMarker(child);
    if (found) return found;
  }
  return undefined;
}

function nest(items: readonly WordItem[]): Node[] {
  const lists: Node[] = [];
  const level = Math.min(...items.map((item) => item.level));
  for (let at = 0; at < items.length; ) {
    const name = items[at]?.isOrdered ? 'ordered_list' : 'bullet_list';
    const made: Node[] = [];
    while (at < items.length && (items[at] as WordItem).isOrdered === (name === 'ordered_list')) {
      const first = items[at] as WordItem;
      let end = at + 1;
      while (end < items.length && (items[end] as WordItem).level > level) end++;
      const inner = end > at + 1 ? nest(items.slice(at + 1, end)) : [];
      made.push(schema.node('list_item', null, [first.content, ...inner]));
      at = end;
    }
    lists.push(schema.node(name, null, made));
  }
  return lists;
}
