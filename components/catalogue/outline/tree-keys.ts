import type { OutlineNode } from '#lib/catalogue/core/outline.ts';
import { mayMoveTogether } from '#lib/catalogue/core/outline-moves.ts';
import { childKind } from './child-kind.ts';
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

interface Press {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** A click that adds a row (or all rows from the one before) to what is chosen. */
export const isChoosing = (event: Pick<Press, 'ctrlKey' | 'metaKey' | 'shiftKey'>) =>
  event.ctrlKey || event.metaKey || event.shiftKey;

export type TreeCommand = 'up' | 'down' | 'range' | 'open' | 'rename' | 'add' | 'trash' | 'menu' | 'move';

/**
 * What a key means on a row of the outline; null leaves it to the tree. `chosen` are the rows that are chosen, and `meant` those
 * that a command would be about.
 */
export function commandOf(
  event: Press,
  node: OutlineNode,
  { chosen, meant }: { chosen: number; meant: readonly OutlineNode[] },
): TreeCommand | null {
  const { key, shiftKey, metaKey } = event;
  const isMod = event.ctrlKey || metaKey;
  const isGroup = node.kind === 'group';
  if (event.altKey && !isMod && key === 'ArrowUp') return 'up';
  if (event.altKey && !isMod && key === 'ArrowDown') return 'down';
  if (shiftKey && /^Arrow(Up|Down)$/.test(key) && chosen === 0) return 'range';
  if (key === 'Enter') return chosen > 0 ? 'open' : null;
  if (key === 'F2') return isGroup ? null : 'rename';
  if (key === 'Insert') return childKind(node) ? 'add' : null;
  if (key === 'Delete' || (key === 'Backspace' && metaKey)) return isGroup ? null : 'trash';
  if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) return 'menu';
  if (key === 'm' && isMod) return mayMoveTogether(meant) ? 'move' : null;
  return null;
}
