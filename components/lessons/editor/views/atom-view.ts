import type { Node } from '@tiptap/pm/model';
import { TextSelection } from '@tiptap/pm/state';
import type { EditorView, NodeView, NodeViewConstructor } from '@tiptap/pm/view';
import { OPEN_PANEL } from '../open-panel.ts';
import { make } from './dom.ts';
import { forget } from './katex.ts';
import { makePanel, type PanelField } from './panel.ts';

export interface AtomOptions {
  isBlock?: boolean;
  className: string;
  /** What a screen reader hears of it. */
  label: (node: Node) => string;
  draw: (target: HTMLElement, node: Node) => void;
  /** What it is made of; names are those of the attributes. */
  fields: (node: Node) => PanelField[];
  /** An attribute that cannot be empty: without it the node goes when its panel closes. */
  needs: string;
  /** Whether a click opens it; else a second one does. */
  opensByClick?: boolean;
  /** Whether Enter is a line in its source. */
  hasLines?: boolean;
}

/** The view of a node without text of its own, which is edited in a panel below it while it shows what becomes of it. */
export function atomView(options: AtomOptions): NodeViewConstructor {
  return (node, view, getPos) => new AtomView(options, node, view, getPos as () => number | undefined);
}

class AtomView implements NodeView {
  dom: HTMLElement;
  private face: HTMLElement;
  private panel: HTMLElement | null = null;
  private options: AtomOptions;
  private node: Node;
  private view: EditorView;
  private getPos: () => number | undefined;

  constructor(options: AtomOptions, node: Node, view: EditorView, getPos: () => number | undefined) {
    this.options = options;
    this.node = node;
    this.view = view;
    this.getPos = getPos;
    const tag = options.isBlock ? 'div' : 'span';
    this.face = make(tag, { class: 'atom-face', role: 'img' });
    this.dom = make(tag, { class: `atom ${options.className}`, contenteditable: 'false' }, this.face);
    this.dom.addEventListener(OPEN_PANEL, (event) => {
      event.preventDefault();
      this.open(event instanceof CustomEvent ? event.detail : undefined);
    });
    this.face.addEventListener(options.opensByClick ? 'click' : 'dblclick', () => this.open());
    this.draw();
  }

  private draw() {
    this.face.setAttribute('aria-label', this.options.label(this.node));
    this.options.draw(this.face, this.node);
  }

  private open(name?: string) {
    if (this.panel || !this.view.editable) return;
    const { label, fields, needs, hasLines } = this.options;
    this.panel = makePanel({
      label: label(this.node),
      fields: fields(this.node),
      onInput: (name, value) => {
        const at = this.getPos();
        if (at === undefined) return;
        this.view.dispatch(this.view.state.tr.setNodeAttribute(at, name, value === '' ? this.emptyValue(name) : value));
      },
      onClose: (toEditor) => {
        this.panel?.remove();
        this.panel = null;
        this.dom.classList.remove('atom-open');
        const at = this.getPos();
        if (at === undefined || this.view.isDestroyed) return;
        const isEmpty = String(this.node.attrs[needs] ?? '').trim() === '';
        const { tr } = this.view.state;
        const after = isEmpty ? at : at + this.node.nodeSize;
        if (isEmpty) tr.delete(at, at + this.node.nodeSize);
        // Below a block there has to be a line to go on in; an empty one is never written.
        const paragraph = this.view.state.schema.nodes.paragraph;
        if (toEditor && this.options.isBlock && paragraph && !tr.doc.resolve(after).nodeAfter?.isTextblock)
          tr.insert(after, paragraph.create());
        if (toEditor) tr.setSelection(TextSelection.near(tr.doc.resolve(after)));
        if (isEmpty || toEditor) this.view.dispatch(tr);
        if (toEditor) this.view.focus();
      },
    });
    if (hasLines) this.panel.dataset.lines = 'true';
    this.dom.classList.add('atom-open');
    this.dom.append(this.panel);
    const wanted = name ? `[name="${name}"]` : 'input, textarea';
    const field = this.panel.querySelector<HTMLInputElement | HTMLTextAreaElement>(wanted);
    field?.focus();
    field?.select();
  }

  /** Nothing is written as the schema has it: an empty word, or none. */
  private emptyValue(name: string): string | null {
    return this.node.type.spec.attrs?.[name]?.default === null ? null : '';
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type) return false;
    const isOther = node !== this.node;
    this.node = node;
    if (isOther) this.draw();
    return true;
  }

  selectNode() {
    this.dom.classList.add('atom-selected');
  }

  deselectNode() {
    this.dom.classList.remove('atom-selected');
  }

  stopEvent(event: Event): boolean {
    return event.target instanceof window.Node && (this.panel?.contains(event.target) ?? false);
  }

  ignoreMutation(): boolean {
    return true;
  }

  destroy() {
    forget(this.face);
  }
}
