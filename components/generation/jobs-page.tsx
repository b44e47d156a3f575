'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { useGo } from '#components/shell/leave-guard.tsx';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Select } from '#components/ui/select.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { JOB_FILTERS, JOB_KINDS, type JobKind } from '#lib/generation/core/job.ts';
import { jobsQuery } from '#lib/generation/queries/jobs.ts';
import { useJobNews } from '#lib/generation/queries/realtime.ts';
import { GenerateFrame } from './generate-frame.tsx';
import { JobsBulkBar } from './jobs-bulk-bar.tsx';
import { JobsTable } from './jobs-table.tsx';
import { generationText } from './text.ts';

const words = generationText;
const ANY = 'any';
const NONE: ReadonlySet<string> = new Set();

interface JobsPageProps {
  workspace: string;
  mayStart: boolean;
  /** Only those that make a course each. */
  isOfCourses?: boolean;
}

/** All jobs of a workspace, filtered by what the address says. */
export function JobsPage({ workspace, mayStart, isOfCourses = false }: JobsPageProps) {
  useJobNews(workspace);
  const [params, show] = useUrlState();
  const go = useGo();
  const number = useNumber();
  const address = inWorkspace(workspace);
  const state = JOB_FILTERS.find((one) => one === params.get('state')) ?? 'all';
  const kind = isOfCourses ? 'course' : JOB_KINDS.find((one) => one === params.get('kind'));
  const filter = useMemo(() => ({ show: state, ...(kind && { kinds: [kind] }) }), [state, kind]);
  const {
    data: pages,
    error,
    refetch,
    hasNextPage,
    isFetchingNextPage,
    fetchNextPage,
  } = useInfiniteQuery(jobsQuery(workspace, filter));
  const counts = pages?.pages[0]?.counts;
  const jobs = useMemo(() => pages?.pages.flatMap((page) => page.jobs) ?? [], [pages]);
  const [selected, setSelected] = useState<ReadonlySet<string>>(NONE);
  useShortcuts(words.keys.label, [
    {
      keys: 'N',
      label: isOfCourses ? words.startCourse : words.keys.start,
      run: mayStart ? () => go(isOfCourses ? address.newCourse() : address.newJob()) : undefined,
    },
  ]);
  const start = mayStart && (
    <LinkButton variant="primary" href={isOfCourses ? address.newCourse() : address.newJob()} icon={<Plus />}>
      {isOfCourses ? words.startCourse : words.start}
      <Kbd keys="N" />
    </LinkButton>
  );
  return (
    <GenerateFrame workspace={workspace} selected={isOfCourses ? 'courses' : 'jobs'} actions={start}>
      {error && !counts ? (
        <QueryProblem title={words.notRead} error={error} onRetry={() => void refetch()} />
      ) : !counts ? (
        <TextSkeleton lines={8} />
      ) : counts.all === 0 ? (
        <EmptyState drawing="pages" title={isOfCourses ? words.noCourses : words.none} action={start}>
          {isOfCourses ? words.noCoursesWhy : words.noneWhy}
        </EmptyState>
      ) : (
        <>
          <div className="flex flex-wrap items-end gap-3">
            <Segmented
              label={words.filters.label}
              value={state}
              onChange={(id) => show({ state: id === 'all' ? null : id })}
              items={JOB_FILTERS.map((id) => ({
                id,
                label: words.filters[id](number(counts[id])),
              }))}
            />
            {!isOfCourses && (
              <Select
                label={words.filters.kind}
                hideLabel
                value={kind ?? ANY}
                onChange={(id) => show({ kind: id === ANY ? null : id })}
                options={[
                  { id: ANY, label: words.filters.anyKind },
                  ...JOB_KINDS.map((id: JobKind) => ({ id, label: words.kinds[id] })),
                ]}
              />
            )}
          </div>
          {jobs.length === 0 ? (
            <EmptyState
              compact
              title={words.noneFits}
              action={<Button onPress={() => show({ state: null, kind: null })}>{words.clear}</Button>}
            />
          ) : (
            <>
              <JobsTable workspace={workspace} jobs={jobs} selected={selected} onSelect={setSelected} />
              <JobsBulkBar workspace={workspace} jobs={jobs} selected={selected} onClear={() => setSelected(NONE)} />
            </>
          )}
          {hasNextPage && (
            <Button isPending={isFetchingNextPage} onPress={() => void fetchNextPage()} className="self-center">
              {words.more}
            </Button>
          )}
        </>
      )}
    </GenerateFrame>
  );
}
