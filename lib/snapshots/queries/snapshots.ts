import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import { countOutcome, useFollow } from '#lib/tasks/queries.ts';
import {
  cleanUpSnapshotsAction,
  pinSnapshotAction,
  promoteSnapshotAction,
  rollbackSnapshotAction,
  stageSnapshotAction,
  verifySnapshotAction,
} from '../actions/snapshots.ts';
import type { snapshotsRead } from '../reads/snapshots.ts';

export const snapshotsQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.snapshots(workspace),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof snapshotsRead>(workspace, 'snapshots', {}, signal)),
  });

export interface StageInput {
  version_label?: string;
  name?: string;
  description?: string;
  only?: string[];
}

export function useStageSnapshot(workspace: string) {
  const queries = useQueryClient();
  const follow = useFollow(workspace);
  return useMutation({
    mutationFn: (input: StageInput) =>
      follow(stageSnapshotAction(workspace, input), async () => (await import('../core/outcomes.ts')).stagedJson),
    onSuccess: (staged) => {
      if (staged.ok) void makeStale(queries, workspace, 'snapshot.staged');
    },
  });
}

/** To a snapshot, in place of the one that it was compared with. */
export interface SnapshotMove {
  snapshot_id: string;
  instead_of?: string;
}

export function usePromoteSnapshot(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (move: SnapshotMove) => unwrap(promoteSnapshotAction(workspace, move)),
    onSettled: () => void makeStale(queries, workspace, 'snapshot.promoted'),
  });
}

export function useRollbackSnapshot(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (move: SnapshotMove) => unwrap(rollbackSnapshotAction(workspace, move)),
    onSettled: () => void makeStale(queries, workspace, 'snapshot.promoted'),
  });
}

export function useVerifySnapshot(workspace: string) {
  const follow = useFollow(workspace);
  return useMutation({
    mutationFn: (snapshot_id: string) =>
      follow(
        verifySnapshotAction(workspace, { snapshot_id }),
        async () => (await import('../core/outcomes.ts')).verificationJson,
      ),
  });
}

export function usePinSnapshot(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: { snapshot_id: string; is_pinned: boolean }) => unwrap(pinSnapshotAction(workspace, input)),
    onSettled: () => void makeStale(queries, workspace, 'snapshot.pinned'),
  });
}

export function useCleanUpSnapshots(workspace: string) {
  const queries = useQueryClient();
  const follow = useFollow(workspace);
  return useMutation({
    mutationFn: (keep: number) => follow(cleanUpSnapshotsAction(workspace, { keep }), countOutcome),
    onSettled: () => void makeStale(queries, workspace, 'snapshot.cleaned'),
  });
}
