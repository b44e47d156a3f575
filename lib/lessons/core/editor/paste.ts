import type { Element, ElementContent, RootContent } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import type { Node } from 'prosemirror-model';
import { openDocument } from './open.ts';
import { isDropped, pasteInline, stylesOf, textOf } from './paste-inline.ts';
import { wordItems, wordLists } from './paste-word.ts';
import { saveDocument } from './save.ts';
import { lessonSchema as schema } from './schema.ts';

type Content = RootContent | ElementContent;

const BLOCK =
  /^(html|body|p|div|h[1-6]|ul|ol|li|dl|dt|dd|pre|blockquote|table|hr|section|article|header|footer|main|aside|figure|figcaption|address|details|summary|form|fieldset|center)$/;

/**
 * Clean Markdown for what was copied from Google Docs, Word or a web page: headings, lists, tables, quotations, code,
 * links and emphasis stay, all else is words. Nothing of HTML comes through, so nothing of it can run.
 */
export function markdownFromHtml(html: string): string {
  const blocks = pasteBlocks(fromHtml(html, { fragment: true }).children);
  if (blocks.length === 0) return '';
  const saved = saveDocument(openDocument(''), schema.node('doc', null, blocks));
  if (saved.ok) return saved.data.markdown;
  // What has no Markdown is still worth its words.
  const plain = blocks.map((block) =>
    schema.node('paragraph', null, pasteInline([{ type: 'text', value: block.textContent }])),
  );
  const words = saveDocument(openDocument(''), schema.node('doc', null, plain));
  return words.ok ? words.data.markdown : '';
}

/** Blocks, with stray words between them gathered into paragraphs. */
function pasteBlocks(nodes: readonly Content[]): Node[] {
  const found: Node[] = [];
  let loose: Content[] = [];
  const flush = () => {
    const content = pasteInline(loose);
    if (content.some((one) => !one.isText || one.text?.trim())) found.push(schema.node('paragraph', null, content));
    loose = [];
  };
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at] as Content;
    if (isDropped(node)) continue;
    if (node.type !== 'element' || !holdsBlocks(node)) {
      loose.push(node);
      continue;
    }
    flush();
    const items = wordItems(nodes.slice(at));
    if (items.length > 0) {
      found.push(...wordLists(items));
      at = nodes.indexOf(items.at(-1) as Content);
    } else found.push(...pasteBlock(node));
  }
  flush();
  return found;
}

/** Whether an element is a block, or an inline element around blocks, as Google Docs has it. */
function holdsBlocks(node: Content): boolean {
  return node.type === 'element' && (BLOCK.test(node.tagName) || node.children.some(holdsBlocks));
}

function pasteBlock(element: Element): Node[] {
  const { tagName, children } = element;
  if (/^h[1-6]$/.test(tagName)) {
    const content = pasteInline(children).map((one) => (one.type.name === 'hard_break' ? schema.text(' ') : one));
    // A heading is bold as it is.
    const light = content.map((one) => one.mark(one.marks.filter(({ type }) => type.name !== 'strong')));
    return light.length > 0 ? [schema.node('heading', { level: Number(tagName[1]) }, light)] : [];
  }
  switch (tagName) {
    case 'hr':
      return [schema.node('thematic_break')];
    case 'pre':
      return [pasteCode(element)];
    case 'blockquote':
      return wrap('blockquote', pasteBlocks(children));
    case 'ul':
    case 'ol':
      return pasteList(element);
    case 'table':
      return pasteTable(element);
    default:
      return pasteBlocks(children);
  }
}

const wrap = (name: string, content: Node[]) => (content.length > 0 ? [schema.node(name, null, content)] : []);

