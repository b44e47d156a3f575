import { BookOpen, CircleDashed, Flag, Layers2, Map as MapIcon, Puzzle, Tag, Tags } from 'lucide-react';
import type { OutlineNode } from '#lib/catalogue/core/outline.ts';

const ICONS = { domain: MapIcon, trail: Flag, concept: Layers2, spark: BookOpen, beacon: Tag } as const;
const GROUP_ICONS = { standalone: Puzzle, loose: CircleDashed, beacons: Tags } as const;

/** One drawing a kind; a domain with a colour is a patch of it, as on a map. */
export function KindIcon({ kind, group, color }: Pick<OutlineNode, 'kind' | 'group' | 'color'>) {
  const Icon = kind === 'group' ? GROUP_ICONS[group ?? 'loose'] : ICONS[kind];
  if (kind === 'domain' && color) {
    return (
      <span className="flex size-4 items-center justify-center">
        <span className="size-3 rounded-[3px] border border-ink/15" style={{ backgroundColor: color }} />
      </span>
    );
  }
  return <Icon aria-hidden />;
}
