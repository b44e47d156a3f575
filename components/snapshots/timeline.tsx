'use client';

import { useQuery } from '@tanstack/react-query';
import { Layers, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useLocale } from 'react-aria-components/I18nProvider';
import { QueryProblem } from '#components/base/problem.tsx';
import { TaskNotices } from '#components/tasks/task-notices.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { DiffCounts } from '#components/ui/diff-counts.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { numberFormat } from '#components/ui/formats.ts';
import { Link } from '#components/ui/link.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { can, type Role } from '#lib/base/core/permissions.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { membersQuery } from '#lib/people/queries/workspaces.ts';
import type { Snapshot } from '#lib/snapshots/data/snapshots.ts';
import { differenceCountsQuery } from '#lib/snapshots/queries/differences.ts';
import { snapshotsQuery } from '#lib/snapshots/queries/snapshots.ts';
import { CleanUp } from './clean-up.tsx';
import { Promotion } from './promotion.tsx';
import { tellSnapshotTask } from './task.ts';
import { snapshotsText } from './text.ts';
import { SnapshotEntry, Stop } from './timeline-entry.tsx';
import { TimelineSkeleton } from './timeline-skeleton.tsx';

export interface TimelineProps {
  workspace: string;
  role: Role;
}

/** All snapshots on one line of time, from the working content down; the one that readers get stands out. */
export function Timeline({ workspace, role }: TimelineProps) {
  const snapshots = useQuery(snapshotsQuery(workspace));
  const members = useQuery(membersQuery(workspace));
  const [target, setTarget] = useState<Snapshot | null>(null);
  const list = snapshots.data ?? [];
  const current = list.find((one) => one.status === 'current') ?? null;
  const previous = current && list.find((one) => one.id === current.parent_id && one.status === 'archived');
  const mayPromote = can(role, 'snapshot.promote');
  const admins = (members.data ?? [])
    .filter((member) => member.role === 'admin')
    .map((member) => member.display_name)
    .join(', ');

  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title={snapshotsText.title}
        actions={
          <>
            {can(role, 'snapshot.clean') && list.some((one) => one.status === 'archived') && (
              <CleanUp workspace={workspace} />
            )}
            {list.length > 0 && (
              <LinkButton variant="quiet" href={compareHref(workspace, current, list)}>
                {snapshotsText.compareShort}
              </LinkButton>
            )}
            {previous && mayPromote && (
              <Button icon={<Undo2 />} onPress={() => setTarget(previous)}>
                {snapshotsText.rollBack}
              </Button>
            )}
            <LinkButton variant="primary" icon={<Layers />} href={inWorkspace(workspace).newSnapshot}>
              {snapshotsText.stage}
            </LinkButton>
          </>
        }
      >
        {snapshotsText.lead}
      </PageHeader>
      <TaskNotices
        workspace={workspace}
        kinds={['snapshot.stage', 'snapshot.clean_up', 'import.stage']}
        tell={(task) => tellSnapshotTask(workspace, task)}
      />
      {snapshots.error ? (
        <QueryProblem
          title={snapshotsText.notLoaded}
          error={snapshots.error}
          onRetry={() => void snapshots.refetch()}
        />
      ) : !snapshots.data ? (
        <TimelineSkeleton />
      ) : (
        <ol aria-label={snapshotsText.line} className="flex max-w-4xl flex-col">
          <WorkingStop workspace={workspace} hasSnapshots={list.length > 0} />
          {list.map((snapshot) => (
            <SnapshotEntry
              key={snapshot.id}
              workspace={workspace}
              role={role}
              snapshot={snapshot}
              current={current}
              admins={admins}
              onPromote={setTarget}
            />
          ))}
        </ol>
      )}
      {snapshots.data && list.length === 0 && (
        <EmptyState drawing="pages" title={snapshotsText.empty}>
          {snapshotsText.emptyWhy}
        </EmptyState>
      )}
      <Promotion workspace={workspace} current={current} target={target} onClose={() => setTarget(null)} />
    </div>
  );
}

/** What one most likely wants to compare: the newest staged one with what readers get, else that with the work. */
function compareHref(workspace: string, current: Snapshot | null, list: Snapshot[]): string {
  const base = current ?? list[0];
  const newest = list.find((one) => one.status === 'ready');
  const { compare } = inWorkspace(workspace);
  return base ? compare(base.id, newest && newest.id !== base.id ? newest.id : 'working') : compare();
}

function WorkingStop({ workspace, hasSnapshots }: { workspace: string; hasSnapshots: boolean }) {
  const { locale } = useLocale();
  const counts = useQuery(differenceCountsQuery(workspace, { before: 'base', after: 'working' }));
  const totals = { added: 0, changed: 0, removed: 0 };
  for (const kind of counts.data?.kinds ?? [])
    for (const change of ['added', 'changed', 'removed'] as const) totals[change] += kind[change];
  const total = counts.data?.total ?? 0;
  const words = `${numberFormat(locale).format(total)} ${snapshotsText.changesWord[total === 1 ? 0 : 1]}`;
  return (
    <Stop tone="working">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
        <h2 className="text-base font-semibold">{snapshotsText.working}</h2>
        {!counts.data ? (
          <Skeleton className="h-3.5 w-40" />
        ) : total === 0 ? (
          hasSnapshots && <p className="text-sm text-muted">{snapshotsText.workingNone}</p>
        ) : (
          <p className="flex flex-wrap items-center gap-x-3 text-sm text-muted">
            <Link href={inWorkspace(workspace).newSnapshot}>{snapshotsText.workingSome(words)}</Link>
            <DiffCounts {...totals} />
          </p>
        )}
      </div>
    </Stop>
  );
}
