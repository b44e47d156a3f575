import { type Editor, Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, TextSelection, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';

export interface FindQuery {
  words: string;
  matchCase: boolean;
  wholeWord: boolean;
}

export interface Match {
  from: number;
  to: number;
}

interface FindState {
  query: FindQuery | null;
  matches: Match[];
  /** Which one is looked at, or -1. */
  current: number;
  marks: DecorationSet;
}

export const findKey = new PluginKey<FindState>('lesson_find');
const NOTHING: FindState = { query: null, matches: [], current: -1, marks: DecorationSet.empty };

/** The text of a block with one character for each place in it, so that both count alike. */
function lettersOf(block: Node): string {
  let letters = '';
  block.forEach((child) => {
    letters += child.isText ? child.text : child.type.name.endsWith('_break') ? ' ' : '\uFFFC'.repeat(child.nodeSize);
  });
  return letters;
}

function patternOf({ words, matchCase, wholeWord }: FindQuery): RegExp | null {
  if (words === '') return null;
  const literal = words.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\s+/g, '\\s+');
  const around = wholeWord ? [String.raw`(?<![\p{L}\p{N}_])`, String.raw`(?![\p{L}\p{N}_])`] : ['', ''];
  return new RegExp(around.join(literal), matchCase ? 'gu' : 'giu');
}

/** Where the words stand, in the order of the text. */
export function findMatches(doc: Node, query: FindQuery): Match[] {
  const pattern = patternOf(query);
  const found: Match[] = [];
  if (!pattern) return found;
  doc.descendants((block, at) => {
    if (!block.isTextblock) return true;
    for (const match of lettersOf(block).matchAll(pattern)) {
      const from = at + 1 + match.index;
      found.push({ from, to: from + match[0].length });
    }
    return false;
  });
  return found;
}

function stateFor(doc: Node, query: FindQuery | null, near: number, step = 0): FindState {
  if (!query) return NOTHING;
  const matches = findMatches(doc, query);
  if (matches.length === 0) return { ...NOTHING, query };
  const next = matches.findIndex(({ from }) => from >= near);
  const base = Math.max(next, 0);
  const current = (base + step + matches.length) % matches.length;
  const marks = matches.map(({ from, to }, at) =>
    Decoration.inline(from, to, { class: at === current ? 'found found-current' : 'found' }),
  );
  return { query, matches, current, marks: DecorationSet.create(doc, marks) };
}

type FindMeta = { query: FindQuery | null; near?: number; step?: number };

function apply(tr: Transaction, old: FindState): FindState {
  const meta: FindMeta | undefined = tr.getMeta(findKey);
  if (meta) return stateFor(tr.doc, meta.query, meta.near ?? tr.selection.from, meta.step);
  if (!old.query || !tr.docChanged) return old;
  const looked = old.matches[old.current]?.from;
  return stateFor(tr.doc, old.query, looked === undefined ? tr.selection.from : tr.mapping.map(looked));
}

function look({ state, view }: Editor, meta: FindMeta) {
  const tr = state.tr.setMeta(findKey, meta);
  view.dispatch(tr);
  const found = findKey.getState(view.state);
  const match = found?.matches[found.current];
  if (!match) return;
  // Shown without taking the focus from the field one types in.
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, match.from, match.to)));
  const dom = view.domAtPos(match.from).node;
  const element = dom instanceof Element ? dom : dom.parentElement;
  element?.scrollIntoView({ block: 'center', behavior: 'instant' });
}

/** Looks for the words from where the cursor is. */
export const startFind = (editor: Editor, query: FindQuery) =>
  look(editor, { query, near: editor.state.selection.from });

/** Goes to the match after or before the one that is looked at. */
export function stepFind(editor: Editor, step: 1 | -1) {
  const found = findKey.getState(editor.state);
  const match = found?.matches[found.current];
  if (found?.query && match) look(editor, { query: found.query, near: match.from, step });
}

export function stopFind({ state, view }: Editor) {
  if (findKey.getState(state)?.query) view.dispatch(state.tr.setMeta(findKey, { query: null }));
}

/** Puts other words in the place of the match that is looked at, and goes on. */
export function replaceOne(editor: Editor, words: string) {
  const found = findKey.getState(editor.state);
  const match = found?.matches[found.current];
  if (!found?.query || !match) return;
  const { tr } = editor.state;
  replaceIn(tr, match, words);
  editor.view.dispatch(tr);
  look(editor, { query: found.query, near: match.from + words.length });
}

/** Replaces every match in one step of undo. How many it were. */
export function replaceAll(editor: Editor, words: string): number {
  const matches = findKey.getState(editor.state)?.matches ?? [];
  const { tr } = editor.state;
  // From the end, so that no place moves before its turn.
  for (const match of matches.toReversed()) replaceIn(tr, match, words);
  if (matches.length > 0) editor.view.dispatch(tr);
  return matches.length;
}

function replaceIn(tr: Transaction, { from, to }: Match, words: string) {
  const marks = tr.doc.resolve(from).marksAcross(tr.doc.resolve(to)) ?? [];
  if (words === '') tr.delete(from, to);
  else tr.replaceWith(from, to, tr.doc.type.schema.text(words, marks));
}

export const Find = Extension.create({
  name: 'lesson_find',
  addProseMirrorPlugins: () => [
    new Plugin<FindState>({
      key: findKey,
      state: { init: () => NOTHING, apply },
      props: { decorations: (state) => findKey.getState(state)?.marks },
    }),
  ],
});
