import { Archive, CircleCheck, History, type LucideIcon, OctagonX, PencilLine, RefreshCw } from 'lucide-react';
import { Badge, type Tone } from './badge.tsx';
import { uiText } from './text.ts';

export type ContentState = keyof typeof uiText.states;

const LOOKS: Record<ContentState, { tone: Tone; icon: LucideIcon; ink: string }> = {
  draft: { tone: 'amber', icon: PencilLine, ink: 'text-draft' },
  published: { tone: 'green', icon: CircleCheck, ink: 'text-published' },
  changed: { tone: 'blue', icon: RefreshCw, ink: 'text-changed' },
  blocked: { tone: 'red', icon: OctagonX, ink: 'text-blocked' },
  stale: { tone: 'violet', icon: History, ink: 'text-stale' },
  archived: { tone: 'grey', icon: Archive, ink: 'text-archived' },
};

export interface StateBadgeProps {
  state: ContentState;
  size?: 'sm' | 'md';
  /** The icon alone, for rows of a tree; the word is its name and stands in the title. */
  compact?: boolean;
  title?: string;
}

export function StateBadge({ state, size, compact, title }: StateBadgeProps) {
  const { tone, icon: Icon, ink } = LOOKS[state];
  const word = uiText.states[state];
  if (compact) {
    return (
      <span role="img" aria-label={word} title={title ?? word} className={ink}>
        <Icon aria-hidden className="size-3.5" />
      </span>
    );
  }
  return (
    <Badge tone={tone} size={size} title={title} icon={<Icon aria-hidden />}>
      {word}
    </Badge>
  );
}
