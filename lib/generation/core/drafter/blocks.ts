import { frontMatterLength } from '#lib/lessons/core/markdown.ts';

/**
 * What a Markdown text is made of, read line by line. A parser would know more, and take half a minute for some texts of 100 KB; here every
 * line is looked at once, and each block says where it stands.
 */
export interface Block {
  kind: BlockKind;
  from: number;
  /** Without the end of its last line. */
  to: number;
  /** Of a heading: 1 to 6. */
  depth: number;
}

type BlockKind =
  | 'heading'
  | 'paragraph'
  | 'list'
  | 'quote'
  | 'code'
  | 'table'
  | 'math'
  | 'html'
  | 'rule'
  /** What a reference or a footnote stands for. */
  | 'definition'
  /** A line of colons that opens or closes a box. */
  | 'fence'
  | 'front_matter';

interface Line {
  from: number;
  to: number;
  /** As much of it as says what it begins. */
  head: string;
}

// What a line begins is said by its first characters; one of two megabytes has no more to say than others.
const HEAD = 400;
const HEADING = /^ {0,3}(#{1,6})(?:[ \t]|$)/;
const UNDERLINE = /^ {0,3}(=+|-+)[ \t]*\r?$/;
const CODE = /^ {0,12}(`{3,}|~{3,})/;
const ITEM = /^ {0,12}(?:[-+*]|\d{1,9}[.)])(?:[ \t]|\r?$)/;
const QUOTE = /^ {0,3}>/;
const RULE = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})\r?$/;
const DEFINITION = /^ {0,3}\[\^?[^\]\n]{1,200}\]:/;
const COLONS = /^ {0,9}:{3,}/;
const MATH = /^ {0,3}\$\$/;
const HTML = /^ {0,3}<(?:[a-zA-Z/!?])/;
/** Between braces alone on a line: what MDX and template languages put between paragraphs. */
const TEMPLATE = /^ {0,3}\{[#:/%{][^\n]*\}\r?$/;
const DELIMITER = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)*\r?$/;
const INDENTED = /^(?: {2,}|\t)/;

function linesOf(text: string, start: number): Line[] {
  const lines: Line[] = [];
  for (let from = start; from < text.length; ) {
    const found = text.indexOf('\n', from);
    const to = found < 0 ? text.length : found;
    lines.push({ from, to, head: text.slice(from, Math.min(to, from + HEAD)) });
    from = to + 1;
  }
  return lines;
}

const isBlank = ({ head, to, from }: Line) => head.trim() === '' && to - from <= HEAD;

/** The blocks of a text in their order. Every character that is not blank stands in one of them. */
export function readBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  const matter = frontMatterLength(text);
  if (matter > 0) blocks.push({ kind: 'front_matter', from: 0, to: text.slice(0, matter).trimEnd().length, depth: 0 });
  const lines = linesOf(text, matter);
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as Line;
    if (isBlank(line)) {
      at++;
      continue;
    }
    const { kind, depth, end } = begun(lines, at);
    blocks.push({ kind, from: line.from, to: (lines[end - 1] as Line).to, depth });
    at = end;
  }
  return blocks;
}

interface Begun {
  kind: BlockKind;
  depth: number;
  /** The line after its last. */
  end: number;
}

/** The block that a line begins. */
function begun(lines: readonly Line[], at: number): Begun {
  const { head } = lines[at] as Line;
  const one = (kind: BlockKind, depth = 0): Begun => ({ kind, depth, end: at + 1 });
  const heading = HEADING.exec(head);
  if (heading) return one('heading', (heading[1] as string).length);
  const code = CODE.exec(head);
  if (code) return { kind: 'code', depth: 0, end: afterCode(lines, at, code[1] as string) };
  if (MATH.test(head)) return { kind: 'math', depth: 0, end: afterMath(lines, at) };
  if (COLONS.test(head)) return one('fence');
  if (RULE.test(head)) return one('rule');
  if (TEMPLATE.test(head)) return one('html');
  if (DEFINITION.test(head)) return one('definition');
  if (ITEM.test(head)) return { kind: 'list', depth: 0, end: afterList(lines, at) };
  if (QUOTE.test(head)) return { kind: 'quote', depth: 0, end: afterParagraph(lines, at) };
  if (HTML.test(head)) return { kind: 'html', depth: 0, end: afterFilled(lines, at) };
  if (head.includes('|') && DELIMITER.test(lines[at + 1]?.head ?? ''))
    return { kind: 'table', depth: 0, end: afterFilled(lines, at) };
  if (/^(?: {4}|\t)/.test(head)) return { kind: 'code', depth: 0, end: afterFilled(lines, at) };
  const end = afterParagraph(lines, at);
  const under = UNDERLINE.exec(lines[end]?.head ?? '');
  if (under && end === at + 1) return { kind: 'heading', depth: under[1]?.startsWith('=') ? 1 : 2, end: end + 1 };
  return { kind: 'paragraph', depth: 0, end };
}

function afterCode(lines: readonly Line[], at: number, mark: string): number {
  for (let next = at + 1; next < lines.length; next++) {
    const close = CODE.exec((lines[next] as Line).head);
    if (close && (close[1] as string).startsWith(mark) && (lines[next] as Line).head.trim() === close[1])
      return next + 1;
  }
  return lines.length;
}

function afterMath(lines: readonly Line[], at: number): number {
  if (/\$\$\s*$/.test((lines[at] as Line).head.trimStart().slice(2))) return at + 1;
  for (let next = at + 1; next < lines.length; next++) if ((lines[next] as Line).head.includes('$$')) return next + 1;
  return lines.length;
}

const afterFilled = (lines: readonly Line[], at: number): number => {
  let next = at + 1;
  while (next < lines.length && !isBlank(lines[next] as Line)) next++;
  return next;
};

const interrupts = (head: string) =>
  HEADING.test(head) ||
  CODE.test(head) ||
  COLONS.test(head) ||
  RULE.test(head) ||
  MATH.test(head) ||
  TEMPLATE.test(head);

/** A paragraph runs to a blank line, or to what begins something else. */
function afterParagraph(lines: readonly Line[], at: number): number {
  const quoted = QUOTE.test((lines[at] as Line).head);
  let next = at + 1;
  for (; next < lines.length && !isBlank(lines[next] as Line); next++) {
    const { head } = lines[next] as Line;
    if (interrupts(head) || UNDERLINE.test(head)) break;
    if (!quoted && (QUOTE.test(head) || /^ {0,3}(?:[-+*]|1[.)])[ \t]/.test(head))) break;
  }
  return next;
}

/** A list goes on over blank lines while items or what is indented under them follow; code in it belongs to it. */
function afterList(lines: readonly Line[], at: number): number {
  let last = at;
  for (let next = at; next < lines.length; next++) {
    const line = lines[next] as Line;
    if (isBlank(line)) continue;
    const isAfterBlank = next > 0 && next > at && isBlank(lines[next - 1] as Line);
    const goesOn = ITEM.test(line.head) || INDENTED.test(line.head);
    if (RULE.test(line.head) || (!goesOn && (isAfterBlank || interrupts(line.head) || QUOTE.test(line.head)))) break;
    const code = next === at ? null : CODE.exec(line.head);
    if (code) next = afterCode(lines, next, code[1] as string) - 1;
    last = next;
  }
  return last + 1;
}
