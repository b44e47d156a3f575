import type { QueryClient } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { patchQuery } from '#lib/base/queries/stale.ts';
import type { Outline } from '../core/outline.ts';
import type { OutlinePatch } from '../core/outline-patch.ts';

/** An edit of the outline under way, on screen already. */
interface OutlineEdit extends OutlinePatch {
  /** It has been answered: what is read from now on knows of it, or shall not. */
  isOver: boolean;
}

const editing = (workspace: string) => [workspace, 'edit-outline'] as const;

/** What a mutation needs to show its edit at once, and to take back that edit and nothing else when it is refused. */
export function showingAtOnce<Input>(
  queries: QueryClient,
  workspace: string,
  patchOf: (outline: Outline, input: Input) => OutlinePatch | null,
) {
  const queryKey = keys.outline(workspace);
  return {
    mutationKey: editing(workspace),
    onMutate: (input: Input): OutlineEdit | null => {
      const before = queries.getQueryData<Outline>(queryKey);
      const patch = before ? patchOf(before, input) : null;
      if (!before || !patch) return null;
      patchQuery<Outline>(queries, queryKey, patch.apply);
      return { ...patch, isOver: false };
    },
    onError: (_error: unknown, _input: Input, edit: OutlineEdit | null | undefined) => {
      if (!edit) return;
      edit.isOver = true;
      patchQuery<Outline>(queries, queryKey, edit.revert);
    },
    onSuccess: (_data: unknown, _input: Input, edit: OutlineEdit | null) => {
      if (edit) edit.isOver = true;
    },
  };
}

/** What was read while edits were under way, with those edits: the database had not heard of them yet. */
export function withEditsUnderWay(queries: QueryClient, workspace: string, read: Outline): Outline {
  const underWay = queries.getMutationCache().findAll({ mutationKey: editing(workspace), status: 'pending' });
  return underWay.reduce((outline, { state }) => {
    const edit = state.context as OutlineEdit | null | undefined;
    return edit && !edit.isOver ? edit.apply(outline) : outline;
  }, read);
}
