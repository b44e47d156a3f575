import type { KeyboardEvent } from 'react';
import type { Row } from './rows.ts';

/** The keys of all rows as they stand on screen: only rows of open branches have been built. */
export function shownKeys(rows: readonly Row[]): string[] {
  return rows.flatMap(({ key, children }) => (children ? [key, ...shownKeys(children)] : [key]));
}

/** All between two rows, both included, whichever comes first; just the second where the first is not shown. */
export function rangeOf(keys: readonly string[], from: string | null, to: string): string[] {
  const [a, b] = [from === null ? -1 : keys.indexOf(from), keys.indexOf(to)];
  if (a < 0 || b < 0) return [to];
  return keys.slice(Math.min(a, b), Math.max(a, b) + 1);
}

/** `-1` for Alt+Up, `1` for Alt+Down, or null. */
export function stepOf(event: KeyboardEvent): -1 | 1 | null {
  if (!event.altKey || event.ctrlKey || event.metaKey) return null;
  return event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
}

/** A click that adds a row (or all rows from the one before) to what is chosen. */
export const isChoosing = (event: { ctrlKey: boolean; metaKey: boolean; shiftKey: boolean }) =>
  event.ctrlKey || event.metaKey || event.shiftKey;
