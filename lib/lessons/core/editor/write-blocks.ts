import type { Node } from 'prosemirror-model';
import { columnsOf, contentOf, isTask, needsBlank } from './compare.ts';
import type { Style } from './schema.ts';
import { type Care, writeInline } from './write-inline.ts';

export interface Manner {
  care: Care;
  /** How the lesson writes what has no style of its own: `bullet`, `delimiter`, `fence`, `emphasis`, `strong`. */
  usual: Style;
  /** Without indentation and padding of its own. */
  isPlain?: boolean;
  /** The other marker, for a list that would run into the one before it. */
  isOther?: boolean;
}

/** The ways to write, from the text as it is to the most careful. */
export const MANNERS: readonly Omit<Manner, 'usual'>[] = [
  { care: 0 },
  { care: 1 },
  { care: 2 },
  { care: 2, isPlain: true },
];

/** The Markdown of one block, without a line feed at its end. */
export function writeBlock(node: Node, manner: Manner): string {
  const style: Style = node.attrs.style ?? {};
  switch (node.type.name) {
    case 'paragraph':
      return writeInline(node, manner);
    case 'heading':
      return writeHeading(node, style, manner);
    case 'thematic_break':
      // At the start of a lesson `---` could open front matter.
      return manner.care === 2 ? '***' : String(style.marker ?? '---');
    case 'code_block':
      return writeCode(node, style, manner);
    case 'block_math':
      return writeMath(node, style);
    case 'blockquote':
    case 'callout':
      return writeQuote(node, style, manner);
    case 'bullet_list':
    case 'ordered_list':
      return writeList(node, style, manner);
    case 'table':
      return writeTable(node, style, manner);
    case 'footnote_definition':
      return `[^${node.attrs.label}]: ${indent(writeBlocks(contentOf(node), true, manner), '    ')}`;
    default:
      return node.textContent;
  }
}

/** Blocks below one another, an empty line between them where `apart` or where they would otherwise run together. */
function writeBlocks(blocks: readonly Node[], apart: boolean, manner: Manner): string {
  let text = '';
  let isOther = false;
  for (const [index, block] of blocks.entries()) {
    const before = blocks[index - 1];
    const isNeighbour = before?.type === block.type && block.type.name.endsWith('_list');
    isOther = isNeighbour && markerOf(before, manner, isOther) === markerOf(block, manner, false);
    if (before) text += apart || needsBlank(before, block) ? '\n\n' : '\n';
    text += writeBlock(block, { ...manner, isOther });
  }
  return text;
}

const indent = (text: string, by: string) => text.replace(/\n(?=[^\n])/g, `\n${by}`);

