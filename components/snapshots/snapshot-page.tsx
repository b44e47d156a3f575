'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowLeftRight, Rocket, ShieldCheck, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useLocale } from 'react-aria-components/I18nProvider';
import { countsOf } from '#components/base/counts.tsx';
import { KindIcon, kindName } from '#components/base/kind.tsx';
import { QueryProblem } from '#components/base/problem.tsx';
import { Person } from '#components/people/person.tsx';
import { TaskNotices } from '#components/tasks/task-notices.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { numberFormat } from '#components/ui/formats.ts';
import { KeyValues } from '#components/ui/key-values.tsx';
import { Link } from '#components/ui/link.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { can, type Role } from '#lib/base/core/permissions.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import type { Verification } from '#lib/snapshots/core/outcomes.ts';
import type { Snapshot } from '#lib/snapshots/data/snapshots.ts';
import { snapshotsQuery, useVerifySnapshot } from '#lib/snapshots/queries/snapshots.ts';
import { DifferenceBrowser } from './differences/difference-browser.tsx';
import { KindList } from './kind-list.tsx';
import { Promotion } from './promotion.tsx';
import { isRollback, SnapshotStatus } from './status.tsx';
import { tellSnapshotTask } from './task.ts';
import { snapshotsText } from './text.ts';

export interface SnapshotPageProps {
  workspace: string;
  role: Role;
  snapshot_id: string;
}

export function SnapshotPage({ workspace, role, snapshot_id }: SnapshotPageProps) {
  const snapshots = useQuery(snapshotsQuery(workspace));
  if (snapshots.error) return <QueryProblem error={snapshots.error} onRetry={() => void snapshots.refetch()} />;
  const snapshot = snapshots.data?.find((one) => one.id === snapshot_id);
  if (!snapshot) return null;
  const current = snapshots.data?.find((one) => one.status === 'current') ?? null;
  const parent = snapshots.data?.find((one) => one.id === snapshot.parent_id) ?? null;
  return <Body {...{ workspace, role, snapshot, current, parent }} />;
}

interface BodyProps {
  workspace: string;
  role: Role;
  snapshot: Snapshot;
  current: Snapshot | null;
  parent: Snapshot | null;
}

function Body({ workspace, role, snapshot, current, parent }: BodyProps) {
  const [target, setTarget] = useState<Snapshot | null>(null);
  const verify = useVerifySnapshot(workspace);
  const mayPromote = can(role, 'snapshot.promote');
  const isWaiting = snapshot.status === 'ready' || snapshot.status === 'archived';
  const back = isRollback(snapshot);
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title={snapshot.version_label}
        badges={<SnapshotStatus status={snapshot.status} />}
        actions={
          <>
            <Button
              variant="quiet"
              icon={<ShieldCheck />}
              isPending={verify.isPending}
              onPress={() => verify.mutate(snapshot.id)}
            >
              {snapshotsText.verify}
            </Button>
            <LinkButton icon={<ArrowLeftRight />} href={inWorkspace(workspace).compare(snapshot.id, 'working')}>
              {snapshotsText.compareShort}
            </LinkButton>
            {snapshot.status === 'current' && parent?.status === 'archived' && mayPromote && (
              <Button icon={<Undo2 />} onPress={() => setTarget(parent)}>
                {snapshotsText.rollBack}
              </Button>
            )}
            {isWaiting && mayPromote && (
              <Button variant="primary" icon={back ? <Undo2 /> : <Rocket />} onPress={() => setTarget(snapshot)}>
                {back ? snapshotsText.rollBackTo : snapshotsText.promote}
              </Button>
            )}
          </>
        }
      >
        {snapshot.name}
      </PageHeader>
      {isWaiting && !mayPromote && (
        <ProblemNotice tone="note" title={snapshotsText.mayNotPromote} why={snapshotsText.waitsForAdmin} />
      )}
      <TaskNotices
        workspace={workspace}
        kinds={['snapshot.verify']}
        subject={snapshot.id}
        tell={(task) => tellSnapshotTask(workspace, task)}
      />
      {verify.data && <Verified result={verify.data} />}
      {verify.error && <ProblemNotice title={problemOf(verify.error).message} />}
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_17rem]">
        <section aria-labelledby="changes" className="flex min-w-0 flex-col gap-4">
          <h2 id="changes" className="text-lg font-semibold">
            {snapshotsText.changesTitle}{' '}
            {parent && (
              <span className="text-base font-normal text-muted">
                {snapshotsText.changesAgainst(parent.version_label)}
              </span>
            )}
          </h2>
          {parent ? (
            <DifferenceBrowser workspace={workspace} scope={{ before: parent.id, after: snapshot.id }} />
          ) : (
            <FirstSnapshot snapshot={snapshot} />
          )}
        </section>
        <Facts workspace={workspace} snapshot={snapshot} parent={parent} />
      </div>
      <Promotion workspace={workspace} current={current} target={target} onClose={() => setTarget(null)} />
    </div>
  );
}

