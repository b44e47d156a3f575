import type { Element, ElementContent, Root, RootContent } from 'hast';
import { SKIP, visit } from 'unist-util-visit';
import { keyInAddress } from '#lib/base/core/asset-address.ts';
import { CALLOUTS } from '../callouts.ts';
import { wordsIn } from '../words.ts';
import { element, plainText } from './code.ts';

export interface LessonHeading {
  id: string;
  /** 1 to 6, as written, whatever level the HTML gives it. */
  level: number;
  text: string;
}

export interface FinishOptions {
  idPrefix: string;
  /** The address of the page, put before every link within the lesson. */
  pageUrl: string;
  headingShift: number;
}

const LABELS = { heading: 'Link to this section', table: 'Table', done: 'Done', open: 'Not done' };
const HEADING = /^h[1-6]$/;
// The outermost of these decides the direction of all within; containers leave it to what they contain.
const DIRECTED = /^(p|h[1-6]|ul|ol|dl|blockquote|table|aside|figcaption|summary|pre)$/;

/** Headings get ids (from their text, as GitHub has it) and a link to themselves; the outline is what they say. */
export function addHeadings(tree: Root, options: FinishOptions): LessonHeading[] {
  const outline: LessonHeading[] = [];
  const taken = new Set<string>();
  visit(tree, 'element', ({ properties }) => {
    if (typeof properties.id === 'string') taken.add(properties.id);
  });

  visit(tree, 'element', (heading) => {
    if (!HEADING.test(heading.tagName)) return;
    const level = Number(heading.tagName[1]);
    heading.tagName = `h${Math.min(6, level + options.headingShift)}`;
    // The heading of the footnotes is for screen readers only.
    if (heading.properties.id === 'footnote-label') return;
    const text = plainText(heading).replace(/\s+/g, ' ').trim();
    if (text === '') return;

    const id = typeof heading.properties.id === 'string' ? heading.properties.id : unusedSlug(text, taken);
    heading.properties.id = id;
    heading.properties.dataLevel = String(level);
    outline.push({ id: options.idPrefix + id, level, text });
    const anchor = { className: ['heading-anchor'], href: `#${id}`, ariaLabel: `${LABELS.heading}: ${text}` };
    heading.children.push(element('a', anchor, [{ type: 'text', value: '#' }]));
    return SKIP;
  });
  return outline;
}

function unusedSlug(text: string, taken: Set<string>): string {
  const slug =
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-') || 'section';
  let id = slug;
  for (let number = 1; taken.has(id); number++) id = `${slug}-${number}`;
  taken.add(id);
  return id;
}

/** Ids of a lesson live in a namespace of their own, so that no text can shadow what the page around it uses. */
export function prefixIds(tree: Root, { idPrefix, pageUrl }: FinishOptions) {
  visit(tree, 'element', ({ properties }) => {
    for (const name of ['id', 'name'] as const) {
      if (typeof properties[name] === 'string') properties[name] = idPrefix + properties[name];
    }
    const described = properties.ariaDescribedBy;
    if (Array.isArray(described)) properties.ariaDescribedBy = described.map((id) => idPrefix + id);
    if (typeof properties.href === 'string' && properties.href.startsWith('#') && properties.href.length > 1) {
      properties.href = `${pageUrl}#${idPrefix}${properties.href.slice(1)}`;
    }
  });
}

/** Small care: wide tables scroll in their frame, images load late, foreign links tell nothing about the reader. */
export function finishElements(tree: Root) {
  visit(tree, 'element', (node, index, parent) => {
    const { properties } = node;
    if (node.tagName === 'img') {
      Object.assign(properties, { loading: 'lazy', decoding: 'async' });
    } else if (node.tagName === 'a' && /^https?:/i.test(String(properties.href ?? ''))) {
      properties.rel = ['noopener', 'noreferrer'];
    } else if (node.tagName === 'input') {
      properties.ariaLabel = properties.checked ? LABELS.done : LABELS.open;
    } else if (node.tagName === 'aside' || node.tagName === 'details') {
      addCalloutIcon(node);
    } else if (node.tagName === 'table' && parent && index !== undefined) {
      const caption = node.children.find((child) => child.type === 'element' && child.tagName === 'caption');
      const label = (caption && plainText(caption).trim()) || LABELS.table;
      const frame = { className: ['table-scroll'], role: 'region', tabIndex: 0, ariaLabel: label };
      (parent.children as ElementContent[])[index] = element('div', frame, [node]);
    }
  });
}

