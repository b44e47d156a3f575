import type { Element, ElementContent, Root } from 'hast';

// Most texts of questions are a few words, at times with a word emphasised, a piece of code or a link. They mean the same as HTML and as
// Markdown, so they need no reader of pages and no proof. Whatever is not sure to is left to that reader.

/** Signs that mean nothing in Markdown, wherever they stand in a line. */
const WORDS = /^[\p{L}\p{N}\p{M} ,;?!'"’“”„–—%°=²³€/().:]*$/u;
// Addresses become links by themselves.
const LINKED = /:\/\/|www\./i;
/** What a paragraph may begin with; a number with a point or bracket would begin a list. */
const START = /^(?!\d{1,9}[.)](?:\s|$))[\p{L}\p{N}("'“„]/u;

const areWords = (text: string) => WORDS.test(text) && !LINKED.test(text) && !text.includes('  ');

/** Whether a line means the same as text, as HTML and as Markdown. */
export const isPlain = (text: string) => START.test(text) && areWords(text) && !text.endsWith(' ');

/** Paragraphs of simple words as Markdown; null where there is more to them. */
export function simpleMarkdown(tree: Root): string | null {
  const blocks = tree.children.filter((one) => one.type !== 'text' || one.value.trim() !== '');
  const areParagraphs = blocks.length > 0 && blocks.every((one) => one.type === 'element' && one.tagName === 'p');
  const paragraphs = areParagraphs
    ? blocks.map((one) => (one as Element).children)
    : [tree.children as ElementContent[]];
  const found: string[] = [];
  for (const children of paragraphs) {
    const line = lineOf(children);
    if (line === null) return null;
    if (line !== '') found.push(line);
  }
  return found.join('\n\n');
}

function lineOf(nodes: readonly ElementContent[]): string | null {
  let line = '';
  let needsEnd = false;
  for (const node of nodes) {
    if (node.type === 'text') {
      const words = node.value.replace(/[\s\u00a0]+/g, ' ').replace(/^ /, line === '' || line.endsWith(' ') ? '' : ' ');
      if (!areWords(words) || (needsEnd && !/^[ ,.;:?!)]/.test(words))) return null;
      line += words;
      needsEnd &&= words === '';
      continue;
    }
    const mark = node.type === 'element' ? markOf(node) : null;
    // Two marks beside each other, or one within a word, are for the other reader.
    if (mark === null || needsEnd || !/(^|[ (])$/.test(line)) return null;
    line += mark;
    needsEnd = true;
  }
  line = line.trim();
  return line === '' || START.test(line) || /^(\*\*?[\p{L}\p{N}]|`|\[)/u.test(line) ? line : null;
}

const ADDRESS = /^https?:\/\/[\w\-./~%?=#+:,]+$/;

function markOf({ tagName, properties, children }: Element): string | null {
  const [only] = children;
  if (children.length !== 1 || only?.type !== 'text') return null;
  const text = only.value;
  const names = Object.keys(properties);
  if (tagName === 'code')
    return names.length === 0 && /^[^`\s](?:[^`\n\r\t\u00a0]*[^`\s])?$/.test(text) && !text.includes('  ')
      ? `\`${text}\``
      : null;
  if (!areWords(text) || !/^[\p{L}\p{N}](?:.*[\p{L}\p{N}])?$/u.test(text)) return null;
  if (tagName === 'a') {
    const href = String(properties.href ?? '');
    const isBare = names.every((name) => name === 'href' || name === 'target' || name === 'rel');
    return isBare && ADDRESS.test(href) && URL.canParse(href) && !/google\./.test(href) ? `[${text}](${href})` : null;
  }
  if (names.length > 0) return null;
  if (tagName === 'strong' || tagName === 'b') return `**${text}**`;
  return tagName === 'em' || tagName === 'i' ? `*${text}*` : null;
}
