import type { Element, Root } from 'hast';
import rehypeKatex from 'rehype-katex';
import rehypeRaw from 'rehype-raw';
import rehypeSanitize from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { LONGEST_LESSON } from '#lib/base/core/content-kinds.ts';
import { isTangled, readingMinutes } from '../markdown.ts';
import { lessonSyntax } from '../syntax.ts';
import { plainText, rehypeCode } from './code.ts';
import {
  addDirections,
  addHeadings,
  completeFileAddresses,
  countWords,
  type FinishOptions,
  finishElements,
  type LessonHeading,
  prefixIds,
} from './finish.ts';
import { remarkCallouts, remarkFigures, remarkFormulas, withoutFrontMatter } from './markdown.ts';
import { lessonSchema } from './schema.ts';

export interface SparkTarget {
  href: string;
  title?: string;
}

export interface LessonOptions {
  /** Where the `spark:slug` links of the lesson lead, all slugs at once. A slug left out is shown as missing. */
  resolveSparks?: (slugs: string[]) => ReadonlyMap<string, SparkTarget> | Promise<ReadonlyMap<string, SparkTarget>>;
  /** The address of the page that shows the lesson: links within it become absolute. */
  pageUrl?: string;
  /** Where the studio is, as readers elsewhere have to spell it: files of lessons get their whole address. */
  filesAt?: string;
  /** Put before every id, so that two lessons can stand on one page. */
  idPrefix?: string;
  /** 1 makes `#` an `h2`, for pages that have their own `h1`. */
  headingShift?: number;
  /** `mathml` for pages without the stylesheet and the fonts of KaTeX: the browser draws formulas itself. */
  formulas?: 'mathml';
  /** With `mathml`: the same text gives the same HTML however busy the machine is, for files. Takes as long as it needs. */
  isSteady?: true;
}

export interface RenderedLesson {
  html: string;
  outline: LessonHeading[];
  words: number;
  /** Reading time, at least 1 where there is a word to read. */
  minutes: number;
  /** Present when the text could not be rendered and `html` shows its source instead. */
  plain?: true;
}

// Formulas are cut off long before they could hurt: the size in em, and how far macros may expand.
const KATEX = { strict: false, trust: false, maxSize: 40, maxExpand: 500, errorColor: 'currentColor' } as const;
const LONGEST_FORMULA = 10_000;
const MISSING_SPARK = 'This spark does not exist';

const toTree = lessonSyntax()
  .use(remarkFormulas)
  .use(remarkCallouts)
  .use(remarkFigures)
  .use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: '' })
  .use(rehypeRaw)
  .freeze();
export const toHtml = unified().use(rehypeStringify).freeze();
const sanitize = unified().use(rehypeSanitize, lessonSchema).freeze();
const draw = unified().use(rehypeKatex, KATEX).use(rehypeCode).freeze();
const drawPlain = unified()
  .use(rehypeKatex, { ...KATEX, output: 'mathml' })
  .use(rehypeCode)
  .freeze();
const drawSteady = unified()
  .use(rehypeKatex, { ...KATEX, output: 'mathml' })
  .use(rehypeCode, { isSteady: true })
  .freeze();

/**
 * Lesson Markdown as HTML that is safe to put on a page. Everything an author wrote is sanitised before formulas,
 * colours and anchors are added, so those need no exception in the schema. Never throws: what cannot be rendered
 * comes back as its escaped source.
 */
export async function renderLesson(markdown: string, options: LessonOptions = {}): Promise<RenderedLesson> {
  try {
    const made = await lessonTree(markdown, options);
    if (!made) return plainLesson(markdown);
    const { tree, outline, words } = made;
    return { html: toHtml.stringify(tree), outline, words, minutes: readingMinutes(words) };
  } catch {
    // Nesting thousands of levels deep exhausts the stack of any parser; the words are still worth showing.
    return plainLesson(markdown);
  }
}

/** The blocks of a lesson as it would be rendered, to be compared with those of another; null where it cannot be rendered. */
export async function lessonBlocks(markdown: string, options: LessonOptions = {}): Promise<Element[] | null> {
  try {
    const made = await lessonTree(markdown, options);
    return made ? made.tree.children.filter((child) => child.type === 'element') : null;
  } catch {
    return null;
  }
}

async function lessonTree(markdown: string, options: LessonOptions) {
  const { resolveSparks, pageUrl = '', filesAt = '', idPrefix = 'lesson-', headingShift = 0 } = options;
  if (markdown.length > LONGEST_LESSON || isTangled(markdown)) return null;
  const finish: FinishOptions = { idPrefix, pageUrl, headingShift };
  const text = withoutFrontMatter(markdown);
  let tree = (await toTree.run(toTree.parse(text), text)) as Root;
  tree = (await sanitize.run(tree)) as Root;
  await resolveSparkLinks(tree, resolveSparks);

  const words = countWords(tree);
  const outline = addHeadings(tree, finish);
  prefixIds(tree, finish);
  finishElements(tree);
  if (filesAt) completeFileAddresses(tree, filesAt);
  addDirections(tree);
  dropHugeFormulas(tree);
  tree = (await (options.formulas !== 'mathml' ? draw : options.isSteady ? drawSteady : drawPlain).run(tree)) as Root;
  return { tree, outline, words };
}

function plainLesson(markdown: string): RenderedLesson {
  const html = toHtml.stringify({
    type: 'root',
    children: [
      {
        type: 'element',
        tagName: 'pre',
        properties: { className: ['lesson-source'], dir: 'auto', tabIndex: 0 },
        children: [{ type: 'text', value: markdown }],
      },
    ],
  });
  const words = markdown.split(/\s+/).length;
  return { html, outline: [], words, minutes: readingMinutes(words), plain: true };
}

const sparkSlug = (href: unknown) => (typeof href === 'string' ? /^spark:(.*)$/is.exec(href)?.[1] : undefined);
const SAFE_ADDRESS = /^(https?:\/\/|[/.?#])/i;

/**
 * Gives `spark:` links their address. A slug that leads nowhere stops being a link and says so; without a resolver
 * nothing is known about it and only the words remain.
 */
async function resolveSparkLinks(tree: Root, resolve: LessonOptions['resolveSparks']) {
  const links: { link: Element; slug: string }[] = [];
  visit(tree, 'element', (link) => {
    const slug = sparkSlug(link.properties.href);
    if (slug !== undefined) links.push({ link, slug });
  });
  if (links.length === 0) return;

  const targets = await resolve?.([...new Set(links.map(({ slug }) => slug))]);
  for (const { link, slug } of links) {
    const target = targets?.get(slug);
    if (target && SAFE_ADDRESS.test(target.href)) {
      link.properties = { ...link.properties, href: target.href, title: target.title, dataSpark: slug };
    } else {
      link.tagName = 'span';
      link.properties = targets ? { className: ['spark-missing'], title: MISSING_SPARK, dataSpark: slug } : {};
    }
  }
}

/** A formula beyond all measure is shown as its source. */
function dropHugeFormulas(tree: Root) {
  visit(tree, 'element', (node) => {
    const classes = Array.isArray(node.properties.className) ? node.properties.className : [];
    const formula = classes.some((name) => name === 'math-inline' || name === 'math-display');
    if ((formula || classes.includes('language-math')) && plainText(node).length > LONGEST_FORMULA) {
      node.properties.className = undefined;
    }
  });
}
