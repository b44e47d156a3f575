import type { Mark, Node } from 'prosemirror-model';
import { latexForCell } from '../formulas.ts';
import { CJK } from '../syntax-emphasis.ts';
import { isBlank, isLiteralLink, type Run, runsOf, sameMark } from './runs.ts';
import type { Style } from './schema.ts';
import { labelId } from './survives.ts';

/**
 * How carefully text is written. Whoever asks parses the answer and goes on to the next where it reads differently:
 * 0 writes text as it is, 1 escapes what usually means something, 2 escapes whatever could, names the characters around
 * emphasis by number, and writes links with their address.
 */
export type Care = 0 | 1 | 2;

export interface InlinePlace {
  care: Care;
  inCell?: boolean;
  /** Emphasis as the lesson writes it, for text that has no style of its own. */
  usual: Style;
}

/** The Markdown of a paragraph, heading or cell. */
export function writeInline(block: Node, place: InlinePlace): string {
  const style: Style = { ...place.usual, ...block.attrs.style };
  const pieces: Piece[] = [];
  write(runsOf(block), { ...place, style }, pieces);
  const text = place.care === 2 ? joinCarefully(pieces) : pieces.map(({ text: one }) => one).join('');
  return place.care === 0 ? text : escapeLineStarts(text, pieces, place.care);
}

interface Piece {
  text: string;
  /** Whether it opens or closes emphasis, or is words, which may be escaped. */
  is: 'open' | 'close' | 'words' | 'other';
}

interface Writing extends InlinePlace {
  style: Style;
}

const ORDER = ['link', 'strong', 'emphasis', 'strike', 'code'];

/** Writes runs, within the marks that are open already. The mark that reaches farthest is opened first. */
function write(runs: readonly Run[], writing: Writing, pieces: Piece[], open: readonly Mark[] = []) {
  for (let start = 0; start < runs.length; ) {
    const run = runs[start] as Run;
    const marks = run.marks.filter((mark) => !open.some((other) => sameMark(mark, other)));
    const reach = (mark: Mark) => {
      let end = start;
      while (runs[end]?.marks.some((other) => sameMark(mark, other))) end++;
      return end;
    };
    const outer = marks
      .filter(({ type }) => type.name !== 'code')
      .sort((a, b) => reach(b) - reach(a) || ORDER.indexOf(a.type.name) - ORDER.indexOf(b.type.name))[0];
    if (!outer) {
      const isCode = run.marks.some(({ type }) => type.name === 'code');
      if (isCode) pieces.push({ text: writeCode(run.text, writing), is: 'other' });
      else if (run.leaf) pieces.push({ text: writeLeaf(run.leaf, writing), is: 'other' });
      else pieces.push({ text: escapeWords(run.text, writing), is: 'words' });
      start++;
      continue;
    }
    const end = reach(outer);
    const inner = runs.slice(start, end);
    if (outer.type.name !== 'link') {
      const mended = bareEnds(inner, outer);
      if (mended) {
        write(mended, writing, pieces, open);
        start = end;
        continue;
      }
    }
    if (outer.type.name === 'link') writeLink(outer, inner, writing, pieces, open);
    else {
      const marker = markerOf(outer, runs[start - 1], runs[end], pieces.at(-1)?.is === 'close', writing);
      pieces.push({ text: marker, is: 'open' });
      write(inner, writing, pieces, [...open, outer]);
      pieces.push({ text: marker, is: 'close' });
    }
    start = end;
  }
}

/**
 * Takes a mark off the space at both ends of its reach, or gives null where there is none. A mark cut in two by a link
 * may begin or end with a space, which cannot be emphasised.
 */
function bareEnds(runs: readonly Run[], mark: Mark): Run[] | null {
  const parts = runs.flatMap((run) => {
    if (run.leaf || run.marks.some(({ type }) => type.name === 'code')) return [run];
    return run.text
      .split(/^(\s+)|(\s+)$/)
      .filter(Boolean)
      .map((text) => ({ ...run, text }));
  });
  const first = parts.findIndex((one) => !isBlank(one));
  const last = parts.findLastIndex((one) => !isBlank(one));
  if (first === 0 && last === parts.length - 1) return null;
  const bare = (one: Run) => ({ ...one, marks: one.marks.filter(({ type }) => type !== mark.type) });
  return parts.map((one, at) => (first < 0 || at < first || at > last ? bare(one) : one));
}

