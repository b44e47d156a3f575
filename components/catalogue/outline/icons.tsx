import { CircleDashed, Puzzle, Tags } from 'lucide-react';
import { kindIcon } from '#components/base/kind.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import type { OutlineNode } from '#lib/catalogue/core/outline.ts';
import { stateWord } from '#lib/catalogue/core/row-signal.ts';

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

/** What readers get of something: nothing yet, this very state, or an older one. */
export function RowState({ node }: { node: Pick<OutlineNode, 'state' | 'change'> }) {
  const word = stateWord(node);
  return word && <StateBadge state={word} />;
}