function writeHeading(node: Node, style: Style, manner: Manner): string {
  const { level } = node.attrs;
  const text = writeInline(node, manner).replace(/\n/g, ' ');
  if (style.setext && level <= 2 && text !== '' && manner.care === 0) {
    const line = String(style.setext);
    const sign = level === 1 ? '=' : '-';
    return `${text}\n${line.startsWith(sign) ? line : sign.repeat(Math.max(3, text.length))}`;
  }
  // A number sign at the end would be read as decoration.
  const safe = manner.care === 0 ? text : text.replace(/(^|\s)(#+)$/, (_, space, signs) => `${space}\\${signs}`);
  return `${'#'.repeat(level)} ${safe}${manner.care === 0 ? (style.closing ?? '') : ''}`.trimEnd();
}

/** A fence longer than any line of the same signs within. */
function fenced(wanted: string, sign: string, info: string, text: string): string {
  const longest = Math.max(
    0,
    ...(text.match(sign === '`' ? /^ {0,3}`+/gm : sign === '~' ? /^ {0,3}~+/gm : /^ {0,3}\$+/gm) ?? []).map(
      (line) => line.trim().length,
    ),
  );
  const fence = longest >= wanted.length ? sign.repeat(longest + 1) : wanted;
  return `${fence}${info}\n${text === '' ? '' : `${text}\n`}${fence}`;
}

function writeCode(node: Node, style: Style, { care, usual }: Manner): string {
  const { language, meta } = node.attrs;
  const text = node.textContent;
  if (style.indented && care === 0 && !language && text.trim() !== '') return `    ${indent(text, '    ')}`;
  const safe = (one: string) => one.replace(/&(?=#|\w+;)/g, '&amp;').replace(/\\(?=[!-/:-@[-`{-~])/g, '\\\\');
  const info = [language ?? (meta ? 'text' : ''), meta ?? ''].map(safe).join(' ').trim();
  const wanted = String(style.fence ?? usual.fence ?? '```');
  // A back quote in the line of a fence of back quotes would end it.
  if (info.includes('`') && wanted.startsWith('`')) return fenced('~~~', '~', info, text);
  return fenced(wanted, wanted.slice(0, 1), info, text);
}

function writeMath({ attrs }: Node, style: Style): string {
  const fence = String(style.fence ?? '$$');
  const latex = attrs.latex.trim();
  if (style.line && latex !== '' && !/[\n$]/.test(latex) && !attrs.meta) {
    const pad = style.line === 'spaced' ? ' ' : '';
    return fence + pad + latex + pad + fence;
  }
  return fenced(fence, '$', attrs.meta ?? '', attrs.latex);
}

function writeCalloutHead({ attrs }: Node, style: Style): string {
  const usual = `[!${String(attrs.kind).toUpperCase()}]`;
  // A mark in lower case stays so, as long as it is the same.
  const mark = String(style.mark).toUpperCase() === usual ? style.mark : usual;
  return `${mark}${attrs.fold ?? ''} ${attrs.title ?? ''}`.trim();
}

function writeQuote(node: Node, style: Style, manner: Manner): string {
  const content = contentOf(node);
  const body = writeBlocks(content, true, manner);
  const head = node.type.name === 'callout' ? writeCalloutHead(node, style) : null;
  const isApart = style.apart || content[0]?.type.name === 'table' || content[0]?.type.name === 'source_block';
  const text = head === null ? body : body === '' ? head : head + (isApart ? '\n\n' : '\n') + body;
  return text
    .split('\n')
    .map((line) => (line === '' ? '>' : `>${style.compact ? '' : ' '}${line}`))
    .join('\n');
}

function markerOf(list: Node, { usual }: Manner, isOther: boolean): string {
  const own = list.attrs.style?.marker;
  if (list.type.name === 'ordered_list') {
    const delimiter = own ?? usual.delimiter ?? '.';
    return isOther ? (delimiter === '.' ? ')' : '.') : delimiter;
  }
  const bullet = own ?? usual.bullet ?? '-';
  return isOther ? (bullet === '-' ? '*' : '-') : bullet;
}

function writeList(list: Node, style: Style, manner: Manner): string {
  const marker = markerOf(list, manner, manner.isOther === true);
  const lead = manner.isPlain ? '' : String(style.lead ?? '');
  const start: number = list.attrs.start ?? 1;
  const items = list.children.map((item, index) => {
    const bullet = list.type.name === 'ordered_list' ? `${start + (style.same ? 0 : index)}${marker}` : marker;
    return lead + indent(writeItem(item, bullet, style, { ...manner, isOther: false }), lead);
  });
  return items.join(list.attrs.spread ? '\n\n' : '\n');
}

function writeItem(item: Node, bullet: string, style: Style, manner: Manner): string {
  const content = contentOf(item);
  const body = writeBlocks(content, item.attrs.spread, manner);
  if (body === '') return bullet;
  const isCode = content[0]?.type.name === 'code_block' && /^ {4}/.test(body);
  // Indented code may only follow one space, or its indentation would be taken for that of the item.
  const start = bullet + (isCode || manner.isPlain ? ' ' : String(style.pad ?? ' '));
  const hang = !manner.isPlain && style.hang ? String(style.hang) : ' '.repeat(start.length);
  const box = isTask(item) ? `[${item.attrs.checked ? (item.attrs.style?.box ?? 'x') : ' '}] ` : '';
  return start + box + indent(body, hang);
}

function writeTable(table: Node, style: Style, manner: Manner): string {
  const columns = columnsOf(table);
  const rows = table.children.map((row) =>
    columns.map((_, at) => {
      const text = row.children[at]?.firstChild;
      return text ? writeInline(text, { ...manner, inCell: true }) : '';
    }),
  );
  const known = Array.isArray(style.rule) && style.rule.length === columns.length ? style.rule : [];
  const ruleOf = (at: number, width: number) => {
    const align = columns[at];
    const one = known[at]?.trim() ?? '';
    const means = one.startsWith(':') ? (one.endsWith(':') ? 'center' : 'left') : one.endsWith(':') ? 'right' : null;
    if (/^:?-+:?$/.test(one) && means === align && !style.aligned) return known[at] ?? one;
    const left = align === 'left' || align === 'center' ? ':' : '-';
    const right = align === 'right' || align === 'center' ? ':' : '-';
    return ` ${left}${'-'.repeat(Math.max(1, width - 2))}${right} `;
  };
  const widths = columns.map((_, at) => (style.aligned ? Math.max(3, ...rows.map((row) => row[at]?.length ?? 0)) : 3));
  const lines = rows.map((row) => row.map((text, at) => ` ${style.aligned ? text.padEnd(widths[at] ?? 0) : text} `));
  lines.splice(
    1,
    0,
    columns.map((_, at) => ruleOf(at, widths[at] ?? 3)),
  );
  const isOpen = style.open && columns.length > 1 && manner.care === 0 && rows.every((row) => row[0] !== '');
  return lines.map((cells) => (isOpen ? cells.join('|').trim() : `|${cells.join('|')}|`)).join('\n');
}
