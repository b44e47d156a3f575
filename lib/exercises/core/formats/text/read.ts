import type { Root, RootContent } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { visit } from 'unist-util-visit';
import { pastedFromTree } from '#lib/lessons/core/editor/paste.ts';
import { isTangled } from '#lib/lessons/core/markdown.ts';
import { lessonSyntax } from '#lib/lessons/core/syntax.ts';
import { cleanTree, fileAddress, type TextPlace } from './clean.ts';
import { markFormulas } from './maths.ts';
import { isPlain, simpleMarkdown } from './simple.ts';
import type { Conversion, SourceText } from './text.ts';

const LONGEST = 200_000;
const DEEPEST = 100;
// What the reader of pasted pages takes for the studio; no address of it exists.
const NOWHERE = 'https://studio.invalid';

const LONE_PARAGRAPH = /^<p>([^<&]+)<\/p>$/;

/** The Markdown of a text of another tool. What cannot come along is noted in the conversion. */
export function readText(source: SourceText, conversion: Conversion, place: TextPlace): string {
  const text = source.text.trim();
  if (text === '' || isPlain(text)) return text;
  const lone = source.format === 'html' ? LONE_PARAGRAPH.exec(text)?.[1] : undefined;
  if (lone !== undefined && isPlain(lone)) return lone;
  switch (source.format) {
    case 'markdown':
      return readMarkdown({ ...source, text }, conversion, place);
    case 'plain':
      return markdownOfPlain(text);
    case 'moodle':
      return readHtml({ ...source, text: withLines(text) }, conversion, place);
    default:
      return readHtml({ ...source, text }, conversion, place);
  }
}

/** Markdown that shows a text letter by letter, with as few backslashes as that takes. */
export function markdownOfPlain(text: string): string {
  if (isPlain(text)) return text;
  const children: RootContent[] = text
    .split(/\r\n?|\n/)
    .flatMap((value, at) => [
      ...(at > 0 ? [{ type: 'element', tagName: 'br', properties: {}, children: [] } as RootContent] : []),
      { type: 'text', value } as RootContent,
    ]);
  return written({ type: 'root', children }) ?? text;
}

/** The words of HTML, of which nothing else is wanted. */
export function wordsOfHtml(text: string): string {
  if (!/[<&]/.test(text)) return text.trim();
  try {
    return wordsIn(fromHtml(text, { fragment: true }))
      .replace(/[\s\u00a0]+/g, ' ')
      .trim();
  } catch {
    return text.trim();
  }
}

/** In the auto format of Moodle a new line is one, except between blocks. */
const withLines = (text: string) =>
  /<(p|div|ul|ol|table|pre|br|h[1-6]|blockquote)\b/i.test(text) ? text : text.replace(/\r\n?|\n/g, '<br>');

function readHtml(source: SourceText, conversion: Conversion, place: TextPlace): string {
  const { field, pointer } = place;
  const flat = () => {
    conversion.lose('text_flattened', field, { pointer });
    return markdownOfPlain(
      source.text
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim()
        .slice(0, LONGEST),
    );
  };
  if (source.text.length > LONGEST && !/data:image/.test(source.text)) return flat();
  try {
    const tree = fromHtml(source.text, { fragment: true });
    if (isTooDeep(tree)) return flat();
    cleanTree(tree, source.files, conversion, place);
    const simple = simpleMarkdown(tree);
    if (simple !== null) return simple;
    markFormulas(tree);
    return written(tree) ?? flat();
  } catch (error) {
    // Nesting thousands of levels deep exhausts the stack of any parser; the words are still worth having.
    if (error instanceof RangeError) return flat();
    throw error;
  }
}

function written(tree: Root): string | null {
  const words = wordsIn(tree);
  if (isTangled(words)) return null;
  const { markdown } = pastedFromTree(tree, { origin: NOWHERE });
  // Words that cannot be written are words lost.
  return markdown === '' && words.trim() !== '' && !/^[\s\u00a0]*$/.test(words) ? null : markdown.trim();
}

function wordsIn(node: Root | RootContent): string {
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map(wordsIn).join('') : '';
}

function isTooDeep(tree: Root): boolean {
  let level: (Root | RootContent)[] = [tree];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((node) => ('children' in node ? node.children : []));
  }
  return false;
}

export const RUNS_IN_MARKDOWN = /<\s*(script|iframe|object|embed|style)\b|\son[a-z]+\s*=|javascript:/i;
const syntax = lessonSyntax().freeze();

/** Markdown stays as it is, but for scripts within its HTML and for the files it shows. */
function readMarkdown(source: SourceText, conversion: Conversion, { field, pointer }: TextPlace): string {
  let { text } = source;
  if (RUNS_IN_MARKDOWN.test(text) && !isTangled(text)) {
    const cuts: [number, number][] = [];
    visit(syntax.parse(text), (node) => {
      const isLink = (node.type === 'link' || node.type === 'image') && /^\s*javascript:/i.test(node.url);
      if (!isLink && !(node.type === 'html' && RUNS_IN_MARKDOWN.test(node.value))) return;
      cuts.push([node.position?.start.offset ?? 0, node.position?.end.offset ?? 0]);
    });
    for (const [start, end] of cuts.reverse()) text = text.slice(0, start) + text.slice(end);
    if (cuts.length > 0) conversion.lose('script_removed', field, { pointer });
  }
  return text
    .replace(/@@PLUGINFILE@@([^\s)"'>]*)/g, (all, named: string) => {
      const address = fileAddress(named, source.files, conversion);
      if (address === null) conversion.lose('picture_missing', field, { pointer });
      return address ?? all;
    })
    .trim();
}