/** `/assets/...` leads to the studio, from whatever page the lesson is shown on. */
export function completeFileAddresses(tree: Root, filesAt: string) {
  visit(tree, 'element', ({ properties }) => {
    for (const name of ['src', 'href'] as const) {
      const address = properties[name];
      if (typeof address === 'string' && keyInAddress(address)) properties[name] = filesAt + address;
    }
  });
}

const ICON_PATHS: Record<keyof typeof CALLOUTS, string> = {
  note: 'M12 16v-4M12 8h.01M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20',
  tip: 'M9 18h6M10 22h4M15 14c.2-1 .7-1.7 1.5-2.5A5 5 0 0 0 18 8 6 6 0 0 0 6 8c0 1 .2 2.2 1.5 3.5.7.7 1.3 1.5 1.5 2.5',
  important: 'M21 15a2 2 0 0 1-2 2H7l-4 4V5a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2zM12 7v3M12 13.5h.01',
  warning: 'm21.7 18-8-14a2 2 0 0 0-3.4 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.7-3M12 9v4M12 17h.01',
  caution: 'M12 16h.01M12 8v4M15.3 2H8.7L2 8.7v6.6L8.7 22h6.6l6.7-6.7V8.7z',
};

function addCalloutIcon(aside: Element) {
  const classes = Array.isArray(aside.properties.className) ? aside.properties.className : [];
  const kind = (Object.keys(CALLOUTS) as (keyof typeof CALLOUTS)[]).find((name) => classes.includes(`callout-${name}`));
  const title = firstElement(aside);
  if (!kind || !title) return;
  const icon = {
    viewBox: '0 0 24 24',
    width: 18,
    height: 18,
    fill: 'none',
    stroke: 'currentColor',
    strokeWidth: '2',
    strokeLinecap: 'round',
    strokeLinejoin: 'round',
    ariaHidden: 'true',
  };
  // The title is often our own English word: isolated, it does not decide the direction of the text below.
  title.children = [element('bdi', {}, title.children)];
  title.children.unshift(element('svg', icon, [element('path', { d: ICON_PATHS[kind] })]));
}

/**
 * `dir="auto"` on blocks, so that Arabic and English paragraphs each run their own way. Only the outermost block gets
 * it: a list or table turns as a whole, and the browser ignores descendants that carry a direction of their own.
 */
export function addDirections(tree: Root) {
  visit(tree, 'element', (node) => {
    if (typeof node.properties.dir === 'string') return SKIP;
    if (!DIRECTED.test(node.tagName)) return;
    node.properties.dir = 'auto';
    return SKIP;
  });
}

function firstElement(parent: Element): Element | undefined {
  return parent.children.find((child) => child.type === 'element');
}

// Within a line of text; everything else ends it, and a word with it.
const INLINE = /^(a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|u|var|wbr)$/;

/** Words of the prose as the editor counts them: blocks of code, formulas and what rendering adds are left out. */
export function countWords(tree: Root): number {
  let prose = '';
  const read = (node: Root | RootContent) => {
    if (node.type === 'text') prose += node.value;
    if (!('children' in node) || (node.type === 'element' && isNoProse(node))) return;
    const isBlock = node.type === 'element' && !INLINE.test(node.tagName);
    if (isBlock) prose += '\n';
    for (const child of node.children) read(child);
    if (isBlock) prose += '\n';
  };
  read(tree);
  return wordsIn(prose);
}

const NO_PROSE = ['math-inline', 'math-display', 'callout-title', 'sr-only'];

function isNoProse({ tagName, properties, children }: Element): boolean {
  const classes = Array.isArray(properties.className) ? properties.className : [];
  if (tagName === 'pre' || NO_PROSE.some((name) => classes.includes(name))) return true;
  const [only] = children;
  return tagName === 'sup' && only?.type === 'element' && 'dataFootnoteRef' in only.properties;
}