function markerOf(
  mark: Mark,
  before: Run | undefined,
  after: Run | undefined,
  isBesideClose: boolean,
  { style, care }: Writing,
): string {
  if (mark.type.name === 'strike') return style.delete === '~' ? '~' : '~~';
  // An underscore between letters means itself.
  const isInWord = /[\p{L}\p{N}]$/u.test(before?.text ?? '') || /^[\p{L}\p{N}]/u.test(after?.text ?? '');
  const prefers = style[mark.type.name] === '_' || (care > 0 && isBesideClose);
  const sign = prefers && !(isInWord && care > 0) ? '_' : '*';
  return mark.type.name === 'strong' ? sign + sign : sign;
}

function writeLink(link: Mark, runs: Run[], writing: Writing, pieces: Piece[], open: readonly Mark[]) {
  const { href, title, style } = link.attrs;
  const only = runs.length === 1 && runs[0]?.leaf === null ? runs[0] : null;
  if (writing.care < 2 && only && isLiteralLink(link, only.text) && only.marks.length === open.length + 1) {
    pieces.push({ text: writing.care === 0 ? only.text : `<${only.text}>`, is: 'other' });
    return;
  }
  const words: Piece[] = [];
  write(runs, writing, words, [...open, link]);
  pieces.push({ text: '[', is: 'other' }, ...words);
  const end = writing.care < 2 && style?.reference ? reference(style, words) : `(${destination(href, title, writing)})`;
  pieces.push({ text: `]${end}`, is: 'other' });
}

/** The end of a link by reference. Words that are another label now name the old one behind them. */
function reference(style: Style, words: readonly Piece[]): string {
  const isLabel = labelId(words.map(({ text }) => text).join('')) === labelId(String(style.label));
  if (style.reference === 'full' || !isLabel) return `[${style.label}]`;
  return style.reference === 'collapsed' ? '[]' : '';
}

