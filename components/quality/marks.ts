import type { Editor } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, TextSelection } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import type { PlacedFinding } from '#lib/quality/core/placed.ts';
import type { ShownFinding } from '#lib/quality/core/shown.ts';

export type PlacedShown = ShownFinding & PlacedFinding;

const marksKey = new PluginKey<DecorationSet>('quality_marks');

/** The plugin that holds the marks; what is typed moves them, and the next check draws them anew. */
export const qualityMarks = () =>
  new Plugin<DecorationSet>({
    key: marksKey,
    state: {
      init: () => DecorationSet.empty,
      apply: (tr, old) => {
        const next: DecorationSet | undefined = tr.getMeta(marksKey);
        return next ?? (tr.docChanged ? old.map(tr.mapping, tr.doc) : old);
      },
    },
    props: { decorations: (state) => marksKey.getState(state) },
  });

export const removeMarks = (editor: Editor) => editor.isDestroyed || editor.unregisterPlugin(marksKey);

/** Where the block of a finding begins, and what it is. */
function blockOf(doc: Node, { block }: PlacedFinding): { node: Node; from: number } | null {
  if (block === null || block >= doc.childCount) return null;
  let from = 0;
  for (let at = 0; at < block; at++) from += doc.child(at).nodeSize;
  return { node: doc.child(block), from };
}

/** Where a finding stands in the document: its words, or its block. */
function placeOf(doc: Node, finding: PlacedFinding): { from: number; to: number; isWords: boolean } | null {
  const block = blockOf(doc, finding);
  if (!block) return null;
  const { node, from } = block;
  let words: { from: number; to: number } | null = null;
  if (finding.words !== '')
    node.descendants((inner, at) => {
      if (words || !inner.isTextblock) return !words;
      const found = inner.textBetween(0, inner.content.size, '', '\uFFFC').indexOf(finding.words);
      if (found >= 0) {
        const start = from + 1 + at + (inner === node ? 0 : 1) + found;
        words = { from: start, to: start + finding.words.length };
      }
      return false;
    });
  if (!words && node.isTextblock && finding.words !== '') {
    const found = node.textBetween(0, node.content.size, '', '\uFFFC').indexOf(finding.words);
    if (found >= 0) words = { from: from + 1 + found, to: from + 1 + found + finding.words.length };
  }
  return words
    ? { ...(words as { from: number; to: number }), isWords: true }
    : { from, to: from + node.nodeSize, isWords: false };
}

/** Draws the marks without touching the text, the caret or the history. */
export function drawMarks(editor: Editor, findings: readonly PlacedShown[], current: string | null): void {
  if (editor.isDestroyed) return;
  const { state, view } = editor;
  const marks = findings.flatMap((finding) => {
    const place = placeOf(state.doc, finding);
    if (!place) return [];
    const isOn = finding.key === current ? ' finding-on' : '';
    const name = `${finding.severity}${isOn}`;
    const drawn = place.isWords
      ? Decoration.inline(place.from, place.to, { class: `finding-words finding-${name}` })
      : Decoration.node(place.from, place.to, {
          class: `finding-block finding-${name}`,
          'data-finding': String(finding.number),
        });
    if (!place.isWords) return [drawn];
    const number = () => {
      const sup = document.createElement('sup');
      sup.className = `finding-number finding-${finding.severity}`;
      sup.textContent = String(finding.number);
      sup.setAttribute('aria-hidden', 'true');
      return sup;
    };
    return [
      drawn,
      Decoration.widget(place.to, number, { side: -1, key: `${finding.key}:${finding.number}`, ignoreSelection: true }),
    ];
  });
  view.dispatch(state.tr.setMeta(marksKey, DecorationSet.create(state.doc, marks)).setMeta('addToHistory', false));
}

/** Goes to a finding, the caret with it. */
export function goTo(editor: Editor, finding: PlacedFinding): void {
  const place = placeOf(editor.state.doc, finding);
  if (!place) return;
  const { state, view } = editor;
  const at = place.isWords ? place.from : Math.min(place.from + 1, state.doc.content.size);
  view.dispatch(state.tr.setSelection(TextSelection.near(state.doc.resolve(at))));
  const dom = view.domAtPos(at).node;
  (dom instanceof Element ? dom : dom.parentElement)?.scrollIntoView({ block: 'center' });
  view.focus();
}

/** Puts other blocks in the place of those of findings, all as one step of undo; of two findings in one block the first is fixed. */
export function replaceBlocks(
  editor: Editor,
  fixes: readonly { finding: PlacedFinding; nodes: readonly Node[] }[],
): number {
  const { state, view } = editor;
  const tr = state.tr;
  const places = new Map(
    fixes.toReversed().flatMap(({ finding, nodes }) => {
      const block = blockOf(state.doc, finding);
      return block ? [[block.from, { ...block, nodes }] as const] : [];
    }),
  );
  // From the end to the beginning, so that no place moves before its turn.
  for (const { from, node, nodes } of [...places.values()].sort((a, b) => b.from - a.from)) {
    if (nodes.length > 0) tr.replaceWith(from, from + node.nodeSize, [...nodes]);
    else tr.delete(from, from + node.nodeSize);
  }
  if (places.size > 0) view.dispatch(tr);
  return places.size;
}
