'use client';

import { useQuery } from '@tanstack/react-query';
import { CornerDownRight, EyeOff, MoveRight, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '#components/ui/cx.tsx';
import { Link } from '#components/ui/link.tsx';
import { Select } from '#components/ui/select.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { reviewFacetsQuery } from '#lib/review/queries/proposals.ts';
import type { ShownItem } from '#lib/review/services/items.ts';
import { useBriefMoney } from '../generation/money.ts';
import { nameOf, reviewText } from './text.ts';
import type { Desk, Me } from './use-desk.ts';

const words = reviewText;
const MOST_PASSAGES = 12;
const NOBODY = '';

interface ContextProps {
  workspace: string;
  item: ShownItem;
  desk: Desk;
  me: Me;
  /** What people say about it. */
  talk?: ReactNode;
}

/** What it takes to judge a draft: findings, the passages it stands on, what stands around it, and, once decided, its price. */
export function Context({ workspace, item, desk, me, talk }: ContextProps) {
  const address = inWorkspace(workspace);
  return (
    <aside aria-label={words.context} className="flex flex-col divide-y">
      {item.findings.length > 0 && (
        <Part title={words.findings} count={item.findings.length}>
          <ol className="flex flex-col gap-2">
            {item.findings.map(({ code, reason, subject, passage }, nth) => (
              <li
                key={`${code} ${subject}`}
                className={cx('-mx-2 flex gap-2 rounded-lg px-2 py-1 text-sm', nth === desk.finding && 'bg-hover')}
              >
                <span
                  aria-hidden
                  className="flex size-5 shrink-0 items-center justify-center rounded-full border border-draft text-xs text-draft tabular-nums"
                >
                  {nth + 1}
                </span>
                <span className="flex min-w-0 flex-col">
                  {reason}
                  {passage !== null && (
                    <button
                      type="button"
                      onClick={() => desk.goToFinding(nth)}
                      className="cursor-default self-start font-medium text-accent-text hover:underline"
                    >
                      {words.goToPassage}
                    </button>
                  )}
                </span>
              </li>
            ))}
          </ol>
        </Part>
      )}
      <Part title={words.sources} count={item.passages.length}>
        {item.passages.length === 0 ? (
          <p className="text-sm text-muted">{words.noSources}</p>
        ) : (
          <ul className="flex flex-col gap-3">
            {item.passages.slice(0, MOST_PASSAGES).map((passage, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a proposal never changes.
              <li key={at} className="flex flex-col gap-1 text-sm">
                <span dir="auto" className="text-muted">
                  {passage.source}
                </span>
                <span dir="auto" className="border-s-2 ps-3 font-serif">
                  {passage.text}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Part>
      {talk}
      <Part title={words.place}>
        <Around item={item} workspace={workspace} />
      </Part>
      {me.is_reviewer && (item.status === 'pending' || item.status === 'stale') && (
        <Assigned workspace={workspace} item={item} desk={desk} />
      )}
      <Part title={words.behind}>
        <Behind item={item} />
      </Part>
      <div className="flex flex-wrap gap-x-4 gap-y-1 px-4 py-3 text-sm">
        {item.lesson && <Link href={address.spark(item.lesson.slug)}>{words.openLesson}</Link>}
        {item.job && <Link href={address.job(item.job.id, item.id)}>{words.openJob}</Link>}
      </div>
    </aside>
  );
}

/** Who is to decide it. */
function Assigned({ workspace, item, desk }: Omit<ContextProps, 'me' | 'talk'>) {
  const { data } = useQuery(reviewFacetsQuery(workspace));
  const reviewers = data?.reviewers ?? [];
  return (
    <Part title={words.assign.label}>
      <Select
        label={words.assign.label}
        hideLabel
        size="sm"
        value={item.assigned_to ?? NOBODY}
        onChange={(to) => desk.assign(to === NOBODY ? null : to)}
        options={[
          { id: NOBODY, label: words.assign.nobody },
          ...reviewers.map(({ id, name }) => ({ id, label: name || words.filters.nameless })),
        ]}
      />
    </Part>
  );
}

function Part({ title, count, children }: { title: string; count?: number; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-2 px-4 py-3.5">
      <h3 className="flex gap-2 font-medium">
        {title}
        {count !== undefined && count > 0 && <span className="font-normal text-muted tabular-nums">{count}</span>}
      </h3>
      {children}
    </section>
  );
}

function Around({ item, workspace }: { item: ShownItem; workspace: string }) {
  const isNew = item.kind === 'spark' && item.lesson === null;
  const before = item.around.filter(({ is_before }) => is_before);
  const after = item.around.filter(({ is_before }) => !is_before);
  if (before.length + after.length === 0)
    return <p className="text-sm text-muted">{isNew && item.place?.kind == null ? words.grows : words.noNeighbours}</p>;
  const line = (one: (typeof before)[number], Icon: typeof MoveRight, word: string) => (
    <li key={one.slug} className="flex items-center gap-2 text-sm">
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <Link href={inWorkspace(workspace).spark(one.slug)} className="min-w-0 flex-1 truncate">
        {one.title}
      </Link>
      <span className="text-muted">{word}</span>
    </li>
  );
  return (
    <ul className="flex flex-col gap-1.5">
      {before.map((one) => line(one, CornerDownRight, words.isBefore))}
      <li className="flex items-center gap-2 text-sm font-medium text-accent-text">
        <Plus aria-hidden className="size-4 shrink-0" />
        <span dir="auto" className="min-w-0 flex-1 truncate">
          {nameOf(item)}
        </span>
      </li>
      {after.map((one) => line(one, MoveRight, words.isAfter))}
    </ul>
  );
}

function Behind({ item }: { item: ShownItem }) {
  const money = useBriefMoney();
  if (!item.behind)
    return (
      <p className="flex items-start gap-2 text-sm text-muted">
        <EyeOff aria-hidden className="mt-0.5 size-4 shrink-0" />
        {words.behindHidden}
      </p>
    );
  return (
    <p className="text-sm">
      {item.behind.maker === 'import'
        ? words.imported
        : item.behind.model
          ? words.model(item.behind.model, money(item.behind.cost_micros))
          : item.behind.maker === 'builtin'
            ? words.builtin
            : words.ofJob}
    </p>
  );
}
