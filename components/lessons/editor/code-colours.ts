import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import type { CodeToken } from './colour-code.ts';
import { readColours } from './model.ts';

const key = new PluginKey<DecorationSet>('code_colours');
const PAUSE = 200;
const BATCH = 300;

interface Coloured {
  node: Node;
  tokens: CodeToken[];
}

const languageOf = (node: Node) => (node.attrs.language ?? '').toLowerCase().split(/[{,:\s]/)[0];

/** Code blocks with the places where they stand. */
function codeBlocks(doc: Node): [at: number, node: Node][] {
  const found: [number, Node][] = [];
  doc.descendants((node, at) => {
    if (node.type.name === 'code_block' && languageOf(node)) found.push([at, node]);
    return !node.isTextblock;
  });
  return found;
}

/** Colours code where it stands, a moment after it was typed; the old colours move with the text until then. */
class Colourist {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private seen = new WeakSet<Node>();
  private isBusy = false;
  private view: EditorView;

  constructor(view: EditorView) {
    this.view = view;
    this.update();
  }

  update(_view?: EditorView, before?: { doc: Node }) {
    if (before && before.doc === this.view.state.doc) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.run(), PAUSE);
  }

  destroy() {
    clearTimeout(this.timer);
  }

  private async run() {
    if (this.isBusy) return this.update();
    this.isBusy = true;
    let done: Coloured[] = [];
    let shown = performance.now();
    // A lesson has a hundred blocks of code; each change of the view is worth some of them.
    const show = () => {
      if (done.length > 0) this.view.dispatch(this.view.state.tr.setMeta(key, done));
      done = [];
      shown = performance.now();
    };
    for (const [, node] of codeBlocks(this.view.state.doc)) {
      if (this.seen.has(node)) continue;
      this.seen.add(node);
      const tokens = await readColours(languageOf(node) ?? '', node.textContent).catch(() => null);
      if (this.view.isDestroyed) return;
      done.push({ node, tokens: tokens ?? [] });
      if (performance.now() - shown > BATCH) show();
    }
    show();
    this.isBusy = false;
  }
}

export const CodeColours = Extension.create({
  name: 'lesson_code_colours',
  addProseMirrorPlugins: () => [
    new Plugin<DecorationSet>({
      key,
      state: {
        init: () => DecorationSet.empty,
        apply: (tr, set) => {
          const colours = set.map(tr.mapping, tr.doc);
          const batch: Coloured[] | undefined = tr.getMeta(key);
          if (!batch) return colours;
          const places = new Map(codeBlocks(tr.doc).map(([at, node]) => [node, at + 1]));
          const old: Decoration[] = [];
          const fresh: Decoration[] = [];
          for (const { node, tokens } of batch) {
            const start = places.get(node);
            if (start === undefined) continue;
            old.push(...colours.find(start, start + node.content.size));
            for (const { from, to, name } of tokens)
              fresh.push(Decoration.inline(start + from, start + to, { class: name }));
          }
          return colours.remove(old).add(tr.doc, fresh);
        },
      },
      props: { decorations: (state) => key.getState(state) },
      view: (view) => new Colourist(view),
    }),
  ],
});
