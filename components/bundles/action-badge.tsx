import { CircleDashed, CirclePlus, type LucideIcon, RefreshCw, Swords } from 'lucide-react';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import type { PlanLine } from '#lib/bundles/data/imports.ts';
import { bundlesText } from './text.ts';

export const ACTION_LOOKS: Record<PlanLine['action'], { tone: Tone; icon: LucideIcon; bar: string; ink: string }> = {
  create: { tone: 'green', icon: CirclePlus, bar: 'bg-published', ink: 'text-published' },
  update: { tone: 'blue', icon: RefreshCw, bar: 'bg-changed', ink: 'text-changed' },
  conflict: { tone: 'red', icon: Swords, bar: 'bg-blocked', ink: 'text-blocked' },
  unchanged: { tone: 'grey', icon: CircleDashed, bar: 'bg-field-line', ink: 'text-archived' },
};

export function ActionBadge({ action }: { action: PlanLine['action'] }) {
  const { tone, icon: Icon } = ACTION_LOOKS[action];
  return (
    <Badge tone={tone} size="sm" icon={<Icon aria-hidden />}>
      {bundlesText.actions[action]}
    </Badge>
  );
}
