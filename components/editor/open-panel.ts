import type { EditorView } from '@tiptap/pm/view';

// Formulas, pictures and sources are edited in a panel of their own, which their view opens when it is asked to.
export const OPEN_PANEL = 'lesson:open';

/** Opens the panel of the node at a place. False where there is none. */
export function openPanel(view: EditorView, at: number): boolean {
  const dom = view.nodeDOM(at);
  if (!(dom instanceof HTMLElement)) return false;
  return !dom.dispatchEvent(new CustomEvent(OPEN_PANEL, { cancelable: true }));
}

/** The same once the node that is being put in stands there. */
export function openPanelSoon(view: EditorView, at: number) {
  requestAnimationFrame(() => !view.isDestroyed && openPanel(view, at));
}
