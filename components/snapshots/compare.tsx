'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowLeftRight } from 'lucide-react';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Select } from '#components/ui/select.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { DifferenceScope } from '#lib/snapshots/core/scope.ts';
import { snapshotsQuery } from '#lib/snapshots/queries/snapshots.ts';
import { DifferenceBrowser } from './differences/difference-browser.tsx';
import { snapshotsText } from './text.ts';
import { TimelineSkeleton } from './timeline-skeleton.tsx';

/** Any two states beside each other: snapshots, or the working content. Which ones stands in the address. */
export function Compare({ workspace }: { workspace: string }) {
  const [params, write] = useUrlState();
  const snapshots = useQuery(snapshotsQuery(workspace));
  if (snapshots.error) return <QueryProblem error={snapshots.error} onRetry={() => void snapshots.refetch()} />;
  if (!snapshots.data) return <TimelineSkeleton />;

  const finished = snapshots.data.filter((one) => one.status !== 'draft');
  const options = [
    { id: 'working', label: snapshotsText.working },
    ...finished.map((one) => ({
      id: one.id,
      label: one.version_label,
      description: [snapshotsText.statuses[one.status], one.name].filter(Boolean).join(' · '),
    })),
  ];
  if (finished.length === 0)
    return (
      <div className="flex flex-col gap-6">
        <PageHeader title={snapshotsText.compareTitle}>{snapshotsText.compareLead}</PageHeader>
        <EmptyState
          drawing="pages"
          title={snapshotsText.empty}
          action={<LinkButton href={inWorkspace(workspace).newSnapshot}>{snapshotsText.stage}</LinkButton>}
        >
          {snapshotsText.compareNone}
        </EmptyState>
      </div>
    );
  const known = (id: string | null) => (options.some((option) => option.id === id) ? (id as string) : null);
  const fallback = finished.find((one) => one.status === 'current')?.id ?? finished[0]?.id ?? 'working';
  const a = known(params.get('a')) ?? fallback;
  const b = known(params.get('b')) ?? 'working';
  const choose = (patch: { a?: string; b?: string }) => write({ a, b, ...patch, kind: null, open: null });
  return (
    <div className="flex flex-col gap-6">
      <PageHeader title={snapshotsText.compareTitle}>{snapshotsText.compareLead}</PageHeader>
      <div className="grid max-w-3xl grid-cols-1 items-end gap-2 sm:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)]">
        <Select label={snapshotsText.before} options={options} value={a} onChange={(id) => choose({ a: id })} />
        <IconButton
          label={snapshotsText.swap}
          className="max-sm:rotate-90 max-sm:justify-self-center"
          onPress={() => choose({ a: b, b: a })}
        >
          <ArrowLeftRight />
        </IconButton>
        <Select label={snapshotsText.after} options={options} value={b} onChange={(id) => choose({ b: id })} />
      </div>
      {a === b ? (
        <EmptyState drawing="pages" title={snapshotsText.same}>
          {snapshotsText.sameWhy}
        </EmptyState>
      ) : (
        <DifferenceBrowser key={`${a}:${b}`} workspace={workspace} scope={{ before: a, after: b } as DifferenceScope} />
      )}
    </div>
  );
}