function pasteCode(element: Element): Node {
  const code = element.children.find((one): one is Element => one.type === 'element' && one.tagName === 'code');
  const classes = [element, code].flatMap((one) =>
    Array.isArray(one?.properties.className) ? one.properties.className : [],
  );
  const language = classes.map(String).map((name) => /^(?:language|lang|highlight-source)-([\w+#-]+)$/.exec(name)?.[1]);
  const text = textOf(element)
    .replace(/\r\n?/g, '\n')
    .replace(/^\n|\n$/g, '');
  const attrs = { language: language.find(Boolean) ?? null };
  return schema.node('code_block', attrs, text === '' ? undefined : schema.text(text));
}

function pasteList(list: Element): Node[] {
  const items: Node[] = [];
  for (const child of list.children) {
    if (isDropped(child) || (child.type === 'text' && child.value.trim() === '')) continue;
    const last = items.at(-1);
    const isList = child.type === 'element' && /^[uo]l$/.test(child.tagName);
    // Google Docs and old pages put a list within a list, beside the item that it belongs to.
    if (isList && last) items[items.length - 1] = last.copy(last.content.append(fragment(pasteList(child))));
    else if (isList) items.push(...pasteList(child).flatMap((inner) => inner.children));
    else {
      const isItem = child.type === 'element' && child.tagName === 'li';
      const checked = isItem ? boxOf(child) : null;
      items.push(schema.node('list_item', { checked }, orEmpty(pasteBlocks(isItem ? child.children : [child]))));
    }
  }
  if (items.length === 0) return [];
  if (list.tagName === 'ul') return [schema.node('bullet_list', null, items)];
  const start = Number(list.properties.start ?? 1);
  return [schema.node('ordered_list', { start: Number.isInteger(start) && start >= 0 ? start : 1 }, items)];
}

const fragment = (nodes: Node[]) => schema.node('doc', null, nodes).content;
const orEmpty = (blocks: Node[]) => (blocks.length > 0 ? blocks : [schema.node('paragraph')]);

/** The box of a task: an input, or the role that Google Docs gives the item. */
function boxOf(item: Element): boolean | null {
  if (item.properties.role === 'checkbox') return String(item.properties.ariaChecked) === 'true';
  const box = [item, ...item.children].flatMap((one) => ('children' in one ? one.children : [])).find(isBox);
  return box?.type === 'element' ? box.properties.checked === true : null;
}

const isBox = (node: Content) =>
  node.type === 'element' && node.tagName === 'input' && node.properties.type === 'checkbox';

function pasteTable(table: Element): Node[] {
  const rows = rowsOf(table).map((row) => row.children.filter(isCell).flatMap(spread));
  const caption = table.children.find((one) => one.type === 'element' && one.tagName === 'caption');
  const before = caption ? pasteBlocks([caption]) : [];
  const width = Math.max(0, ...rows.map(({ length }) => length));
  // A table of one cell is there for its frame.
  if (width === 0 || (rows.length === 1 && width === 1)) {
    return [...before, ...rows.flat().flatMap((cell) => pasteBlocks(cell?.children ?? []))];
  }
  const made = rows.map((row, number) => {
    const cells = Array.from({ length: width }, (_, at) => {
      const cell = row[at];
      const align = cell ? (stylesOf(cell).get('text-align') ?? String(cell.properties.align ?? '')) : '';
      const attrs = { align: number === 0 && /^(left|center|right)$/.test(align) ? align : null };
      const content = cell ? pasteCell(cell) : [];
      return schema.node(number === 0 ? 'table_header' : 'table_cell', attrs, schema.node('paragraph', null, content));
    });
    return schema.node('table_row', null, cells);
  });
  return [...before, schema.node('table', null, made)];
}

const isCell = (node: Content): node is Element => node.type === 'element' && /^t[dh]$/.test(node.tagName);

/** A cell over several columns, with empty ones for the others; Markdown cannot merge them. */
function spread(cell: Element): (Element | null)[] {
  const width = Math.min(50, Number(cell.properties.colSpan ?? 1) || 1);
  return [cell, ...Array.from({ length: width - 1 }, () => null)];
}

function rowsOf(node: Element): Element[] {
  return node.children.flatMap((child) => {
    if (child.type !== 'element') return [];
    return child.tagName === 'tr' ? [child] : /^(thead|tbody|tfoot)$/.test(child.tagName) ? rowsOf(child) : [];
  });
}

/** Paragraphs of a cell become lines: a cell holds one paragraph. */
function pasteCell(cell: Element): Node[] {
  const found: Node[] = [];
  for (const block of pasteBlocks(cell.children)) {
    const lines =
      block.isTextblock && !block.type.spec.code
        ? block.children
        : pasteInline([{ type: 'text', value: block.textContent }]);
    if (found.length > 0) found.push(schema.node('hard_break'));
    found.push(...lines);
  }
  return found;
}
