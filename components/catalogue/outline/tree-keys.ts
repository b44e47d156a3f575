import { canDraft, childKind, MOST_DRAFTED, type OutlineNode } from '#lib/catalogue/core/outline.ts';
import { mayMoveTogether } from '#lib/catalogue/core/outline-moves.ts';
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

export type TreeCommand = 'up' | 'down' | 'range' | 'open' | 'rename' | 'add' | 'trash' | 'menu' | 'move' | 'generate';

/** What the rows are that are chosen, and those that a command would be about. */
interface Meant {
  chosen: number;
  meant: readonly OutlineNode[];
}

interface Rule {
  command: TreeCommand;
  is: (press: Press) => boolean;
  /** On which rows; on the others the press is left to the tree. Every row unless said. */
  on?: (node: OutlineNode, meant: Meant) => boolean;
}

const isMod = ({ ctrlKey, metaKey }: Press) => ctrlKey || metaKey;
const isAlt = (press: Press, key: string) => press.key === key && press.altKey && !isMod(press);
const isNamed = ({ kind }: OutlineNode) => kind !== 'group';

/** One job for each of them, all of one kind. */
export const mayDraftTogether = (nodes: readonly OutlineNode[]): boolean =>
  nodes.length > 0 &&
  nodes.length <= MOST_DRAFTED &&
  nodes.every((node) => canDraft(node) && node.kind === nodes[0]?.kind);

const RULES: readonly Rule[] = [
  { command: 'up', is: (press) => isAlt(press, 'ArrowUp') },
  { command: 'down', is: (press) => isAlt(press, 'ArrowDown') },
  {
    command: 'range',
    is: ({ key, shiftKey }) => shiftKey && /^Arrow(Up|Down)$/.test(key),
    on: (_node, { chosen }) => chosen === 0,
  },
  { command: 'open', is: ({ key }) => key === 'Enter', on: (_node, { chosen }) => chosen > 0 },
  { command: 'rename', is: ({ key }) => key === 'F2', on: isNamed },
  { command: 'add', is: ({ key }) => key === 'Insert', on: (node) => childKind(node) !== null },
  { command: 'trash', is: ({ key, metaKey }) => key === 'Delete' || (key === 'Backspace' && metaKey), on: isNamed },
  { command: 'menu', is: ({ key, shiftKey }) => key === 'ContextMenu' || (key === 'F10' && shiftKey) },
  {
    command: 'move',
    is: (press) => press.key === 'm' && isMod(press),
    on: (_node, { meant }) => mayMoveTogether(meant),
  },
  {
    command: 'generate',
    is: (press) => press.key.toLowerCase() === 'g' && !isMod(press) && !press.altKey,
    on: (_node, { meant }) => mayDraftTogether(meant),
  },
];

/** What a key means on a row of the outline; null leaves it to the tree. */
export function commandOf(press: Press, node: OutlineNode, meant: Meant): TreeCommand | null {
  const rule = RULES.find(({ is }) => is(press));
  return rule && (rule.on?.(node, meant) ?? true) ? rule.command : null;
}
