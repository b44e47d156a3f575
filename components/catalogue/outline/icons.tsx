import { CircleDashed, Puzzle, Tags } from 'lucide-react';
import { kindIcon } from '#components/base/kind.tsx';
import type { OutlineNode } from '#lib/catalogue/core/outline.ts';

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
