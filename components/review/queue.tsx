'use client';

import {
  BookOpen,
  Check,
  FileText,
  Flag,
  ListChecks,
  ListFilter,
  ListTree,
  Lock,
  type LucideIcon,
  PencilLine,
  SearchCheck,
  TriangleAlert,
  UserRoundPen,
  UserSearch,
  Workflow,
  X,
} from 'lucide-react';
import { memo, useEffect, useRef } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { cx } from '#components/ui/cx.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Link } from '#components/ui/link.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { Popover } from '#components/ui/popover.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Select } from '#components/ui/select.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { type QueueItem, REVIEW_GROUPS, REVIEW_VIEWS, type ReviewGroup } from '#lib/review/core/proposal.ts';
import { attentionText } from './attention-text.ts';
import { FilterPanel } from './filter-panel.tsx';
import { PauseDue } from './pause-line.tsx';
import { nameOf, reviewText, underTitle } from './text.ts';
import type { Outcome } from './use-decisions.ts';
import type { Desk, Me } from './use-desk.ts';

const words = reviewText;
export const GROUP_ICONS: Record<ReviewGroup, LucideIcon> = {
  outline: ListTree,
  change: UserRoundPen,
  rewrite: PencilLine,
  new: BookOpen,
  draft: FileText,
  exercises: ListChecks,
  quiz: ListChecks,
  links: Workflow,
  piece: FileText,
  profile: UserSearch,
  review: SearchCheck,
  stale: TriangleAlert,
};

interface QueueProps {
  workspace: string;
  desk: Desk;
  me: Me;
  isFiltering: boolean;
  onFiltering: (is: boolean) => void;
  onOpen: (id: string) => void;
}

/** What waits, by heading; what was decided meanwhile stays above what follows, faint. */
export function Queue({ workspace, desk, me, isFiltering, onFiltering, onOpen }: QueueProps) {
  const number = useNumber();
  const { queue, counts } = desk;
  const groups = REVIEW_GROUPS.map((group) => ({
    group,
    done: desk.outcomes.filter(({ item }) => item.in_group === group),
    rows: desk.waiting.filter((item) => item.in_group === group),
  })).filter(({ done, rows }) => done.length + rows.length > 0);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex items-center gap-1 border-b px-3 py-2.5">
        <Select
          label={words.viewLabel}
          hideLabel
          className="flex-1"
          value={desk.filters.show}
          onChange={(id) =>
            desk.filters.set({ ...desk.filters.filter, show: REVIEW_VIEWS.find((one) => one === id) ?? 'open' })
          }
          options={REVIEW_VIEWS.map((id) => ({
            id,
            label: [words.views[id], counts && id !== 'decided' && number(counts[id])].filter(Boolean).join(' '),
          }))}
        />
        <Popover
          label={words.filters.label}
          placement="bottom end"
          isOpen={isFiltering}
          onOpenChange={onFiltering}
          trigger={
            <IconButton
              label={words.filters.narrowed(desk.filters.narrowed)}
              shortcut="F"
              className={desk.filters.narrowed > 0 ? 'bg-accent-soft text-accent-text' : undefined}
            >
              <ListFilter />
            </IconButton>
          }
        >
          <FilterPanel workspace={workspace} desk={desk.filters} mayKeep={me.is_reviewer} />
        </Popover>
        {me.is_reviewer && (
          <IconButton
            label={words.together.start}
            shortcut="X"
            pressed={desk.chosen.isOn}
            onPress={desk.chosen.isOn ? desk.chosen.clear : desk.chosen.start}
          >
            <ListChecks />
          </IconButton>
        )}
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 py-2">
        {queue.error && !queue.data ? (
          <QueryProblem title={words.notRead} error={queue.error} onRetry={() => void queue.refetch()} />
        ) : !queue.data ? (
          <TextSkeleton lines={10} />
        ) : (
          <nav aria-label={words.queue} className="flex flex-col gap-3">
            {groups.map(({ group, done, rows }) => (
              <section key={group} aria-label={words.groups[group]}>
                <h2 className="flex justify-between px-2 py-1 text-sm text-muted">
                  <span>{words.groups[group]}</span>
                  <span className="tabular-nums">{number(rows.length)}</span>
                </h2>
                <ul className="flex flex-col">
                  {done.map((outcome) => (
                    <Done key={outcome.item.id} outcome={outcome} />
                  ))}
                  {rows.map((item) => (
                    <Row
                      key={item.id}
                      item={item}
                      me={me.user_id}
                      isOpen={item.id === desk.id}
                      isChosen={desk.chosen.isOn ? desk.chosen.has(item.id) : null}
                      onChoose={desk.chosen.toggle}
                      onOpen={onOpen}
                    />
                  ))}
                </ul>
              </section>
            ))}
            {queue.hasNextPage && (
              <Button size="sm" isPending={queue.isFetchingNextPage} onPress={() => void queue.fetchNextPage()}>
                {words.more}
              </Button>
            )}
          </nav>
        )}
      </div>
      <div className="flex flex-col gap-0.5 border-t px-4 py-2.5 text-sm text-muted tabular-nums">
        {words.decidedToday(desk.decidedToday)}
        {desk.filters.show === 'asked' && (
          <Button
            size="sm"
            variant="quiet"
            className="self-start"
            onPress={() => desk.filters.set({ show: 'decided', asked_by: me.user_id })}
          >
            {words.ownDecided}
          </Button>
        )}
        <PauseDue pause={desk.pause} />
        {desk.second > 0 && (
          <Link href={inWorkspace(workspace).secondOpinions}>{attentionText.second.waiting(desk.second)}</Link>
        )}
      </div>
    </div>
  );
}

