'use client';

import { useQuery } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { EntityCounts } from '#components/base/counts.tsx';
import { KindIcon } from '#components/base/kind.tsx';
import { QueryProblem, UndoRefusal } from '#components/base/problem.tsx';
import { Person } from '#components/people/person.tsx';
import { TaskNotices } from '#components/tasks/task-notices.tsx';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { LogSkeleton } from '#components/ui/skeleton.tsx';
import { toast } from '#components/ui/toast.tsx';
import { CONTENT_KINDS } from '#lib/base/core/content-kinds.ts';
import { can, type Role } from '#lib/base/core/permissions.ts';
import type { TrashedChangeSet } from '#lib/history/data/trash.ts';
import { trashQuery, usePurgeTrash, useUndoChangeSet } from '#lib/history/queries/trash.ts';
import { trashText } from './text.ts';

export interface TrashProps {
  workspace: string;
  role: Role;
}

export function Trash({ workspace, role }: TrashProps) {
  const trash = useQuery(trashQuery(workspace));
  // What was purged keeps its line in history but holds nothing any more.
  const trashed = trash.data?.filter((one) => Object.keys(one.counts ?? {}).length > 0) ?? [];
  const mayPurge = can(role, 'content.purge');
  return (
    <div className="flex flex-col gap-6">
      <PageHeader title={trashText.title}>
        {trashText.lead} {!mayPurge && trashed.length > 0 && trashText.mayNotPurge}
      </PageHeader>
      <TaskNotices workspace={workspace} kinds={['trash.purge', 'change_set.undo']} />
      {trash.error ? (
        <QueryProblem title={trashText.notLoaded} error={trash.error} onRetry={() => void trash.refetch()} />
      ) : !trash.data ? (
        <LogSkeleton />
      ) : trashed.length === 0 ? (
        <EmptyState drawing="bin" title={trashText.empty}>
          {trashText.emptyWhy}
        </EmptyState>
      ) : (
        <ul aria-label={trashText.list} className="flex flex-col border-t">
          {trashed.map((one) => (
            <TrashedRow key={one.change_set_id} workspace={workspace} one={one} mayPurge={mayPurge} />
          ))}
        </ul>
      )}
    </div>
  );
}

function TrashedRow({ workspace, one, mayPurge }: { workspace: string; one: TrashedChangeSet; mayPurge: boolean }) {
  const restore = useUndoChangeSet(workspace);
  const purge = usePurgeTrash(workspace);
  const [refusal, setRefusal] = useState<unknown>(null);
  const name = one.title ?? trashText.untitled;
  // The first kind of the insertion order is what the rest hung on.
  const root = CONTENT_KINDS.find((kind) => one.counts[kind]) ?? 'spark';
  return (
    <li aria-label={name} className="flex flex-col gap-3 border-b py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-1 basis-72 flex-col gap-0.5">
          <h2 className="flex min-w-0 items-center gap-2 font-medium">
            <KindIcon kind={root} />
            <span dir="auto" title={name} className="truncate">
              {name}
            </span>
          </h2>
          <p className="flex flex-wrap items-center gap-x-4 gap-y-0.5 text-sm text-muted">
            <Person workspace={workspace} user_id={one.author} />
            <RelativeTime value={one.created_at} />
            <span>
              {trashText.holds} <EntityCounts counts={one.counts} kinds={[...CONTENT_KINDS]} />
            </span>
          </p>
        </div>
        <div className="flex gap-1.5">
          {mayPurge && (
            <AlertDialog
              title={trashText.purgeTitle(name)}
              confirmLabel={trashText.purge}
              danger
              typeName={name}
              trigger={
                <Button size="sm" variant="quiet" aria-label={trashText.purgeOf(name)}>
                  {trashText.purge}
                </Button>
              }
              onConfirm={async () => {
                await purge.mutateAsync(one.change_set_id);
                toast.done(trashText.purged(name));
              }}
            >
              {trashText.purgeWhy}
            </AlertDialog>
          )}
          <Button
            size="sm"
            icon={<Undo2 />}
            aria-label={trashText.restoreOf(name)}
            isPending={restore.isPending}
            onPress={() => {
              setRefusal(null);
              restore.mutate(one.change_set_id, {
                onSuccess: () => toast.done(trashText.restored(name)),
                onError: setRefusal,
              });
            }}
          >
            {trashText.restore}
          </Button>
        </div>
      </div>
      {refusal !== null && (
        <UndoRefusal
          workspace={workspace}
          error={refusal}
          title={trashText.notRestored(name)}
          onClose={() => setRefusal(null)}
        />
      )}
    </li>
  );
}
