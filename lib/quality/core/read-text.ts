import type { Code, Definition, Heading, Image, Link, List, Nodes, Parents, Root, RootContent } from 'mdast';
import { frontMatterLength, isTangled } from '#lib/lessons/core/markdown.ts';
import { lessonSyntax } from '#lib/lessons/core/syntax.ts';
import { wordsIn } from '#lib/lessons/core/words.ts';

/** A stretch of the text, in UTF-16 units. */
export interface Stretch {
  from: number;
  to: number;
}

export interface TextBlock extends Stretch {
  kind: 'heading' | 'paragraph' | 'list' | 'code' | 'table' | 'quote' | 'other';
  /** Its prose, without marks, code and formulas. */
  plain: string;
  /** Of a heading. */
  level: number;
  /** Of a list: whether its items are counted, and how many there are. */
  is_ordered: boolean;
  items: number;
  /** Of code. */
  language: string;
}

export interface TextSentence extends Stretch {
  plain: string;
}

export interface TextAddress extends Stretch {
  address: string;
  /** What is read in its place. */
  says: string;
}

/** A lesson as analysers read it: parsed once. */
export interface ReadText {
  markdown: string;
  blocks: TextBlock[];
  sentences: TextSentence[];
  links: TextAddress[];
  images: TextAddress[];
  /** Words that the author made stand out. */
  marked: TextSentence[];
  prose: string;
  prose_words: number;
  code_words: number;
}

const parser = lessonSyntax();
const SENTENCES = new Intl.Segmenter('und', { granularity: 'sentence' });

/** The prose of a node, with the place in the source of each of its pieces. */
interface Plain {
  text: string;
  pieces: { at: number; from: number; length: number }[];
}

/** Reads a lesson. One that no parser gets through in time counts as one without blocks. */
export function readText(markdown: string): ReadText {
  const read: ReadText = {
    markdown,
    blocks: [],
    sentences: [],
    links: [],
    images: [],
    marked: [],
    prose: '',
    prose_words: 0,
    code_words: 0,
  };
  if (isTangled(markdown)) return read;
  // Blanks of the same length keep every place where it is.
  const head = frontMatterLength(markdown);
  const tree = parser.parse(markdown.slice(0, head).replace(/[^\n]/g, ' ') + markdown.slice(head)) as Root;
  const definitions = new Map<string, Definition>();
  for (const node of everyNode(tree)) if (node.type === 'definition') definitions.set(node.identifier, node);
  for (const node of tree.children) addBlock(read, node);
  for (const node of everyNode(tree)) addAddress(read, node, definitions);
  read.prose = read.blocks
    .filter(({ kind }) => kind !== 'heading')
    .map(({ plain }) => plain)
    .join('\n');
  read.prose_words = wordsIn(read.blocks.map(({ plain }) => plain).join('\n'));
  return read;
}

function* everyNode(tree: Nodes): Generator<Nodes> {
  const waiting: Nodes[] = [tree];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    yield node;
    if ('children' in node) waiting.push(...[...node.children].reverse());
  }
}

const stretchOf = (node: Nodes): Stretch => ({
  from: node.position?.start.offset ?? 0,
  to: node.position?.end.offset ?? 0,
});

const KINDS: Partial<Record<RootContent['type'], TextBlock['kind']>> = {
  heading: 'heading',
  paragraph: 'paragraph',
  list: 'list',
  code: 'code',
  table: 'table',
  blockquote: 'quote',
};

function addBlock(read: ReadText, node: RootContent): void {
  const plain = plainOf(node);
  const list = node.type === 'list' ? (node as List) : null;
  if (node.type === 'code') read.code_words += wordsIn((node as Code).value);
  read.blocks.push({
    kind: KINDS[node.type] ?? 'other',
    ...stretchOf(node),
    plain: plain.text.trim(),
    level: node.type === 'heading' ? (node as Heading).depth : 0,
    is_ordered: list?.ordered === true,
    items: list?.children.length ?? 0,
    language: node.type === 'code' ? ((node as Code).lang ?? '') : '',
  });
  if (node.type === 'heading' || node.type === 'code') return;
  for (const { segment, index } of SENTENCES.segment(plain.text)) {
    const said = segment.trim();
    if (said === '') continue;
    const start = index + segment.indexOf(said);
    read.sentences.push({ plain: said, from: placeIn(plain, start), to: placeIn(plain, start + said.length - 1) + 1 });
  }
}

function placeIn({ pieces }: Plain, at: number): number {
  const piece = pieces.findLast((one) => one.at <= at) ?? pieces[0];
  return piece ? piece.from + Math.min(at - piece.at, Math.max(0, piece.length - 1)) : 0;
}

function plainOf(node: Nodes): Plain {
  const plain: Plain = { text: '', pieces: [] };
  const add = (one: Nodes, parent: Parents | null) => {
    if (one.type === 'text') {
      const { from, to } = stretchOf(one);
      plain.pieces.push({ at: plain.text.length, from, length: to - from });
      plain.text += one.value;
    } else if (one.type === 'break') plain.text += ' ';
    else if ('children' in one) for (const child of one.children) add(child, one);
    // Each paragraph, item and cell ends a sentence.
    if (parent && /^(?:paragraph|listItem|tableCell|heading)$/.test(one.type)) plain.text += '\n';
  };
  add(node, null);
  return plain;
}

function addAddress(read: ReadText, node: Nodes, definitions: ReadonlyMap<string, Definition>): void {
  const place = stretchOf(node);
  if (node.type === 'link') read.links.push({ ...place, address: (node as Link).url, says: plainOf(node).text });
  else if (node.type === 'image') read.images.push({ ...place, address: (node as Image).url, says: node.alt ?? '' });
  else if (node.type === 'linkReference' || node.type === 'imageReference') {
    const definition = definitions.get(node.identifier);
    if (!definition) return;
    if (node.type === 'linkReference') read.links.push({ ...place, address: definition.url, says: plainOf(node).text });
    else read.images.push({ ...place, address: definition.url, says: node.alt ?? '' });
  } else if (node.type === 'strong' || node.type === 'emphasis') {
    const plain = plainOf(node).text.trim();
    if (plain !== '' && plain.length <= 60) read.marked.push({ ...place, plain });
  }
}
