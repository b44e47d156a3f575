'use client';

import { useQuery } from '@tanstack/react-query';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { Loading, Skeleton } from '#components/ui/skeleton.tsx';
import { toast } from '#components/ui/toast.tsx';
import { NO_SNAPSHOT } from '#lib/base/core/id.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import type { Snapshot } from '#lib/snapshots/data/snapshots.ts';
import { differenceCountsQuery } from '#lib/snapshots/queries/differences.ts';
import { usePromoteSnapshot, useRollbackSnapshot } from '#lib/snapshots/queries/snapshots.ts';
import { KindList } from './kind-list.tsx';
import { isRollback } from './status.tsx';
import { snapshotsText } from './text.ts';

export interface PromotionDialogProps {
  workspace: string;
  /** What readers get now. */
  current: Snapshot | null;
  /** What they shall get. */
  target: Snapshot;
  isOpen: boolean;
  onClose: () => void;
  onDone?: () => void;
}

/** Names the snapshot, says what readers will see change, and keeps the way back beside it. */
export function PromotionDialog({ workspace, current, target, isOpen, onClose, onDone }: PromotionDialogProps) {
  const back = isRollback(target);
  const move = useMove(workspace, current, target, () => {
    onClose();
    onDone?.();
  });
  return (
    <Dialog
      role="alertdialog"
      title={
        back ? snapshotsText.rollBackTitle(target.version_label) : snapshotsText.promoteTitle(target.version_label)
      }
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      footer={(close) => (
        <>
          <Button onPress={close}>{snapshotsText.cancel}</Button>
          <Button variant="primary" autoFocus isPending={move.isPending} onPress={() => move.run()}>
            {back ? snapshotsText.rollBackConfirm : snapshotsText.promote}
          </Button>
        </>
      )}
    >
      <div className="flex flex-col gap-4">
        <p className="text-muted">
          {target.name && <span className="mb-1 block font-medium text-ink">{target.name}</span>}
          {back ? snapshotsText.rollBackLead : snapshotsText.promoteLead}
        </p>
        <section className="flex flex-col gap-2">
          <h3 className="text-sm font-medium">{snapshotsText.readersSee}</h3>
          {current ? (
            <ReaderChanges workspace={workspace} before={current.id} after={target.id} />
          ) : (
            snapshotsText.promoteFirst
          )}
        </section>
        {current && !back && <p className="text-sm text-muted">{snapshotsText.wayBack(current.version_label)}</p>}
        {move.error && (
          <ProblemNotice
            title={back ? snapshotsText.failedRollBack : snapshotsText.failedPromote}
            why={problemOf(move.error).message}
          />
        )}
      </div>
    </Dialog>
  );
}

/** Moves the pointer, says so, and offers the way back in the same toast. */
function useMove(workspace: string, current: Snapshot | null, target: Snapshot, onDone: () => void) {
  const promote = usePromoteSnapshot(workspace);
  const rollBack = useRollbackSnapshot(workspace);
  const back = isRollback(target);

  const undo = () => {
    if (!current) return;
    const onError = (error: unknown) =>
      toast.problem(snapshotsText.failedRollBack, { detail: problemOf(error).message });
    if (back)
      promote.mutate(
        { snapshot_id: current.id, instead_of: target.id },
        {
          onSuccess: () => toast.done(snapshotsText.promoteDone(current.version_label)),
          onError,
        },
      );
    else
      rollBack.mutate(
        { snapshot_id: current.id, instead_of: target.id },
        {
          onSuccess: () => toast.done(snapshotsText.rollBackDone(current.version_label)),
          onError,
        },
      );
  };
  const run = () => {
    const onSuccess = () => {
      onDone();
      const done = back ? snapshotsText.rollBackDone : snapshotsText.promoteDone;
      const label = back ? snapshotsText.again : snapshotsText.rollBack;
      toast.done(done(target.version_label), current ? { action: { label, run: undo } } : undefined);
    };
    const here = { snapshot_id: target.id, instead_of: current?.id ?? NO_SNAPSHOT };
    if (back) rollBack.mutate(here, { onSuccess });
    else promote.mutate(here, { onSuccess });
  };
  const move = back ? rollBack : promote;
  return { run, isPending: move.isPending, error: move.error };
}

function ReaderChanges({ workspace, before, after }: { workspace: string; before: string; after: string }) {
  const counts = useQuery(differenceCountsQuery(workspace, { before, after }));
  if (counts.error) return <p className="text-sm text-danger-text">{problemOf(counts.error).message}</p>;
  if (!counts.data)
    return (
      <Loading label={snapshotsText.counting} className="flex flex-col gap-2">
        <Skeleton className="h-3.5 w-2/3" />
        <Skeleton className="h-3.5 w-1/2" />
      </Loading>
    );
  if (counts.data.total === 0) return <p className="text-muted">{snapshotsText.readersSeeNothing}</p>;
  return <KindList counts={counts.data.kinds} />;
}
