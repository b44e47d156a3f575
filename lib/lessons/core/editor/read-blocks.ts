import type { Blockquote, Code, List, ListItem, Paragraph, PhrasingContent, RootContent, Table } from 'mdast';
import { Fragment, type Node } from 'prosemirror-model';
import { readCallout } from '../callouts.ts';
import { isDisplayed } from '../formulas.ts';
import { emphasisStyle, type Reading, readInline, sliceOf } from './read-inline.ts';
import type { Style } from './schema.ts';

// Nobody edits what is nested deeper, and recursion must end somewhere.
const DEEPEST = 50;

/** One block of the tree as an editor node, or null where the editor cannot hold all that it says. */
export function readBlock(block: RootContent, reading: Reading): Node | null {
  const { schema } = reading;
  switch (block.type) {
    case 'paragraph':
      if (block.children.length === 1 && isDisplayed(block.children, 0, reading.text))
        return readLineOfMath(block, reading);
      return textBlock('paragraph', {}, block.children, reading);
    case 'heading':
      return textBlock('heading', { level: block.depth, style: headingStyle(block, reading) }, block.children, reading);
    case 'thematicBreak':
      return schema.node('thematic_break', { style: unless({ marker: sliceOf(block, reading).trim() }, '---') });
    case 'code':
      return readCode(block, reading);
    case 'math': {
      const fence = /^\$+/.exec(sliceOf(block, reading))?.[0] ?? '$$';
      const attrs = { latex: block.value, meta: block.meta ?? null, style: unless({ fence }, '$$') };
      return schema.node('block_math', attrs);
    }
    case 'blockquote':
      return readQuote(block, reading);
    case 'list':
      return readList(block, reading);
    case 'table':
      return readTable(block, reading);
    case 'footnoteDefinition': {
      const content = readChildren(block.children, reading);
      return content && schema.node('footnote_definition', { label: block.label ?? block.identifier }, content);
    }
    case 'html':
      return sourceBlock('html', block.value, reading);
    case 'definition': {
      const source = sliceOf(block, reading);
      return source.includes('\n') ? null : sourceBlock('definition', source, reading);
    }
    default:
      return null;
  }
}

/** `$$ x $$` alone on its line is a formula of its own. */
function readLineOfMath(block: Paragraph, reading: Reading): Node | null {
  const [formula] = block.children;
  const latex = formula?.type === 'inlineMath' ? formula.value.trim() : '';
  const source = sliceOf(block, reading);
  if (latex === '' || source.includes('\n')) return textBlock('paragraph', {}, block.children, reading);
  const [, fence = '$$', pad = ''] = /^(\$+)(\s*)/.exec(source) ?? [];
  return reading.schema.node('block_math', { latex, style: { fence, line: pad === '' ? 'tight' : 'spaced' } });
}

/** Raw text that the editor shows as it is. */
export function sourceBlock(kind: string, source: string, { schema }: Pick<Reading, 'schema'>): Node {
  return schema.node('source_block', { kind }, source === '' ? undefined : schema.text(source));
}

/** A style with one key, or null where it says the usual. */
function unless(style: Style, usual: string): Style | null {
  return Object.values(style)[0] === usual ? null : style;
}

function textBlock(
  name: string,
  attrs: { level?: number; style?: Style | null },
  children: PhrasingContent[],
  reading: Reading,
) {
  const content = readInline(children, reading);
  const emphasis = emphasisStyle(children, reading);
  const style = emphasis || attrs.style ? { ...attrs.style, ...emphasis } : null;
  const type = reading.schema.nodes[name];
  // A heading of several lines has no place for the breaks between them.
  if (!content || !type?.validContent(Fragment.from(content))) return null;
  return type.create({ ...attrs, style }, content);
}

/** The content of a container; where nothing stands in it, the cursor still needs a paragraph. */
function readChildren(children: readonly RootContent[], reading: Reading): Node[] | null {
  if (children.length === 0) return [reading.schema.node('paragraph')];
  const depth = (reading.depth ?? 0) + 1;
  if (depth > DEEPEST) return null;
  const found: Node[] = [];
  for (const child of children) {
    const node = readBlock(child, { ...reading, depth });
    if (!node) return null;
    found.push(node);
  }
  return found;
}

