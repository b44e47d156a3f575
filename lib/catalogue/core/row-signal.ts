import type { OutlineNode } from './outline.ts';

/** What a row says of itself, the heaviest first. */
export const SIGNALS = ['blocked', 'draft', 'new', 'changed'] as const;
export type SignalName = (typeof SIGNALS)[number];

export interface RowSignal {
  name: SignalName;
  /** It is true somewhere below, and not of the thing itself: a mark without a word. */
  is_below: boolean;
}

type Told = Pick<OutlineNode, 'state' | 'change'>;
type Row = Told & Pick<OutlineNode, 'kind' | 'changed_below'> & { parent: Told | null };

/** Readers do not have it yet. */
export const isNew = ({ state, change }: Told): boolean => state === 'changed' && change === 'added';

/** What readers get of it, in the words of the whole studio; null of what has no state of its own. */
export function stateWord(node: Told): 'draft' | 'new' | 'changed' | 'published' | null {
  return node.state ? (isNew(node) ? 'new' : node.state) : null;
}

/**
 * The one thing that a row of the outline says (docs/design.md); null where there is nothing to say, which is so of what readers have.
 * What is true of a whole branch is said by its top: New below something that is new is silent, and so is what changed below it.
 * `blocks`: how many findings in it and below hold back a snapshot.
 */
export function rowSignal(node: Row, blocks: number): RowSignal | null {
  if (blocks > 0) return { name: 'blocked', is_below: node.kind !== 'spark' };
  const word = stateWord(node);
  if (word === 'draft') return { name: 'draft', is_below: false };
  if (word === 'new') return node.parent && isNew(node.parent) ? null : { name: 'new', is_below: false };
  if (word === 'changed') return { name: 'changed', is_below: false };
  return node.changed_below > 0 ? { name: 'changed', is_below: true } : null;
}
