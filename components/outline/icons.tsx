import { BookOpen, CircleDashed, Flag, Layers2, Map as MapIcon, Puzzle, Tag, Tags } from 'lucide-react';
import type { OutlineNode } from '#lib/core/outline';

const ICONS = { domain: MapIcon, trail: Flag, concept: Layers2, spark: BookOpen, beacon: Tag } as const;
const GROUP_ICONS = { standalone: Puzzle, loose: CircleDashed, beacons: Tags } as const;

/** One drawing a kind; a domain wears its colour. */
export function KindIcon({ kind, group, color }: Pick<OutlineNode, 'kind' | 'group' | 'color'>) {
  const Icon = kind === 'group' ? GROUP_ICONS[group ?? 'loose'] : ICONS[kind];
  if (kind === 'domain' && color) {
    return (
      <span className="relative block">
        <Icon aria-hidden />
        <span
          className="absolute -end-0.5 -bottom-0.5 size-2 rounded-full border border-canvas"
          style={{ backgroundColor: color }}
        />
      </span>
    );
  }
  return <Icon aria-hidden />;
}
