import type { Element, RootContent as HtmlContent, Root as HtmlRoot } from 'hast';
import type { Nodes, Root } from 'mdast';
import rehypeRaw from 'rehype-raw';
import rehypeSanitize from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { keyInAddress } from '#lib/base/core/asset-address.ts';
import { isDisplayed, latexInCell } from '#lib/lessons/core/formulas.ts';
import { lessonSchema } from '#lib/lessons/core/html/schema.ts';
import { isTangled } from '#lib/lessons/core/markdown.ts';
import { lessonSyntax } from '#lib/lessons/core/syntax.ts';
import { toBase64 } from '../assets.ts';
import type { TextPlace } from './clean.ts';
import { isPlain } from './simple.ts';
import type { Conversion, SourceText, TextFile } from './text.ts';

/** Bytes of files of lessons by the key in their address, for formats that carry them. */
export type FilesByKey = ReadonlyMap<string, { name: string; bytes: Uint8Array }>;

const toTree = lessonSyntax()
  .use(formulasAsTex)
  .use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: '' })
  .use(rehypeRaw)
  .use(rehypeSanitize, lessonSchema)
  .freeze();
const toHtml = unified().use(rehypeStringify).freeze();
const syntax = lessonSyntax().freeze();

/** Formulas as MathJax finds them in a page. */
function formulasAsTex() {
  return (tree: Root, file: unknown) => {
    const source = String(file);
    visit(tree, (node, index, parent) => {
      if (node.type === 'math') node.data = { hName: 'p', hChildren: [{ type: 'text', value: `\\[${node.value}\\]` }] };
      if (node.type !== 'inlineMath' || !parent || index === undefined) return;
      const latex = parent.type === 'tableCell' ? latexInCell(node.value) : node.value;
      const isDisplay = parent.type === 'paragraph' && isDisplayed(parent.children, index, source);
      const value = isDisplay ? `\\[${latex}\\]` : `\\(${latex}\\)`;
      node.data = { hName: 'span', hChildren: [{ type: 'text', value }] };
    });
  };
}

/**
 * Markdown as the HTML of another tool. `files` are what the format can carry: named there as Moodle does, else by their address in the
 * studio. One paragraph alone is bare where it stands in a line.
 */
export function writeText(
  markdown: string,
  conversion: Conversion,
  place: TextPlace & { files?: FilesByKey; isInline?: boolean },
): SourceText {
  const text = markdown.trim();
  if (text === '') return { text: '', format: 'html', files: [] };
  if (isPlain(text) && !/[<>&]/.test(text))
    return { text: place.isInline ? text : `<p>${text}</p>`, format: 'html', files: [] };
  if (isTangled(text)) return { text, format: 'markdown', files: [] };
  const tree = toTree.runSync(toTree.parse(text), text) as HtmlRoot;
  const files = prepare(tree, conversion, place);
  return { text: toHtml.stringify(place.isInline ? bare(tree) : tree).trim(), format: 'html', files };
}

function prepare(tree: HtmlRoot, conversion: Conversion, place: TextPlace & { files?: FilesByKey }): TextFile[] {
  const { field, pointer } = place;
  const found = new Map<string, TextFile>();
  visit(tree, 'element', (node, index, parent) => {
    for (const name of ['src', 'href'] as const) {
      const address = node.properties[name];
      if (typeof address !== 'string') continue;
      const key = keyInAddress(address);
      const file = key === null ? undefined : place.files?.get(key);
      if (file) {
        found.set(file.name, { name: file.name, path: '/', base64: toBase64(file.bytes) });
        node.properties[name] = `@@PLUGINFILE@@/${encodeURIComponent(file.name)}`;
      } else if (key !== null) conversion.lose('picture_left_behind', field, { pointer });
      else if (/^spark:/i.test(address)) {
        conversion.lose('spark_link', field, { pointer });
        delete node.properties[name];
        node.tagName = 'span';
      }
    }
    // Formulas need no element of their own.
    if (node.tagName === 'span' && Object.keys(node.properties).length === 0 && parent && index !== undefined)
      (parent.children as HtmlContent[]).splice(index, 1, ...(node.children as HtmlContent[]));
  });
  return [...found.values()];
}

/** A lone paragraph without its element. */
function bare(tree: HtmlRoot): HtmlRoot {
  const blocks = tree.children.filter((one) => one.type !== 'text' || one.value.trim() !== '');
  const [only] = blocks;
  const isLone = blocks.length === 1 && only?.type === 'element' && only.tagName === 'p';
  return isLone ? { type: 'root', children: (only as Element).children } : tree;
}

/** The words that Markdown shows, without its form. */
export function plainOfMarkdown(markdown: string): string {
  const text = markdown.trim();
  if (isPlain(text) || isTangled(text)) return text;
  return wordsOf(syntax.parse(markdown)).trim();
}

function wordsOf(node: Nodes): string {
  if (node.type === 'break') return '\n';
  if (node.type === 'html') return '';
  if (node.type === 'image') return node.alt ?? '';
  if (node.type === 'inlineMath') return `\\(${node.value}\\)`;
  if (node.type === 'math') return `\\[${node.value}\\]`;
  if ('value' in node) return node.value;
  if (!('children' in node)) return '';
  const isFlow = node.type === 'root' || node.type === 'list' || node.type === 'blockquote';
  return (node.children as Nodes[]).map(wordsOf).join(isFlow ? '\n' : '');
}
