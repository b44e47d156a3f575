'use client';

import { Layers, Rocket, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { UndoRefusal } from '#components/base/problem.tsx';
import { Blockers } from '#components/snapshots/blockers.tsx';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { toast } from '#components/ui/toast.tsx';
import { can, type Role } from '#lib/base/core/permissions.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { usePromoteImport, useStageImport, useUndoImport } from '#lib/bundles/queries/imports.ts';
import type { ImportRecord } from '#lib/bundles/services/imports.ts';
import type { Blocker } from '#lib/snapshots/core/outcomes.ts';
import { useRollbackSnapshot } from '#lib/snapshots/queries/snapshots.ts';
import { PlanByKind, PlanTotals } from './plan-counts.tsx';
import { bundlesText } from './text.ts';

export interface ReceiptProps {
  workspace: string;
  role: Role;
  record: ImportRecord;
}

/** What an import wrote, and where to go from here: undo it, stage exactly this, promote exactly this. */
export function Receipt({ workspace, role, record }: ReceiptProps) {
  const undo = useUndoImport(workspace, record.id);
  const way = useWayOut(workspace, record);
  const isUndone = Boolean(record.change_set?.undone_by);
  const hasWritten = record.change_set_id !== null;
  const label = record.name ?? record.version_label;
  const isReady = record.status === 'ready' && !isUndone;
  const mayPromote = can(role, 'snapshot.promote');
  return (
    <div className="flex min-w-0 flex-col gap-6">
      {isUndone && <ProblemNotice tone="note" title={bundlesText.undoneNote} />}
      {undo.error && (
        <UndoRefusal
          workspace={workspace}
          error={undo.error}
          title={bundlesText.notUndone}
          onClose={() => undo.reset()}
        />
      )}
      {way.blockers.length > 0 && <Blockers workspace={workspace} blockers={way.blockers} />}
      {way.note}
      <section className="flex flex-col gap-5">
        <h2 className="text-lg font-semibold">{hasWritten ? bundlesText.wrote : bundlesText.named}</h2>
        {!hasWritten && <p className="-mt-3 text-muted">{bundlesText.wroteNothing}</p>}
        <PlanTotals totals={totalsOf(record)} isDone />
        <PlanByKind counts={record.plan_counts} isDone />
      </section>
      <div className="flex flex-wrap gap-2">
        {isReady && !record.snapshot_id && (
          <Button icon={<Layers />} isPending={way.isStaging} onPress={() => way.stage()}>
            {bundlesText.stage}
          </Button>
        )}
        {isReady && mayPromote && (
          <AlertDialog
            title={bundlesText.promoteTitle(label)}
            confirmLabel={record.snapshot_id ? bundlesText.promoteStaged : bundlesText.promote}
            trigger={
              <Button variant="primary" icon={<Rocket />} isPending={way.isPromoting}>
                {record.snapshot_id ? bundlesText.promoteStaged : bundlesText.promote}
              </Button>
            }
            onConfirm={way.promote}
          >
            {bundlesText.promoteWhy}
          </AlertDialog>
        )}
        {record.snapshot_id && (
          <LinkButton href={inWorkspace(workspace).snapshot(record.snapshot_id)}>{bundlesText.openSnapshot}</LinkButton>
        )}
        {hasWritten && !isUndone && (
          <AlertDialog
            title={bundlesText.undoTitle(label)}
            confirmLabel={bundlesText.undo}
            trigger={
              <Button variant="quiet" icon={<Undo2 />}>
                {bundlesText.undo}
              </Button>
            }
            onConfirm={async () => {
              // A refusal is shown on the page, with what stands in the way.
              await undo.mutateAsync().then(
                () => toast.done(bundlesText.undone(label)),
                () => undefined,
              );
            }}
          >
            {bundlesText.undoWhy}
          </AlertDialog>
        )}
      </div>
      {isReady && !mayPromote && <p className="text-sm text-muted">{bundlesText.mayNotPromote}</p>}
    </div>
  );
}

/** Staging and promoting exactly what an import brought. */
function useWayOut(workspace: string, record: ImportRecord) {
  const staging = useStageImport(workspace, record.id);
  const promoting = usePromoteImport(workspace, record.id);
  const rollBack = useRollbackSnapshot(workspace);
  const [blockers, setBlockers] = useState<Blocker[]>([]);

  /** Gives the snapshot, or nothing when something is in the way. */
  const stage = async () => {
    setBlockers([]);
    const staged = await staging.mutateAsync();
    if (staged.ok) return staged;
    setBlockers(staged.blockers);
    return null;
  };
  const promote = async () => {
    if (!record.snapshot_id) {
      const staged = await stage();
      if (!staged || staged.nothing_to_stage) return;
    }
    const promoted = await promoting.mutateAsync();
    const before = promoted.parent_id;
    toast.done(bundlesText.promoted(promoted.version_label), {
      action: before
        ? {
            label: 'Roll back',
            run: () =>
              rollBack.mutate(
                { snapshot_id: before, instead_of: promoted.id },
                { onError: (error) => toast.problem(error.message) },
              ),
          }
        : undefined,
    });
  };
  const staged = staging.data?.ok ? staging.data : null;
  const note = staging.error ? (
    <ProblemNotice title={problemOf(staging.error).message} />
  ) : staged?.nothing_to_stage ? (
    <ProblemNotice
      tone="note"
      title={bundlesText.alreadyStaged}
      actions={
        <LinkButton size="sm" href={inWorkspace(workspace).snapshot(staged.snapshot_id)}>
          {bundlesText.openSnapshot}
        </LinkButton>
      }
    />
  ) : null;
  return {
    blockers,
    note,
    stage: () => void stage().catch(() => undefined),
    promote,
    isStaging: staging.isPending,
    isPromoting: promoting.isPending,
  };
}

function totalsOf(record: ImportRecord) {
  const totals = { create: 0, update: 0, unchanged: 0, conflict: 0, skipped: 0 };
  for (const counts of Object.values(record.plan_counts))
    for (const action of Object.keys(totals) as (keyof typeof totals)[]) totals[action] += counts[action];
  return totals;
}
