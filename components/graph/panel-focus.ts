/** The id of the element around the side panel. */
export const PANEL = 'graph-panel';

/** Puts the focus into the side panel, unfolded where it was folded. */
export function focusPanel() {
  const panel = document.getElementById(PANEL);
  if (!panel) return;
  if (panel.offsetParent === null) document.querySelector<HTMLElement>('[data-fold="panel"]')?.click();
  requestAnimationFrame(() => panel.focus());
}
