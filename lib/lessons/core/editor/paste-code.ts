import type { Element, ElementContent, RootContent } from 'hast';
import type { Node } from 'prosemirror-model';
import { stylesOf } from './paste-inline.ts';
import { lessonSchema as schema } from './schema.ts';

type Content = RootContent | ElementContent;

const LANGUAGE = /^(?:language|lang|highlight-source|highlight-text)-([\w+#]+)/;
const MONOSPACE = /mono|consolas|courier|menlo|code|hack/;

const classesOf = ({ properties }: Element): string[] =>
  Array.isArray(properties.className) ? properties.className.map(String) : [];

/**
 * Whether an element is code: it says so, it is the box with a fixed pitch that editors like VS Code copy, or the table
 * of numbered lines in which GitHub shows a file.
 */
export function isCode(element: Element): boolean {
  if (element.tagName === 'pre') return true;
  if (element.tagName === 'table') return hasCellOf(element, 'blob-code');
  const styles = stylesOf(element);
  return styles.get('white-space') === 'pre' && MONOSPACE.test(styles.get('font-family') ?? '');
}

function hasCellOf(node: Element, name: string): boolean {
  return node.children.some(
    (one) =>
      one.type === 'element' && (classesOf(one).includes(name) || (one.tagName !== 'td' && hasCellOf(one, name))),
  );
}

/** The language that an element around code names, as our own page, GitHub and highlighters do. */
export function languageAround(element: Element): string | null {
  const { dataLanguage, dataMermaid } = element.properties;
  if (dataMermaid !== undefined) return 'mermaid';
  if (typeof dataLanguage === 'string') return dataLanguage;
  return (
    classesOf(element)
      .map((name) => LANGUAGE.exec(name)?.[1])
      .find(Boolean) ?? null
  );
}

/** A block of code. One line out of an editor is words that somebody wants in a sentence. */
export function pasteCode(element: Element, language: string | null): Node[] {
  const text = linesOf(element)
    .replace(/\r\n?/g, '\n')
    .replace(/\u00A0/g, ' ')
    .replace(/^\n|\n$/g, '');
  if (text === '') return element.tagName === 'pre' ? [schema.node('code_block', { language: null })] : [];
  if (element.tagName !== 'pre' && !text.includes('\n')) return [schema.node('paragraph', null, schema.text(text))];
  const code = element.children.find((one): one is Element => one.type === 'element' && one.tagName === 'code');
  const named = languageAround(element) ?? (code && languageAround(code)) ?? language;
  return [schema.node('code_block', { language: named }, schema.text(text))];
}

/** The characters within a node as they are, each block and each row on a line of its own. */
function linesOf(node: Content): string {
  if (node.type === 'text') return node.value;
  if (node.type !== 'element') return '';
  if (node.tagName === 'br') return '\n';
  // Numbers of lines are no part of the code.
  if (node.tagName === 'td' && !classesOf(node).includes('blob-code')) return '';
  let text = '';
  for (const child of node.children) {
    const isLine = child.type === 'element' && /^(div|p|tr|li)$/.test(child.tagName);
    const isBlank =
      child.type === 'text' && child.value.trim() === '' && node.tagName !== 'pre' && /^t/.test(node.tagName);
    if (isBlank) continue;
    if (isLine && text !== '' && !text.endsWith('\n')) text += '\n';
    const own = linesOf(child);
    // A line that holds nothing but a break is one empty line, not two.
    text += isLine ? `${own.replace(/\n$/, '')}\n` : own;
  }
  return text;
}
