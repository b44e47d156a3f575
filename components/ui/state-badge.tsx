import {
  Archive,
  CircleCheck,
  CircleDashed,
  CirclePlus,
  Clock,
  Contrast,
  type LucideIcon,
  OctagonX,
} from 'lucide-react';
import { Badge, type Tone } from './badge.tsx';
import { cx } from './cx.tsx';
import { uiText } from './text.ts';

export type ContentState = keyof typeof uiText.states;

// Word and mark, never colour alone. Two arrows in a circle would mean synchronising, so Changed is a circle half full.
const LOOKS: Record<ContentState, { tone: Tone; icon: LucideIcon; ink: string }> = {
  draft: { tone: 'amber', icon: CircleDashed, ink: 'text-draft' },
  new: { tone: 'green', icon: CirclePlus, ink: 'text-published' },
  published: { tone: 'green', icon: CircleCheck, ink: 'text-published' },
  changed: { tone: 'blue', icon: Contrast, ink: 'text-changed' },
  blocked: { tone: 'red', icon: OctagonX, ink: 'text-blocked' },
  stale: { tone: 'violet', icon: Clock, ink: 'text-stale' },
  archived: { tone: 'grey', icon: Archive, ink: 'text-archived' },
};

export interface StateBadgeProps {
  state: ContentState;
  size?: 'sm' | 'md';
  /** The icon alone, for rows of a tree; the word is its name and stands in the title. */
  compact?: boolean;
  /** Mark and word without the box, for the cells of a table. */
  plain?: boolean;
  title?: string;
}

/** A state as docs/design.md has it: word and mark, and what it means where somebody points. */
export function StateBadge({ state, size, compact, plain, title = uiText.stateMeans[state] }: StateBadgeProps) {
  const { tone, icon: Icon, ink } = LOOKS[state];
  const word = uiText.states[state];
  if (compact) {
    return (
      <span role="img" aria-label={word} title={title} className={ink}>
        <Icon aria-hidden className="size-3.5" />
      </span>
    );
  }
  if (plain)
    return (
      <span title={title} className={cx('inline-flex items-center gap-1.5 align-middle text-sm', ink)}>
        <Icon aria-hidden className="size-3.5 shrink-0" />
        {word}
      </span>
    );
  return (
    <Badge tone={tone} size={size} title={title} icon={<Icon aria-hidden />}>
      {word}
    </Badge>
  );
}
