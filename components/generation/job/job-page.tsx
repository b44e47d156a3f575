'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus, RotateCcw, X } from 'lucide-react';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { toast } from '#components/ui/toast.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { isOpen, stateOf } from '#lib/generation/core/job.ts';
import { jobQuery, type ShownJob, useCancelJob, useRetryJob } from '#lib/generation/queries/jobs.ts';
import { useJobNews } from '#lib/generation/queries/realtime.ts';
import { CoursePage } from '../course/course-page.tsx';
import { JobBadge } from '../job-badge.tsx';
import { generationText } from '../text.ts';
import { Arriving } from './arriving.tsx';
import { JobFacts } from './job-facts.tsx';
import { JobSteps } from './job-steps.tsx';
import { JobTabs } from './job-tabs.tsx';
import { JobTimes } from './job-times.tsx';
import { Made } from './made.tsx';
import { OutlineApproval } from './outline-approval.tsx';
import { ProposalView } from './proposal-view.tsx';
import { StoppedByBudget } from './stopped-by-budget.tsx';

const words = generationText;

/** One job: how far it is, what it made, and what a person can do about it. */
export function JobPage({ workspace, job_id }: { workspace: string; job_id: string }) {
  useJobNews(workspace);
  const { data, error, refetch } = useQuery(jobQuery(workspace, job_id));
  if (error && !data) return <QueryProblem title={words.job.notRead} error={error} onRetry={() => void refetch()} />;
  if (!data) return <TextSkeleton lines={10} />;
  const Page = data.job_kind === 'course' ? CoursePage : OpenedJob;
  return <Page workspace={workspace} job={data} />;
}

function OpenedJob({ workspace, job }: { workspace: string; job: ShownJob }) {
  const state = stateOf(job);
  const acts = useActs(workspace, job);
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title={job.title}
        badges={
          // It stays, so that each new state is heard.
          <span role="status">
            <JobBadge state={state} />
          </span>
        }
        actions={
          <>
            {acts.cancel && (
              <Button icon={<X />} isPending={acts.isPending} onPress={acts.cancel}>
                {words.cancel}
                <Kbd keys="X" />
              </Button>
            )}
            {acts.retry && (
              <Button icon={<RotateCcw />} variant="primary" isPending={acts.isPending} onPress={acts.retry}>
                {words.retry}
                <Kbd keys="R" />
              </Button>
            )}
            {state === 'done' && (
              <LinkButton icon={<Plus />} href={inWorkspace(workspace).newJob()}>
                {words.startAgain}
              </LinkButton>
            )}
          </>
        }
      >
        <JobTimes job={job} />
      </PageHeader>
      <JobTabs workspace={workspace} job={job}>
        <Progress workspace={workspace} job={job} />
      </JobTabs>
    </div>
  );
}

/** Steps, what was made, and what is asked of a person. */
function Progress({ workspace, job }: { workspace: string; job: ShownJob }) {
  const [params, show] = useUrlState();
  const proposal = job.made.find(({ id }) => id === params.get('proposal')) ?? null;
  return (
    <div className="grid items-start gap-x-8 gap-y-6 lg:grid-cols-[15rem_minmax(0,1fr)] xl:grid-cols-[15rem_minmax(0,1fr)_15rem]">
      <JobSteps steps={job.steps} />
      <div className="flex min-w-0 flex-col gap-5">
        {job.status === 'failed' && (
          <ProblemNotice
            title={words.job.failedTitle}
            why={job.problem?.message}
            next={words.job.kept(job.made.length)}
            detail={job.problem?.code}
          />
        )}
        {job.held === 'budget' && <StoppedByBudget key={job.id} workspace={workspace} job={job} />}
        {job.outline && <OutlineApproval key={job.id} workspace={workspace} job={job} outline={job.outline} />}
        {proposal ? (
          <ProposalView
            workspace={workspace}
            proposal_id={proposal.id}
            sources={job.sources}
            onBack={() => show({ proposal: null }, 'push')}
          />
        ) : (
          <Centre workspace={workspace} job={job} onOpen={(id) => show({ proposal: id }, 'push')} />
        )}
      </div>
      <JobFacts workspace={workspace} job={job} />
    </div>
  );
}

/** What it made, or why there is nothing yet. */
function Centre({ workspace, job, onOpen }: { workspace: string; job: ShownJob; onOpen: (id: string) => void }) {
  const writing = job.steps.find(({ kind, status }) => kind === 'ask' && status === 'in_progress');
  if (job.made.length > 0) return <Made workspace={workspace} made={job.made} onOpen={onOpen} />;
  if (job.outline) return null;
  if (writing) return <Arriving key={writing.id} workspace={workspace} step={writing} />;
  if (isOpen(job))
    return <p className="text-muted">{job.status === 'pending' ? words.job.waiting : words.job.working}</p>;
  if (job.status !== 'completed') return null;
  return (
    <EmptyState compact title={words.job.nothing}>
      {words.job.nothingWhy}
    </EmptyState>
  );
}

/** Cancelling and trying again, where the person may and the job is in a state for it. */
function useActs(workspace: string, job: ShownJob) {
  const number = useNumber();
  const cancelling = useCancelJob(workspace);
  const retrying = useRetryJob(workspace);
  const failed = (error: unknown) => toast.problem(words.notDone, { detail: problemOf(error).message });
  const cancel =
    job.may_decide && isOpen(job)
      ? () =>
          cancelling.mutate(job.id, {
            onSuccess: () => toast.done(words.cancelled(job.made.length, number(job.made.length))),
            onError: failed,
          })
      : undefined;
  const retry =
    job.may_decide && (job.status === 'failed' || job.status === 'cancelled')
      ? () => retrying.mutate(job.id, { onError: failed })
      : undefined;
  useShortcuts(words.keys.label, [
    { keys: 'X', label: words.keys.cancel, run: cancel },
    { keys: 'R', label: words.keys.retry, run: retry },
  ]);
  return { cancel, retry, isPending: cancelling.isPending || retrying.isPending };
}
