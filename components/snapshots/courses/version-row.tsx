'use client';

import { Bookmark, CheckCheck, CircleCheck, Ellipsis, Import, Layers, Undo2 } from 'lucide-react';
import { Badge } from '#components/ui/badge.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { cx } from '#components/ui/cx.tsx';
import { DiffCounts } from '#components/ui/diff-counts.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { VersionReason } from '#lib/snapshots/core/course-versions.ts';
import type { CourseVersion } from '#lib/snapshots/data/course-versions.ts';
import { courseVersionsText } from './text.ts';

const ICONS = {
  approval: CheckCheck,
  import: Import,
  stage: Layers,
  hand: Bookmark,
  rollback: Undo2,
} satisfies Record<VersionReason, typeof Bookmark>;

export interface VersionRowProps {
  version: CourseVersion;
  /** Readers have this one. */
  isRead: boolean;
  isChosen: boolean;
  mayRollBack: boolean;
  onChoose: () => void;
  onCompare: (numbers: readonly number[]) => void;
  onRollBack: () => void;
  onName: () => void;
}

/** Who did what, in words: what a version is called, how much it changed and when. */
export function saidOf({ reason, by_name, title, summary, back_to }: CourseVersion): string {
  const who = by_name ?? courseVersionsText.somebody;
  return reason === 'hand' && summary ? `${who}: “${summary}”` : courseVersionsText.said[reason](who, title, back_to);
}

/** One version in the list. */
export function VersionRow(props: VersionRowProps) {
  const { version, isRead, isChosen, mayRollBack, onChoose, onCompare, onRollBack, onName } = props;
  const { nth, reason, summary, added, changed, removed, created_at, is_undone } = version;
  const Icon = ICONS[reason];
  const entries = [
    { id: 'now', label: courseVersionsText.compareWithNow, onAction: () => onCompare([nth]) },
    ...(nth > 1
      ? [{ id: 'before', label: courseVersionsText.compareWithBefore, onAction: () => onCompare([nth - 1, nth]) }]
      : []),
    {
      id: 'back',
      label: courseVersionsText.rollBack,
      disabled: !mayRollBack,
      description: mayRollBack ? undefined : courseVersionsText.onlyReviewers,
      onAction: onRollBack,
    },
    { id: 'name', label: courseVersionsText.nameIt, onAction: onName },
  ];
  return (
    <li
      className={cx(
        'grid grid-cols-[auto_2.25rem_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-1 border-b px-2 py-2.5 @xl:grid-cols-[auto_2.25rem_minmax(0,1fr)_auto_8.5rem_auto]',
        isChosen && 'bg-accent-soft',
      )}
    >
      <Checkbox
        aria-label={courseVersionsText.choose(nth)}
        isSelected={isChosen}
        onChange={onChoose}
        className="pt-0.5"
      />
      <span className="font-semibold tabular-nums">{nth}</span>
      <div className="flex min-w-0 flex-col gap-0.5">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span dir="auto" className="min-w-0 break-words">
            {saidOf(version)}
          </span>
          {isRead && (
            <Badge tone="green" size="sm" icon={<CircleCheck />}>
              {courseVersionsText.readersHaveThis}
            </Badge>
          )}
          {is_undone && <Badge size="sm">{courseVersionsText.takenBack}</Badge>}
        </p>
        <p className="flex items-center gap-1.5 text-sm text-muted">
          <Icon aria-hidden className="size-3.5 shrink-0" />
          <span dir="auto" className="min-w-0 break-words">
            {summary && reason !== 'hand' ? summary : courseVersionsText.kinds[reason]}
          </span>
        </p>
        <p className="flex flex-wrap items-baseline gap-x-3 @xl:hidden">
          <DiffCounts added={added} changed={changed} removed={removed} />
          <RelativeTime value={created_at} className="text-sm text-muted" />
        </p>
      </div>
      <span className="hidden justify-self-end @xl:block">
        <DiffCounts added={added} changed={changed} removed={removed} />
      </span>
      <RelativeTime value={created_at} className="hidden justify-self-end text-sm text-muted @xl:block" />
      <Menu
        label={courseVersionsText.menu(nth)}
        groups={[{ id: 'all', items: entries }]}
        trigger={
          <IconButton label={courseVersionsText.menu(nth)} size="sm">
            <Ellipsis />
          </IconButton>
        }
      />
    </li>
  );
}
