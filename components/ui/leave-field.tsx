import type { KeyboardEvent } from 'react';

/**
 * Escape in a field leads out of it, to the panel around it (which needs `tabIndex={-1}`): from there the keys of the panel hold again, and
 * Tab goes on from its start. For `onKeyDown` of that panel. A field that takes Escape for itself has prevented the default.
 */
export function leaveField(event: KeyboardEvent<HTMLElement>): void {
  const { key, target, currentTarget, defaultPrevented } = event;
  if (key !== 'Escape' || defaultPrevented || event.nativeEvent.isComposing) return;
  if (!(target instanceof HTMLElement) || !currentTarget.contains(target)) return;
  if (!target.matches('input:not([type=checkbox], [type=radio]), textarea')) return;
  event.preventDefault();
  currentTarget.focus({ preventScroll: true });
}
