import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import {
  addCommentAction,
  deleteCommentAction,
  editCommentAction,
  resolveThreadAction,
  startThreadAction,
} from './actions.ts';
import type { CommentInput, ThreadInput, ThreadPlace } from './core/thread.ts';
import type { threadsRead } from './reads.ts';

/** Others answer as well. */
const LOOK_EVERY_MS = 20_000;

/** The threads of a lesson or a draft. */
export const threadsQuery = (workspace: string, of: ThreadPlace) =>
  queryOptions({
    queryKey: keys.threads(workspace, of),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof threadsRead>(workspace, 'threads', of, signal)),
    refetchInterval: LOOK_EVERY_MS,
  });

/** Comments on a lesson or a draft. */
export function useTalk(workspace: string, of: ThreadPlace) {
  const queries = useQueryClient();
  const onSettled = () => makeStale(queries, workspace, 'comments', { until: 'comments' });
  return {
    start: useMutation({
      mutationFn: (thread: ThreadInput) => unwrap(startThreadAction(workspace, { of, thread })),
      onSettled,
    }),
    add: useMutation({
      mutationFn: (given: { thread_id: string; said: CommentInput }) => unwrap(addCommentAction(workspace, given)),
      onSettled,
    }),
    edit: useMutation({
      mutationFn: (given: { comment_id: string; said: CommentInput }) => unwrap(editCommentAction(workspace, given)),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (comment_id: string) => unwrap(deleteCommentAction(workspace, { comment_id })),
      onSettled,
    }),
    resolve: useMutation({
      mutationFn: (given: { thread_id: string; is_resolved: boolean }) => unwrap(resolveThreadAction(workspace, given)),
      onSettled,
    }),
  };
}
