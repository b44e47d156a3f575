'use client';

import type { ReactNode } from 'react';
import { useLocale } from 'react-aria-components/I18nProvider';
import { QueryProblem } from '#components/base/problem.tsx';
import { countOf } from '#components/base/text.ts';
import { ImportStatus } from '#components/bundles/status.tsx';
import { SnapshotStatus } from '#components/snapshots/status.tsx';
import { numberFormat } from '#components/ui/formats.ts';
import { Link } from '#components/ui/link.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { COUNTED_KINDS } from '#lib/base/core/content-kinds.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { Work } from '#lib/home/core/work.ts';
import type { Overview } from '#lib/home/services.ts';
import { homeText } from './text.ts';
import type { HomeData } from './use-home.ts';
import { blockedOf } from './waiting.tsx';

/** Beside what waits: one's own week, where one was, and how the catalogue stands. */
export function Aside({ workspace, home }: { workspace: string; home: HomeData }) {
  const { overview, work } = home;
  return (
    <div className="flex min-w-0 flex-col gap-8">
      {work.data && <Own workspace={workspace} work={work.data} />}
      <Facts title={homeText.state}>
        {overview.error && !overview.data ? (
          <QueryProblem title={homeText.notLoaded} error={overview.error} onRetry={() => void overview.refetch()} />
        ) : overview.data ? (
          <State workspace={workspace} overview={overview.data} />
        ) : (
          <TextSkeleton lines={4} />
        )}
      </Facts>
    </div>
  );
}

function Own({ workspace, work }: { workspace: string; work: Work }) {
  const number = useNumber();
  const { week, own, places } = work;
  const share = (part: number) => `${Math.round((100 * part) / week.decided)} %`;
  const words = homeText.own;
  return (
    <>
      {week.decided > 0 && (
        <Facts title={words.week}>
          <Fact label={words.decided}>{number(week.decided)}</Fact>
          <Fact label={words.plain}>{share(week.plain)}</Fact>
          <Fact label={words.edited}>{share(week.edited)}</Fact>
          <Fact label={words.rejected}>{share(week.rejected)}</Fact>
          {work.pace_seconds !== null && <Fact label={words.pace}>{words.seconds(Math.round(work.pace_seconds))}</Fact>}
        </Facts>
      )}
      {places.length > 0 && (
        <Facts title={words.places}>
          {places.map(({ slug, title, at }) => (
            <Fact key={slug} label={<Link href={inWorkspace(workspace).spark(slug)}>{title}</Link>}>
              <span className="whitespace-nowrap text-muted">
                <RelativeTime value={at} />
              </span>
            </Fact>
          ))}
        </Facts>
      )}
      {own.writing + own.in_review + own.approved > 0 && (
        <Facts title={words.drafts}>
          <Fact label={words.writing}>{number(own.writing)}</Fact>
          <Fact label={words.inReview}>{number(own.in_review)}</Fact>
          <Fact label={words.approved}>{number(own.approved)}</Fact>
        </Facts>
      )}
    </>
  );
}

function State({ workspace, overview }: { workspace: string; overview: Overview }) {
  const { locale } = useLocale();
  const format = numberFormat(locale).format;
  const { counts, current, last_import, pending } = overview;
  const shown = COUNTED_KINDS.filter((kind) => counts[kind] > 0);
  const blocked = blockedOf(overview);
  const at = inWorkspace(workspace);
  return (
    <>
      <Fact label={homeText.readers}>
        {current ? (
          <span className="inline-flex flex-wrap items-center justify-end gap-x-2 gap-y-1">
            <Link href={at.snapshot(current.id)}>{current.version_label}</Link>
            <SnapshotStatus status="current" />
          </span>
        ) : (
          <Link href={at.snapshots}>{homeText.readersNothing}</Link>
        )}
      </Fact>
      <Fact label={homeText.changedSince}>{format(pending.total)}</Fact>
      {blocked > 0 && (
        <Fact label={homeText.blocksNext}>
          <Link href={at.newSnapshot}>{format(blocked)}</Link>
        </Fact>
      )}
      <Fact label={homeText.content}>{shown.map((kind) => countOf(kind, counts[kind], format)).join(', ')}</Fact>
      {last_import && (
        <Fact label={homeText.lastImport}>
          <span className="flex flex-wrap items-center justify-end gap-x-2 gap-y-1">
            <Link href={at.import(last_import.id)} className="max-w-full truncate">
              {last_import.name ?? last_import.version_label}
            </Link>
            <ImportStatus record={{ ...last_import, change_set: null }} />
          </span>
        </Fact>
      )}
    </>
  );
}

function Facts({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col">
      <h2 className="border-b pb-2.5 text-lg font-semibold">{title}</h2>
      <dl className="flex flex-col text-sm">{children}</dl>
    </section>
  );
}

function Fact({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4 border-b py-2.5">
      <dt className="max-w-3/5 shrink-0 break-words text-muted">{label}</dt>
      <dd className="min-w-0 flex-1 text-end break-words tabular-nums">{children}</dd>
    </div>
  );
}
