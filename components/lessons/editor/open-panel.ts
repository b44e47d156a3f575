import type { EditorView } from '@tiptap/pm/view';

// Formulas, pictures and sources are edited in a panel of their own, which their view opens when it is asked to.
export const OPEN_PANEL = 'lesson:open';

/** Opens the panel of the node at a place, at one of its fields or the first. False where there is none. */
export function openPanel(view: EditorView, at: number, field?: string): boolean {
  const dom = view.nodeDOM(at);
  if (!(dom instanceof HTMLElement)) return false;
  return !dom.dispatchEvent(new CustomEvent(OPEN_PANEL, { cancelable: true, detail: field }));
}

/** The same once the node that is being put in stands there. */
export function openPanelSoon(view: EditorView, at: number, field?: string) {
  requestAnimationFrame(() => !view.isDestroyed && openPanel(view, at, field));
}
