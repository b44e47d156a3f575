'use client';

import { CircleCheck } from 'lucide-react';
import { QueryProblem } from '#components/base/problem.tsx';
import { addressOf } from '#components/notifications/address.ts';
import { usePersonName } from '#components/people/person.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { type Wait, waitsOf } from '#lib/home/core/work.ts';
import type { Overview } from '#lib/home/services.ts';
import { homeText } from './text.ts';
import type { HomeData } from './use-home.ts';
import { Waits, type WaitsProps } from './waits.tsx';

const words = homeText.waits;

/** What waits for somebody, at most six things, each with its verb. */
export function Waiting({ workspace, isReviewer, home }: { workspace: string; isReviewer: boolean; home: HomeData }) {
  const { overview, work, told } = home;
  const catalogue = overview.data && {
    blocked: blockedOf(overview.data),
    marked: overview.data.marked.total,
    pending: overview.data.pending.total,
  };
  const waits = waitsOf({
    is_reviewer: isReviewer,
    work: work.data ?? null,
    notifications: told.data?.items ?? null,
    catalogue: catalogue ?? null,
  });
  const isWhole = overview.data && work.data && told.data;
  return (
    <section aria-labelledby="waiting" className="flex min-w-0 flex-col">
      <h2 id="waiting" className="pb-2.5 text-lg font-semibold">
        {homeText.waiting}
      </h2>
      {work.error && !work.data && (
        <QueryProblem title={homeText.workNotLoaded} error={work.error} onRetry={() => void work.refetch()} />
      )}
      {told.error && !told.data && (
        <QueryProblem title={homeText.toldNotLoaded} error={told.error} onRetry={() => void told.refetch()} />
      )}
      {waits.length === 0 && isWhole && (
        <p className="flex items-center gap-2 border-t py-4 text-muted">
          <CircleCheck aria-hidden className="size-4 text-published" />
          {homeText.nothingWaits}
        </p>
      )}
      <ul className="border-b empty:border-b-0">
        {waits.map((wait) => (
          <Row
            key={'notification' in wait ? wait.notification.id : wait.what}
            workspace={workspace}
            wait={wait}
            overview={overview.data}
          />
        ))}
      </ul>
    </section>
  );
}

export const blockedOf = (overview: Overview): number =>
  overview.blockers.reduce((sum, { waiting }) => sum + waiting.total, 0);

function Row({ workspace, wait, overview }: { workspace: string; wait: Wait; overview: Overview | undefined }) {
  const number = useNumber();
  const at = inWorkspace(workspace);
  if ('notification' in wait) return <ToldRow workspace={workspace} wait={wait} />;
  if (wait.what === 'deciding')
    return (
      <Waits
        what="deciding"
        title={words.deciding}
        why={wait.proposal.title}
        action={<LinkButton href={at.review({ id: wait.proposal.id, show: 'all' })}>{words.continue}</LinkButton>}
      />
    );
  const [count, isOne] = [number(wait.total), wait.total === 1];
  const rows: Record<typeof wait.what, Omit<WaitsProps, 'what'>> = {
    stale: {
      title: words.stale(count, isOne),
      why: words.staleWhy,
      action: <LinkButton href={at.review({ show: 'stale' })}>{words.showThem}</LinkButton>,
    },
    review: {
      title: words.review(count, isOne),
      why: words.reviewWhy,
      action: <LinkButton href={at.review()}>{words.reviewThem(count)}</LinkButton>,
    },
    blocked: {
      title: homeText.blockers(count, isOne),
      why: overview && reasonsOf(overview, number),
      action: <LinkButton href={at.newSnapshot}>{words.showThem}</LinkButton>,
    },
    marked: {
      title: homeText.marked(count, isOne),
      why: overview && titlesOf(overview, number),
      action: <LinkButton href={at.markedAgain}>{words.lookAgain}</LinkButton>,
    },
    pending: {
      title: homeText.pending(count, isOne),
      why: homeText.pendingWhy,
      action: <LinkButton href={at.newSnapshot}>{homeText.stage}</LinkButton>,
    },
  };
  return <Waits what={wait.what} {...rows[wait.what]} />;
}

function ToldRow({ workspace, wait }: { workspace: string; wait: Extract<Wait, { notification: object }> }) {
  const { notification } = wait;
  const name = usePersonName(workspace)(notification.actor);
  const titles = {
    question: words.question(name),
    answered: words.answered(name),
    rejected: words.rejected(notification.total),
    assigned: notification.kind === 'asked' ? words.asked(name) : words.assigned(notification.total),
  };
  const verbs = {
    question: words.answer,
    answered: words.read,
    rejected: words.readReasons,
    assigned: words.open,
  };
  const address = addressOf(workspace, notification);
  return (
    <Waits
      what={wait.what}
      title={titles[wait.what]}
      quote={notification.words}
      why={
        <>
          <bdi>{notification.about.title}</bdi> · <RelativeTime value={notification.told_at} />
        </>
      }
      action={address && <LinkButton href={address}>{verbs[wait.what]}</LinkButton>}
    />
  );
}

const reasonsOf = ({ blockers }: Overview, number: (value: number) => string) =>
  blockers.map(({ rule, waiting }) => `${homeText.rules[rule]}: ${number(waiting.total)}`).join(' · ');

function titlesOf({ marked }: Overview, number: (value: number) => string): string {
  const titles = marked.first.map(({ title, slug }) => title ?? slug ?? '').join(', ');
  const more = marked.total - marked.first.length;
  return more > 0 ? `${titles} ${homeText.more(number(more))}` : titles;
}