interface RowProps {
  item: QueueItem;
  me: string;
  isOpen: boolean;
  /** Whether it is among those that are decided together; null while none are chosen. */
  isChosen: boolean | null;
  onChoose: (id: string) => void;
  onOpen: (id: string) => void;
}

/** Drawn again only when something of it changed: hundreds stand there, and every decision changes the queue. */
const Row = memo(function Row({ item, me, isOpen, isChosen, onChoose, onOpen }: RowProps) {
  const isHeld = item.claim !== null && item.claim.by !== me;
  const Icon = isHeld ? Lock : GROUP_ICONS[item.in_group];
  const button = useRef<HTMLButtonElement>(null);
  // Only when another one is opened: whoever looks further down the queue stays there.
  useEffect(() => {
    if (isOpen) button.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  const isTouched = item.status === 'approved' || item.status === 'rejected';
  return (
    <li className="flex items-start [contain-intrinsic-size:auto_3.25rem] [content-visibility:auto]">
      {isChosen !== null && (
        <Checkbox
          aria-label={nameOf(item)}
          isSelected={isChosen}
          onChange={() => onChoose(item.id)}
          className="px-1.5 py-2.5"
        />
      )}
      <button
        type="button"
        aria-current={isOpen ? 'true' : undefined}
        onClick={() => onOpen(item.id)}
        ref={button}
        className={cx(
          'flex min-w-0 flex-1 cursor-default gap-2.5 rounded-lg border-s-2 px-2 py-1.5 text-start',
          isOpen ? 'border-accent bg-accent-soft' : 'border-transparent hover:bg-hover',
        )}
      >
        {isChosen === null && <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />}
        <span className="flex min-w-0 flex-1 flex-col">
          <span dir="auto" className={cx('line-clamp-2 font-medium', isOpen && 'text-accent-text')}>
            {nameOf(item)}
          </span>
          <span className="flex flex-wrap gap-x-2 text-sm text-muted">
            <span dir="auto" className="max-w-full truncate">
              {isHeld ? words.isDeciding(item.claim?.by_name ?? null) : underTitle(item)}
            </span>
            <RelativeTime value={item.decided_at && isTouched ? item.decided_at : item.created_at} />
            {isTouched ? (
              <span>{words.outcome[item.status === 'approved' ? 'approved' : 'rejected']}</span>
            ) : (
              item.risks.map((risk) => (
                <span key={risk} className="inline-flex items-center gap-1 text-draft">
                  <Flag aria-hidden className="size-3" />
                  {risk === 'much_changed' && item.changed_share !== null
                    ? words.muchChanged(item.changed_share)
                    : words.risks[risk]}
                </span>
              ))
            )}
            {item.assigned?.name && <span className="truncate">{words.assign.to(item.assigned.name)}</span>}
          </span>
        </span>
      </button>
    </li>
  );
});

const Done = memo(function Done({ outcome: { item, what, is_edited } }: { outcome: Outcome }) {
  const Icon = what === 'approved' ? Check : X;
  return (
    <li className="flex gap-2.5 border-s-2 border-transparent px-2 py-1.5 text-faint">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="flex min-w-0 flex-col">
        <span dir="auto" className="truncate">
          {nameOf(item)}
        </span>
        <span className="text-sm">
          {[words.outcome[what], is_edited && words.edit.toLowerCase()].filter(Boolean).join(', ')}
        </span>
      </span>
    </li>
  );
});
