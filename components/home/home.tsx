'use client';

import dynamic from 'next/dynamic';
import { QueryProblem } from '#components/base/problem.tsx';
import { MyInvitations } from '#components/people/invitations/my-invitations.tsx';
import { WaitingDrafts } from '#components/workbench/drafts/waiting-drafts.tsx';
import { Aside } from './aside.tsx';
import { HomeSkeleton } from './home-skeleton.tsx';
import { Opening } from './opening.tsx';
import { RecentChanges } from './recent-changes.tsx';
import { homeText } from './text.ts';
import { useHome } from './use-home.ts';
import { Waiting } from './waiting.tsx';

// Shown in an empty workspace alone.
const FirstRun = dynamic(() => import('./first-run.tsx').then((module) => module.FirstRun));

export interface HomeProps {
  workspace: string;
  name: string;
  user_id: string;
  isReviewer: boolean;
}

/** What waits, how the catalogue stands, what happened. An empty workspace says how to begin. */
export function Home({ workspace, name, user_id, isReviewer }: HomeProps) {
  const home = useHome(workspace);
  const { overview, work, recent } = home;
  const counts = overview.data?.counts;
  const isEmpty = counts && Object.values(counts).every((count) => count === 0) && !overview.data?.current;
  return (
    <div className="flex flex-col gap-8">
      {isEmpty ? (
        <h1 dir="auto" className="text-title text-2xl font-semibold tracking-tight">
          {name}
        </h1>
      ) : (
        <Opening workspace={workspace} user_id={user_id} isReviewer={isReviewer} home={home} />
      )}
      <MyInvitations workspace={workspace} />
      {/* Also, and above all, where nothing can be loaded. */}
      <WaitingDrafts />
      {isEmpty ? (
        <FirstRun workspace={workspace} />
      ) : overview.isPending && work.isPending ? (
        <HomeSkeleton />
      ) : (
        <div className="grid items-start gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,1fr)_18rem]">
          <div className="flex min-w-0 flex-col gap-10">
            <Waiting workspace={workspace} isReviewer={isReviewer} home={home} />
            {recent.error && !recent.data ? (
              <QueryProblem
                title={homeText.recentNotLoaded}
                error={recent.error}
                onRetry={() => void recent.refetch()}
              />
            ) : (
              recent.data && recent.data.length > 0 && <RecentChanges workspace={workspace} recent={recent.data} />
            )}
          </div>
          <Aside workspace={workspace} home={home} />
        </div>
      )}
    </div>
  );
}