function destination(href: string, title: string | null, { inCell }: InlinePlace): string {
  const needsAngles = href === '' ? Boolean(title) : /[\s<>]/.test(href) || !isBalanced(href);
  const encoded = href.replace(/&(?=#|\w+;)/g, '&amp;').replace(/\n/g, '%0A');
  const target = needsAngles
    ? `<${encoded.replace(/[<>\\]/g, '\\$&')}>`
    : encoded.replace(/\\(?=[!-/:-@[-`{-~])/g, '\\\\');
  const words = title ? ` "${title.replace(/(["\\])/g, '\\$1').replace(/&(?=#|\w+;)/g, '&amp;')}"` : '';
  const whole = target + words;
  return inCell ? escapeBars(whole) : whole;
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const sign of text) {
    if (sign === '(') depth++;
    if (sign === ')' && --depth < 0) return false;
  }
  return depth === 0;
}

const escapeBars = (text: string) => text.replace(/(?<!\\)\|/g, '\\|');

function writeCode(text: string, { inCell }: InlinePlace): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const lengths = new Set((text.match(/`+/g) ?? []).map(({ length }) => length));
  let length = 1;
  while (lengths.has(length) && length <= longest) length++;
  const fence = '`'.repeat(length);
  const needsPad = /^`|`$/.test(text) || (/^ .* $/.test(text) && text.trim() !== '');
  const whole = needsPad ? `${fence} ${text} ${fence}` : fence + text + fence;
  return inCell ? whole.replace(/\|/g, '\\|') : whole;
}

function writeLeaf(leaf: Node, writing: InlinePlace): string {
  const { attrs } = leaf;
  switch (leaf.type.name) {
    case 'soft_break':
      return writing.inCell ? ' ' : '\n';
    case 'hard_break':
      if (writing.inCell) return attrs.style?.html ?? '<br>';
      return writing.care === 0 && attrs.style?.marker ? '  \n' : '\\\n';
    case 'image': {
      const alt = writing.care === 0 ? attrs.alt : attrs.alt.replace(/[[\]\\`*_<&!~$]/g, '\\$&');
      const image = `![${writing.inCell ? escapeBars(alt) : alt}](${destination(attrs.src, attrs.title, writing)})`;
      return image;
    }
    case 'inline_math':
      return writeFormula(attrs.latex.trim(), attrs.style?.dollars ?? '$', writing);
    case 'footnote_reference':
      return `[^${attrs.label}]`;
    default:
      return attrs.source ?? '';
  }
}

function writeFormula(tex: string, dollars: string, { inCell, care }: InlinePlace): string {
  const latex = inCell ? latexForCell(tex) : tex;
  // Where dollars alone would be taken for money, there are the quotes of GitHub.
  const isQuoted = (dollars === '$`' || (dollars === '$' && care === 2)) && !latex.includes('`');
  if (isQuoted) return `$\`${latex}\`$`;
  const own = dollars === '$`' ? '$' : dollars;
  const pad = /^\$|\$$/.test(latex) ? ' ' : '';
  return own + pad + latex + pad + own;
}

const PUNCTUATION = /[!-/:-@[-`{-~]/;

function escapeWords(text: string, { care, inCell }: InlinePlace): string {
  if (care === 0) return inCell ? text.replace(/\|/g, '\\|') : text;
  if (care === 2) return text.replace(/[\\`*_[\]<>&~$|!]/g, '\\$&');
  return text.replace(/[\\`*_[<&~$|]/g, (sign, at: number) => {
    const before = text[at - 1] ?? '';
    const after = text[at + 1] ?? '';
    const isWord = (one: string) => /[\p{L}\p{N}]/u.test(one);
    const isLone = /^\s?$/.test(before) && /^\s$/.test(after);
    if (sign === '|') return inCell ? '\\|' : sign;
    if (sign === '\\') return after === '' || PUNCTUATION.test(after) ? '\\\\' : sign;
    if (sign === '_' && isWord(before) && isWord(after)) return sign;
    if ((sign === '_' || sign === '*') && isLone) return sign;
    if (sign === '<' && !/[a-z/!?]/i.test(after)) return sign;
    if (sign === '&' && !/^&(#|\w+;)/.test(text.slice(at))) return sign;
    if (sign === '~' && before !== '~' && after !== '~') return sign;
    return `\\${sign}`;
  });
}

/** What would start another block at the start of a line gets a backslash. */
function escapeLineStarts(text: string, pieces: Piece[], care: Care): string {
  const isWordy = pieces[0]?.is === 'words';
  return text
    .split('\n')
    .map((line, number) => {
      if (number === 0 && !isWordy) return line;
      const escaped = line
        .replace(/^(#{1,6}(?=\s|$)|>|[-+*](?=\s|$)|={1,}\s*$|-{2,}\s*$|:?-+:?\s*\||~{3,})/, '\\$1')
        .replace(/^(\d{1,9})([.)](?=\s|$))/, '$1\\$2');
      return care === 2 ? escaped.replace(/^([-+#=:])/, '\\$1') : escaped;
    })
    .join('\n');
}

/** Emphasis between a letter outside and punctuation inside only works when the letter is given by its number, or is of a script without spaces. */
function joinCarefully(pieces: Piece[]): string {
  const texts = pieces.map(({ text }) => text);
  for (const [index, { is }] of pieces.entries()) {
    if (is === 'open' && pieces[index - 1]?.is === 'words') {
      texts[index - 1] = (texts[index - 1] ?? '').replace(/[\p{L}\p{N}]$/u, numbered);
    }
    if (is === 'close' && pieces[index + 1]?.is === 'words') {
      texts[index + 1] = (texts[index + 1] ?? '').replace(/^[\p{L}\p{N}]/u, numbered);
    }
  }
  return texts.join('');
}

const numbered = (sign: string) =>
  CJK.test(sign) ? sign : `&#x${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase()};`;
