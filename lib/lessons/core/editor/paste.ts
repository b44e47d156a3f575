import type { Element, ElementContent, Root, RootContent } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import type { Node } from 'prosemirror-model';
import { CALLOUTS, type Callout } from '../callouts.ts';
import { asLines } from './as-lines.ts';
import { openDocument } from './open.ts';
import { isCode, languageAround, pasteCode } from './paste-code.ts';
import { isDropped, pasteInline } from './paste-inline.ts';
import { formulaOf } from './paste-math.ts';
import { type PastePlace, type Prepared, preparePaste } from './paste-prepare.ts';
import { pasteTable } from './paste-table.ts';
import { wordItems, wordLists } from './paste-word.ts';
import { saveDocument } from './save.ts';
import { lessonSchema as schema } from './schema.ts';
import { writeInline } from './write-inline.ts';

type Content = RootContent | ElementContent;

const BLOCK =
  /^(html|body|p|div|h[1-6]|ul|ol|li|dl|dt|dd|pre|blockquote|table|hr|section|article|header|footer|main|aside|figure|figcaption|address|details|summary|form|fieldset|center)$/;

export interface Pasted extends Prepared {
  markdown: string;
}

/**
 * Clean Markdown for what was copied from Google Docs, Word, a web page or a lesson of ours: headings, lists, tables,
 * quotations, callouts, code, formulas, links and emphasis stay, all else is words. Of HTML only raised and lowered text
 * comes through, so nothing of it can run.
 */
export function pastedFrom(html: string, place: PastePlace = {}): Pasted {
  return pastedFromTree(fromHtml(html, { fragment: true }), place);
}

/** The same of HTML that has been read already; the tree is used up. */
export function pastedFromTree(tree: Root, place: PastePlace = {}): Pasted {
  const prepared = preparePaste(tree, place);
  const blocks = pasteBlocks(tree.children);
  return { ...prepared, markdown: blocks.length === 0 ? '' : write(blocks) };
}

export const markdownFromHtml = (html: string, place?: PastePlace): string => pastedFrom(html, place).markdown;

function write(blocks: Node[]): string {
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
function pasteBlocks(nodes: readonly Content[], language: string | null = null): Node[] {
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
    } else found.push(...pasteBlock(node, language));
  }
  flush();
  return found;
}

/** Whether an element is a block, or an inline element around blocks, as Google Docs has it. */
function holdsBlocks(node: Content): boolean {
  if (node.type !== 'element') return false;
  const formula = formulaOf(node);
  if (formula) return formula.isDisplay;
  return BLOCK.test(node.tagName) || node.children.some(holdsBlocks);
}

function pasteBlock(element: Element, language: string | null): Node[] {
  const { tagName, children, properties } = element;
  const formula = formulaOf(element);
  if (formula) return [schema.node('block_math', { latex: formula.latex })];
  if (isCode(element)) return pasteCode(element, language);
  const kind = calloutKind(element);
  if (kind) return pasteCallout(element, kind);
  if (properties.dataFootnote !== undefined)
    return wrap('footnote_definition', pasteBlocks(children), { label: String(properties.dataFootnote) });
  if (/^h[1-6]$/.test(tagName)) {
    const content = pasteInline(children).map((one) => (one.type.name === 'hard_break' ? schema.text(' ') : one));
    // A heading is bold as it is.
    const light = content.map((one) => one.mark(one.marks.filter(({ type }) => type.name !== 'strong')));
    return light.length > 0 ? [schema.node('heading', { level: Number(tagName[1]) }, light)] : [];
  }
  switch (tagName) {
    case 'hr':
      return [schema.node('thematic_break')];
    case 'blockquote':
      return wrap('blockquote', pasteBlocks(children));
    case 'ul':
    case 'ol':
      return pasteList(element);
    case 'table':
      return pasteTable(element, pasteBlocks);
    default:
      return pasteBlocks(children, languageAround(element) ?? language);
  }
}

const classesOf = ({ properties }: Element): string[] =>
  Array.isArray(properties.className) ? properties.className.map(String) : [];

/** The kind of a callout, as our own page, our editor and GitHub mark it. */
function calloutKind(element: Element): Callout | null {
  const named = classesOf(element).map((name) => /^(?:callout|markdown-alert)-(\w+)$/.exec(name)?.[1]);
  const kind = named.find(Boolean) ?? element.properties.dataCallout;
  return typeof kind === 'string' && Object.hasOwn(CALLOUTS, kind) ? (kind as Callout) : null;
}

function pasteCallout(element: Element, kind: Callout): Node[] {
  const isTitle = (one: Content) =>
    one.type === 'element' && classesOf(one).some((name) => /^(callout|markdown-alert)-title$/.test(name));
  const said = pasteBlocks(element.children.filter((one) => !isTitle(one)));
  const line = schema.node('paragraph', null, asLines(pasteBlocks(element.children.filter(isTitle))));
  const title = writeInline(line, { care: 1, usual: {} }).replace(/\s*\\?\n/g, ' ');
  const isOpen = element.properties.open !== undefined;
  const fold = element.tagName === 'details' ? (isOpen ? '+' : '-') : null;
  return wrap('callout', orEmpty(said), { kind, fold, title: title === CALLOUTS[kind] || title === '' ? null : title });
}

const wrap = (name: string, content: Node[], attrs: Record<string, unknown> | null = null) =>
  content.length > 0 ? [schema.node(name, attrs, content)] : [];

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