function headingStyle(block: RootContent, reading: Reading): Style | null {
  const source = sliceOf(block, reading);
  if (!source.startsWith('#')) {
    const underline = source.slice(source.lastIndexOf('\n') + 1).trim();
    return { setext: underline.replace(/^[> \t]+/, '') };
  }
  const closing = /[^\\#](\s+#+)\s*$/.exec(source)?.[1];
  return closing ? { closing } : null;
}

function readCode(block: Code, { schema, ...rest }: Reading): Node {
  const fence = /^(`{3,}|~{3,})/.exec(sliceOf(block, { schema, ...rest }))?.[0];
  const style: Style = fence ? { fence } : { indented: true };
  const attrs = { language: block.lang ?? null, meta: block.meta ?? null, style };
  return schema.node('code_block', attrs, block.value === '' ? undefined : schema.text(block.value));
}

function readQuote(block: Blockquote, reading: Reading): Node | null {
  const { schema } = reading;
  const compact: Style | null = /^>[^ \t\n]/.test(sliceOf(block, reading)) ? { compact: true } : null;
  const [first, ...others] = block.children;
  const callout = first?.type === 'paragraph' ? readCallout(first, reading.text) : null;
  if (!callout || first?.type !== 'paragraph') {
    const content = readChildren(block.children, reading);
    return content && schema.node('blockquote', { style: compact }, content);
  }

  const { kind, fold, mark, titleSource, rest } = callout;
  // A heading that goes on below its line is more than an attribute can hold.
  if (titleSource.includes('\n')) return null;
  const children = rest.length > 0 ? [{ ...first, children: rest }, ...others] : others;
  const content = readChildren(children, reading);
  if (!content) return null;
  const style: Style = { ...compact };
  const name = mark.slice(0, mark.indexOf(']') + 1);
  if (name !== `[!${kind.toUpperCase()}]`) style.mark = name;
  if (rest.length === 0 && others.length > 0 && lineOf(others[0]) > lineOf(first) + 1) style.apart = true;
  return schema.node('callout', { kind, fold, title: titleSource || null, style: orNull(style) }, content);
}

const lineOf = (node: RootContent | undefined) => node?.position?.start.line ?? 0;
const orNull = (style: Style) => (Object.keys(style).length > 0 ? style : null);

/** White space between the start of the line and a node; null where something else stands before it. */
function leadOf(node: RootContent | ListItem, { text }: Reading): string | null {
  const start = node.position?.start.offset ?? 0;
  const lead = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return /^[ \t]*$/.test(lead) ? lead : null;
}

function readList(block: List, reading: Reading): Node | null {
  const { schema } = reading;
  const style: Style = {};
  const items: Node[] = [];
  const numbers: number[] = [];
  for (const item of block.children) {
    const content = readChildren(item.children, reading);
    if (!content) return null;
    const bullet = /^([-*+]|(\d+)[.)])([ \t]*)/.exec(sliceOf(item, reading));
    if (!bullet) return null;
    const [all, marker = '', number, pad] = bullet;
    if (number !== undefined) numbers.push(Number(number));
    const kind = number === undefined ? marker : marker.slice(-1);
    style.marker ??= kind;
    if (item.children.length > 0 && pad !== ' ' && pad !== '') style.pad ??= pad ?? ' ';
    const hang = hangOf(item, reading);
    if (hang !== null && hang !== ' '.repeat(all.length)) style.hang ??= hang;
    const lead = leadOf(item, reading);
    const box = item.checked === true && /^\S+\s+\[X\]/.test(sliceOf(item, reading)) ? { box: 'X' } : null;
    const attrs = { checked: item.checked ?? null, spread: item.spread === true, style: box };
    items.push(schema.node('list_item', attrs, content));
    // Within an item the indentation is that of the item, not of the list.
    if (items.length === 1 && lead && !reading.depth) style.lead = lead;
  }
  if (numbers.length > 1 && numbers[1] === numbers[0]) style.same = true;
  const attrs = { spread: block.spread === true, style: orNull(style) };
  if (!block.ordered) return schema.node('bullet_list', attrs, items);
  return schema.node('ordered_list', { ...attrs, start: block.start ?? 1 }, items);
}

/** How far the lines below the first of an item are indented. */
function hangOf(item: ListItem, reading: Reading): string | null {
  const lead = leadOf(item, reading);
  const later = item.children[1] && leadOf(item.children[1], reading);
  return lead !== null && later?.startsWith(lead) ? later.slice(lead.length) : null;
}

function readTable(block: Table, reading: Reading): Node | null {
  const { schema } = reading;
  const width = block.children[0]?.children.length ?? 0;
  const rows: Node[] = [];
  for (const [number, row] of block.children.entries()) {
    // What stands beyond the last column is never shown, and would be lost.
    if (row.children.length > width) return null;
    const cells: Node[] = [];
    for (let column = 0; column < width; column++) {
      const children = row.children[column]?.children ?? [];
      const content = readInline(children, reading, true);
      if (!content) return null;
      const paragraph = schema.node('paragraph', { style: emphasisStyle(children, reading) }, content);
      const attrs = { align: block.align?.[column] ?? null };
      cells.push(schema.node(number === 0 ? 'table_header' : 'table_cell', attrs, paragraph));
    }
    rows.push(schema.node('table_row', null, cells));
  }
  return schema.node('table', { style: tableStyle(sliceOf(block, reading)) }, rows);
}

function tableStyle(source: string): Style | null {
  const lines = source.split('\n').map((line) => line.replace(/^[> \t]*/, '').trimEnd());
  const style: Style = {};
  const rule = lines[1] ?? '';
  if (!lines[0]?.startsWith('|')) style.open = true;
  const bars = (line: string) => [...line.matchAll(/(?<!\\)\|/g)].map(({ index }) => index).join();
  if (bars(rule) !== '' && lines.every((line) => bars(line) === bars(rule))) style.aligned = true;
  style.rule = rule.replace(/^\||\|$/g, '').split('|');
  return style;
}
