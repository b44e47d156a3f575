import { CircleDashed, Puzzle, Tags } from 'lucide-react';
import { kindIcon } from '#components/base/kind.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import type { OutlineNode } from '#lib/catalogue/core/outline.ts';
import { outlineText } from './text.ts';

const GROUP_ICONS = { standalone: Puzzle, loose: CircleDashed, beacons: Tags } as const;

/** One drawing a kind; a domain with a colour is a patch of it, as on a map. */
export function RowIcon({ kind, group, color }: Pick<OutlineNode, 'kind' | 'group' | 'color'>) {
  const Icon = kind === 'group' ? GROUP_ICONS[group ?? 'loose'] : kindIcon(kind);
  if (kind === 'domain' && color) {
    return (
      <span className="flex size-4 items-center justify-center">
        <span className="size-3 rounded-[3px] border border-ink/15" style={{ backgroundColor: color }} />
      </span>
    );
  }
  return <Icon aria-hidden />;
}

/** What readers get of a row: nothing yet, this very state, or an older one. */
export function RowState({ node, compact }: { node: Pick<OutlineNode, 'state' | 'change'>; compact?: boolean }) {
  if (!node.state) return null;
  const since = node.change === 'added' ? outlineText.newSince : outlineText.changedSince;
  return <StateBadge compact={compact} state={node.state} title={node.state === 'changed' ? since : undefined} />;
}
