import type { Node } from '@tiptap/pm/model';
import type { EditorView, NodeView, NodeViewConstructor } from '@tiptap/pm/view';

export interface Frame {
  dom: HTMLElement;
  contentDOM: HTMLElement;
  /** Shows another state of the node; false where it takes another frame. */
  show: (node: Node) => boolean | undefined;
  destroy?: () => void;
}

export type SetAttribute = (name: string, value: unknown) => void;

/** The view of a node whose text stands in a frame with controls of its own. */
export function framedView(make: (node: Node, set: SetAttribute, view: EditorView) => Frame): NodeViewConstructor {
  return (first, view, getPos) => {
    let node = first;
    const set: SetAttribute = (name, value) => {
      const at = getPos();
      if (at === undefined || node.attrs[name] === value) return;
      view.dispatch(view.state.tr.setNodeAttribute(at, name, value));
    };
    const { dom, contentDOM, show, destroy } = make(node, set, view);
    const isOutside = (target: EventTarget | globalThis.Node | null) =>
      target instanceof window.Node && target !== dom && dom.contains(target) && !contentDOM.contains(target);
    const made: NodeView = {
      dom,
      contentDOM,
      update: (next) => {
        if (next.type !== node.type) return false;
        node = next;
        return show(next) !== false;
      },
      stopEvent: (event) => isOutside(event.target),
      ignoreMutation: (mutation) => {
        if (mutation.type === 'selection') return false;
        return (
          !contentDOM.contains(mutation.target) || (mutation.type === 'attributes' && mutation.target === contentDOM)
        );
      },
      destroy,
    };
    return made;
  };
}
