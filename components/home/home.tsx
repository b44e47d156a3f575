'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useLocale } from 'react-aria-components/I18nProvider';
import { QueryProblem } from '#components/base/problem.tsx';
import { countOf } from '#components/base/text.ts';
import { ImportStatus } from '#components/bundles/status.tsx';
import { MyInvitations } from '#components/people/invitations/my-invitations.tsx';
import { SnapshotStatus } from '#components/snapshots/status.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { Link } from '#components/ui/link.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { WaitingDrafts } from '#components/workbench/drafts/waiting-drafts.tsx';
import { COUNTED_KINDS } from '#lib/base/core/content-kinds.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { overviewQuery } from '#lib/home/queries.ts';
import type { Overview } from '#lib/home/services.ts';
import { HomeSkeleton } from './home-skeleton.tsx';
import { RecentChanges } from './recent-changes.tsx';
import { homeText } from './text.ts';
import { Waits } from './waits.tsx';

// Shown in an empty workspace alone.
const FirstRun = dynamic(() => import('./first-run.tsx').then((module) => module.FirstRun));

/** What waits, how the catalogue stands, what happened. An empty workspace says how to begin. */
export function Home({ workspace, name }: { workspace: string; name: string }) {
  return (
    <div className="flex flex-col gap-8">
      <h1 dir="auto" className="text-title text-2xl font-semibold tracking-tight">
        {name}
      </h1>
      <MyInvitations workspace={workspace} />
      {/* Also, and above all, where nothing can be loaded. */}
      <WaitingDrafts />
      <Catalogue workspace={workspace} />
    </div>
  );
}

function Catalogue({ workspace }: { workspace: string }) {
  const overview = useQuery(overviewQuery(workspace));
  if (overview.error)
    return <QueryProblem title={homeText.notLoaded} error={overview.error} onRetry={() => void overview.refetch()} />;
  if (!overview.data) return <HomeSkeleton />;
  const { counts, current, recent } = overview.data;
  const isEmpty = Object.values(counts).every((count) => count === 0) && !current;
  return (
    <>
      {isEmpty ? (
        <FirstRun workspace={workspace} />
      ) : (
        <div className="grid items-start gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <Waiting workspace={workspace} overview={overview.data} />
          <State workspace={workspace} overview={overview.data} />
        </div>
      )}
      {recent.length > 0 && <RecentChanges workspace={workspace} recent={recent} />}
    </>
  );
}

function Waiting({ workspace, overview }: { workspace: string; overview: Overview }) {
  const { locale } = useLocale();
  const number = new Intl.NumberFormat(locale);
  const { drafts, marked, blockers, pending } = overview;
  const blocked = blockers.reduce((sum, { waiting }) => sum + waiting.total, 0);
  const isQuiet = drafts.total === 0 && marked.total === 0 && blocked === 0 && pending.total === 0;
  return (
    <section aria-labelledby="waiting" className="flex min-w-0 flex-col gap-1">
      <h2 id="waiting" className="pb-1 text-lg font-semibold">
        {homeText.waiting}
      </h2>
      {isQuiet && (
        <p className="flex items-center gap-2 border-t py-4 text-muted">
          <CircleCheck aria-hidden className="size-4 text-published" />
          {homeText.nothingWaits}
        </p>
      )}
      {drafts.total > 0 && (
        <Waits
          workspace={workspace}
          tone="draft"
          title={homeText.drafts(number.format(drafts.total), drafts.total === 1)}
          why={homeText.draftsWhy}
          groups={[{ waiting: drafts }]}
        />
      )}
      {marked.total > 0 && (
        <Waits
          workspace={workspace}
          tone="marked"
          title={homeText.marked(number.format(marked.total), marked.total === 1)}
          why={homeText.markedWhy}
          action={<LinkButton href={inWorkspace(workspace).markedAgain}>{homeText.markedAll}</LinkButton>}
          groups={[{ waiting: marked }]}
        />
      )}
      {blocked > 0 && (
        <Waits
          workspace={workspace}
          tone="blocked"
          title={homeText.blockers(number.format(blocked), blocked === 1)}
          why={homeText.blockersWhy}
          action={<LinkButton href={inWorkspace(workspace).newSnapshot}>{homeText.blockersCheck}</LinkButton>}
          groups={blockers.map(({ rule, waiting }) => ({ heading: homeText.rules[rule], waiting }))}
        />
      )}
      {pending.total > 0 && (
        <Waits
          workspace={workspace}
          tone="changed"
          title={homeText.pending(number.format(pending.total), pending.total === 1)}
          why={homeText.pendingWhy}
          kinds={pending.kinds}
          action={
            <LinkButton variant="primary" href={inWorkspace(workspace).newSnapshot}>
              {homeText.stage}
            </LinkButton>
          }
        />
      )}
    </section>
  );
}

function State({ workspace, overview }: { workspace: string; overview: Overview }) {
  const { locale } = useLocale();
  const format = new Intl.NumberFormat(locale).format;
  const { counts, current, last_import } = overview;
  const shown = COUNTED_KINDS.filter((kind) => counts[kind] > 0);
  return (
    <section aria-labelledby="state" className="flex flex-col gap-1">
      <h2 id="state" className="pb-1 text-lg font-semibold">
        {homeText.state}
      </h2>
      <dl className="flex flex-col border-t text-sm">
        <Fact label={homeText.content}>
          <ul className="flex flex-wrap gap-x-3 gap-y-0.5 tabular-nums">
            {shown.map((kind) => (
              <li key={kind}>{countOf(kind, counts[kind], format)}</li>
            ))}
          </ul>
        </Fact>
        <Fact label={homeText.readers}>
          {current ? (
            <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <Link href={inWorkspace(workspace).snapshot(current.id)}>{current.version_label}</Link>
              <SnapshotStatus status="current" />
              {current.promoted_at && (
                <span className="text-muted">
                  <RelativeTime value={current.promoted_at} />
                </span>
              )}
            </span>
          ) : (
            <Link href={inWorkspace(workspace).snapshots}>{homeText.readersNothing}</Link>
          )}
        </Fact>
        <Fact label={homeText.lastImport}>
          {last_import ? (
            <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <Link href={inWorkspace(workspace).import(last_import.id)} className="max-w-full truncate">
                {last_import.name ?? last_import.version_label}
              </Link>
              <ImportStatus record={{ ...last_import, change_set: null }} />
              <span className="text-muted">
                <RelativeTime value={last_import.started_at} />
              </span>
            </span>
          ) : (
            <span className="text-muted">{homeText.noImport}</span>
          )}
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="flex flex-col gap-0.5 border-b py-2.5">
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}
