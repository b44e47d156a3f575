import type { Element, ElementContent, RootContent } from 'hast';
import type { Mark, Node } from 'prosemirror-model';
import { formulaOf, isFormulaShadow } from './paste-math.ts';
import { lessonSchema as schema } from './schema.ts';

/** What is no text, or would run or load something. */
const DROPPED =
  /^(script|style|head|title|meta|link|base|noscript|template|iframe|object|embed|svg|canvas|audio|video|button|select|textarea|nav|dialog)$/;
const MARKS: Record<string, string> = {
  ...{ strong: 'strong', b: 'strong', em: 'emphasis', i: 'emphasis', cite: 'emphasis', dfn: 'emphasis' },
  ...{ del: 'strike', s: 'strike', strike: 'strike', code: 'code', kbd: 'code', samp: 'code', tt: 'code' },
};
const LINK = /^(https?:|mailto:|spark:|\/assets\/)/i;
const PICTURE = /^(https?:|pasted:\d+$|\/assets\/)/i;

/** The declarations of a style attribute. */
export function stylesOf(element: Element): Map<string, string> {
  const pairs = String(element.properties.style ?? '')
    .split(';')
    .map((one) => one.split(':'));
  return new Map(
    pairs.map(([name = '', ...value]) => [name.trim().toLowerCase(), value.join(':').trim().toLowerCase()]),
  );
}

/** Whether an element is shown as text to readers at all. */
export function isDropped(node: RootContent | ElementContent): boolean {
  if (node.type !== 'element') return node.type !== 'text';
  if (DROPPED.test(node.tagName) || isFormulaShadow(node)) return true;
  const styles = stylesOf(node);
  const isHidden = styles.get('display') === 'none' || node.properties.hidden === true;
  // The source of a drawn diagram is hidden, and all there is to copy.
  return (isHidden && node.tagName !== 'pre') || styles.get('mso-list') === 'ignore';
}

/** Inline nodes from HTML: words, links and emphasis as it looks, whatever says so. */
export function pasteInline(nodes: readonly (RootContent | ElementContent)[]): Node[] {
  const found: Node[] = [];
  for (const node of nodes) add(node, [], found);
  return found;
}

function add(node: RootContent | ElementContent, marks: readonly Mark[], found: Node[]) {
  if (isDropped(node)) return;
  if (node.type === 'text') {
    addText(node.value, marks, found);
    return;
  }
  if (node.type !== 'element') return;
  const { tagName, properties } = node;
  const formula = formulaOf(node);
  if (formula) {
    found.push(schema.node('inline_math', { latex: formula.latex }));
  } else if (tagName === 'br') {
    found.push(schema.node('hard_break'));
  } else if (tagName === 'img') {
    const { src, alt, title } = properties;
    if (typeof src !== 'string' || !PICTURE.test(src)) return;
    const attrs = { src, alt: String(alt ?? '').replace(/\s+/g, ' '), title: title ? String(title) : null };
    found.push(schema.node('image', attrs, undefined, marks));
  } else if (tagName === 'sup' && properties.dataFootnote !== undefined) {
    found.push(schema.node('footnote_reference', { label: String(properties.dataFootnote) }));
  } else addWithin(node, marks, found);
}

/** Markdown has no sign for raised and lowered text: the tags stay, around what they are about. */
function addWithin(node: Element, marks: readonly Mark[], found: Node[]) {
  const styles = stylesOf(node);
  const inner = marksOf(node, marks);
  const raised = node.tagName === 'sup' || styles.get('vertical-align') === 'super';
  const lowered = node.tagName === 'sub' || styles.get('vertical-align') === 'sub';
  const isCode = inner.some(({ type }) => type.name === 'code');
  const tag = isCode ? null : raised ? 'sup' : lowered ? 'sub' : null;
  const start = found.length;
  for (const child of node.children) add(child, inner, found);
  const words = found.splice(start);
  if (tag === null || words.every((one) => one.isText && one.text?.trim() === '')) found.push(...words);
  else found.push(source(`<${tag}>`), ...words, source(`</${tag}>`));
}

const source = (text: string) => schema.node('source_inline', { source: text });

function addText(value: string, marks: readonly Mark[], found: Node[]) {
  const last = found.at(-1);
  const isAfterSpace = !last || last.type.name === 'hard_break' || /\s$/.test(last.text ?? '');
  // Editors put fixed spaces wherever they are afraid of losing one.
  const text = value.replace(/[\s\u00A0]+/g, ' ').replace(/^ /, isAfterSpace ? '' : ' ');
  if (text !== '') found.push(schema.text(text, marks));
}

function marksOf(element: Element, marks: readonly Mark[]): readonly Mark[] {
  const styles = stylesOf(element);
  let found = marks;
  const put = (name: string, attrs?: Record<string, unknown>) => {
    found = schema.mark(name, attrs).addToSet(found);
  };
  const weight = styles.get('font-weight') ?? '';
  const slant = styles.get('font-style') ?? '';
  const named = MARKS[element.tagName];
  // Google Docs wraps everything in a `b` that is not bold.
  const isDenied =
    (named === 'strong' && /^(normal|400)$/.test(weight)) || (named === 'emphasis' && slant === 'normal');
  if (named && !isDenied) put(named);
  if (/^(bold|bolder|[6-9]00)$/.test(weight) && !/^h[1-6]$/.test(element.tagName)) put('strong');
  if (/^(italic|oblique)/.test(slant)) put('emphasis');
  if (/line-through/.test(`${styles.get('text-decoration')} ${styles.get('text-decoration-line')}`)) put('strike');
  const href = element.tagName === 'a' ? addressOf(String(element.properties.href ?? '')) : null;
  if (href) put('link', { href, title: element.properties.title ? String(element.properties.title) : null });
  return found;
}

/** The address of a link, without the detour over Google; null for scripts and for places within the page it came from. */
function addressOf(href: string): string | null {
  const url = URL.parse(href);
  const wanted =
    url && /(^|\.)google\.[a-z.]+$/.test(url.hostname) && url.pathname === '/url' ? url.searchParams.get('q') : href;
  return wanted && LINK.test(wanted) ? wanted : null;
}

/** The characters within a node, as they are. */
export function textOf(node: RootContent | ElementContent): string {
  if (node.type === 'text') return node.value;
  if (node.type !== 'element') return '';
  return node.tagName === 'br' ? '\n' : node.children.map(textOf).join('');
}
