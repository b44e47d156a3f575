import { childOf, type NamedKind } from '#lib/base/core/content-kinds.ts';
import type { OutlineNode } from '#lib/catalogue/core/outline.ts';

/** What can be added inside of a row. */
export function childKind(node: OutlineNode): NamedKind | null {
  if (node.kind === 'group')
    return ({ standalone: 'concept', loose: 'spark', beacons: 'beacon' } as const)[node.group ?? 'loose'];
  return childOf(node.kind);
}
