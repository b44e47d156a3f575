import type { Node } from 'prosemirror-model';
import { Transform } from 'prosemirror-transform';
import { contentOf } from './compare.ts';
import type { OpenedDocument } from './open.ts';
import { lessonSchema as schema } from './schema.ts';

export const KINDS = ['insert', 'mark', 'delete', 'add', 'split', 'join', 'move'] as const;

/** Numbers between 0 and 1 choose the block, the places in it, and what is put there. */
export interface RandomEdit {
  kind: (typeof KINDS)[number];
  block: number;
  from: number;
  to: number;
  what: number;
}

export interface Edited {
  doc: Node;
  /** Blocks of the original before and after the edit, which it must not touch. */
  before: number;
  after: number;
}

const WORDS = [
  ...['x', 'word ', ' two words', ' *', '_', '`', '**bold**', '[a](b)', '1. ', '- ', '# ', '$5', '<b>', '&amp;', '|'],
  ...[
    '\\',
    '!',
    'snake_case',
    'https://q.example',
    '日本',
    '「引」',
    '~~',
    '> ',
    '===',
    '  ',
    '.',
    '(',
    ')',
    ']',
    '[',
    '[^1]',
  ],
];
const BLOCKS = [
  schema.node('paragraph', null, schema.text('# new')),
  schema.node('bullet_list', null, schema.node('list_item', null, schema.node('paragraph', null, schema.text('new')))),
  schema.node('code_block', { language: 'js' }, schema.text('a\n\n```\nb')),
  schema.node('heading', { level: 2 }, schema.text('new #')),
  schema.node('thematic_break'),
];

const pick = <T>(list: readonly T[], share: number) => list[Math.min(list.length - 1, Math.floor(share * list.length))];

/** The document after one edit of one top-level block, or null where there is nothing to do it to. */
export function applyEdit({ doc }: OpenedDocument, edit: RandomEdit): Edited | null {
  const blocks = doc.children;
  // Front matter stays at the front, so nothing comes before it.
  const lowest = blocks[0]?.attrs.kind === 'front_matter' ? 1 : 0;
  const places = blocks.flatMap((_, at) => (at >= lowest && isEligible(blocks, at, edit.kind) ? [at] : []));
  const at = pick(places, edit.block);
  const block = at === undefined ? undefined : blocks[at];
  if (at === undefined || !block) return null;
  const start = placeOf(doc, at);
  const tr = new Transform(doc);
  switch (edit.kind) {
    case 'insert': {
      const place = textPlace(doc, block, start, edit.from);
      const words = pick(WORDS, edit.what) ?? 'x';
      if (!place) return null;
      const isCode = place.text.type.spec.code;
      tr.insert(place.at, schema.text(words, isCode ? [] : doc.resolve(place.at).marks()));
      return { doc: tr.doc, before: at, after: at + 1 };
    }
    case 'mark': {
      const one = textPlace(doc, block, start, edit.from);
      if (!one || one.text.type.spec.code) return null;
      const other = one.start + Math.floor(edit.to * (one.text.content.size + 1));
      const name = pick(['strong', 'emphasis', 'strike', 'code', 'link'], edit.what) ?? 'strong';
      const mark = schema.mark(name, name === 'link' ? { href: 'https://z.example/a(b' } : null);
      tr.addMark(Math.min(one.at, other), Math.max(one.at, other), mark);
      return { doc: tr.doc, before: at, after: at + 1 };
    }
    case 'delete':
      tr.delete(start, start + block.nodeSize);
      return { doc: tr.doc, before: at, after: at + 1 };
    case 'add':
      tr.insert(start, pick(BLOCKS, edit.what) as Node);
      return { doc: tr.doc, before: at, after: at };
    case 'split': {
      tr.split(start + 1 + Math.floor(edit.from * (block.content.size + 1)));
      return { doc: tr.doc, before: at, after: at + 1 };
    }
    case 'join':
      tr.join(start);
      return { doc: tr.doc, before: at - 1, after: at + 1 };
    case 'move': {
      const to = lowest + Math.floor(edit.to * (blocks.length - lowest));
      tr.delete(start, start + block.nodeSize);
      tr.insert(placeOf(tr.doc, to), block);
      return { doc: tr.doc, before: Math.min(at, to), after: Math.max(at, to) + 1 };
    }
  }
}

function isEligible(blocks: readonly Node[], at: number, kind: RandomEdit['kind']): boolean {
  const block = blocks[at] as Node;
  const name = block.type.name;
  if (kind === 'add') return true;
  // Source and definitions give other blocks their meaning; what becomes of those is tested by hand.
  if (name === 'source_block' || name === 'footnote_definition') return false;
  if (kind === 'split') return name === 'paragraph';
  if (kind === 'join') return name === 'paragraph' && blocks[at - 1]?.type === block.type;
  return blocks.length > 1 || kind === 'insert' || kind === 'mark';
}

function placeOf(doc: Node, index: number): number {
  let place = 0;
  for (let at = 0; at < index; at++) place += doc.child(at).nodeSize;
  return place;
}

function textPlace(doc: Node, block: Node, start: number, share: number) {
  const starts = block.isTextblock ? [start + 1] : [];
  block.descendants((node, at) => {
    if (node.isTextblock) starts.push(start + at + 2);
  });
  const first = pick(starts, share);
  if (first === undefined) return null;
  const text = doc.resolve(first).parent;
  const within = (share * starts.length) % 1;
  return { at: first + Math.floor(within * (text.content.size + 1)), start: first, text };
}

/**
 * Whether a neighbour has to be written in another way, because of what stands beside it now: lists run together, and
 * what is indented belongs to the list, footnote or code above it (a line below an empty item does not, until the item has
 * words). A fence left open at the end is closed when it moves, and a
 * rule that comes to the front may not look like front matter.
 */
export function pressesNeighbours(opened: OpenedDocument, doc: Node): boolean {
  const last = opened.blocks.at(-1);
  if (/^code|math$/.test(last?.node.type.name ?? '') && last?.node !== doc.lastChild) return true;
  if (doc.firstChild?.type.name === 'thematic_break' && doc.firstChild !== opened.doc.firstChild) return true;
  const indented = new Set(
    opened.blocks
      .filter(({ gap, source }) => /[ \t]$/.test(gap) || /^[ \t]/.test(source))
      .map(({ node }) => node.textContent),
  );
  const blocks = contentOf(doc);
  return blocks.some((block, at) => {
    const before = blocks[at - 1];
    if (!before) return false;
    const isIndented = Boolean(block.attrs.style?.indented) || indented.has(block.textContent);
    const isOpen = /list$|^footnote|source_block|^code/.test(before.type.name);
    return (isIndented && isOpen) || (before.type === block.type && block.type.name.endsWith('_list'));
  });
}