function FirstSnapshot({ snapshot }: { snapshot: Snapshot }) {
  const counts = countsOf(snapshot.entity_counts).map(([kind, added]) => ({ kind, added, changed: 0, removed: 0 }));
  if (counts.length === 0) return <EmptyState drawing="pages" title={snapshotsText.first} />;
  return (
    <div className="flex max-w-md flex-col gap-2">
      <p className="text-muted">{snapshotsText.first}</p>
      <KindList counts={counts} />
    </div>
  );
}

function Verified({ result }: { result: Verification }) {
  if (result.ok)
    return (
      <ProblemNotice
        tone="note"
        title={snapshotsText.verified}
        why={snapshotsText.verifiedWhy}
        detail={result.content_hash}
      />
    );
  return (
    <ProblemNotice
      title={snapshotsText.damaged}
      why={result.problems.map((problem) => problem.message).join(' ')}
      next={snapshotsText.damagedNext}
    />
  );
}

function Facts({ workspace, snapshot, parent }: Pick<BodyProps, 'workspace' | 'snapshot' | 'parent'>) {
  const { locale } = useLocale();
  const number = numberFormat(locale);
  return (
    <aside className="flex flex-col gap-6 max-lg:grid max-lg:gap-x-8 max-lg:sm:grid-cols-2">
      <section className="flex flex-col gap-1">
        <h2 className="text-sm font-semibold">{snapshotsText.facts}</h2>
        <KeyValues
          items={[
            {
              key: snapshotsText.staged,
              value: <Signed {...{ workspace }} by={snapshot.created_by} at={snapshot.staged_at} />,
            },
            ...(snapshot.promoted_at
              ? [
                  {
                    key: snapshotsText.promoted,
                    value: <Signed {...{ workspace }} by={snapshot.promoted_by} at={snapshot.promoted_at} />,
                  },
                ]
              : []),
            ...(parent
              ? [
                  {
                    key: snapshotsText.parent,
                    value: <Link href={inWorkspace(workspace).snapshot(parent.id)}>{parent.version_label}</Link>,
                  },
                ]
              : []),
            ...(snapshot.description ? [{ key: snapshotsText.note, value: snapshot.description }] : []),
            {
              key: snapshotsText.hash,
              value: (
                <code title={snapshot.content_hash ?? ''} className="text-xs break-all">
                  {snapshot.content_hash?.slice(0, 12)}…
                </code>
              ),
            },
          ]}
        />
      </section>
      <section className="flex flex-col gap-1">
        <h2 className="text-sm font-semibold">{snapshotsText.holds}</h2>
        <ul className="flex flex-col text-sm">
          {countsOf(snapshot.entity_counts).map(([kind, count]) => (
            <li key={kind} className="flex items-center gap-2 border-b py-1.5 last:border-b-0">
              <KindIcon kind={kind} className="size-3.5 shrink-0 text-faint" />
              <span className="min-w-0 flex-1 truncate text-muted">{kindName(kind)}</span>
              <span className="tabular-nums">{number.format(count)}</span>
            </li>
          ))}
        </ul>
      </section>
    </aside>
  );
}

function Signed({ workspace, by, at }: { workspace: string; by: string | null; at: string | null }) {
  return (
    <span className="flex flex-col">
      <Person workspace={workspace} user_id={by} />
      {at && <RelativeTime value={at} className="text-muted" />}
    </span>
  );
}
