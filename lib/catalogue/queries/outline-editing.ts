import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { patchQuery } from '#lib/base/queries/stale.ts';
import type { Outline } from '../core/outline.ts';
import type { OutlinePatch } from '../core/outline-patch.ts';

/** An edit of the outline under way, on screen already. */
interface OutlineEdit extends Pick<OutlinePatch, 'apply'> {
  /** Takes it back, in each part of the outline where it was shown. */
  reverts: [QueryKey, OutlinePatch['revert']][];
  /** It has been answered: what is read from now on knows of it, or shall not. */
  isOver: boolean;
}

const editing = (workspace: string) => [workspace, 'edit-outline'] as const;

/** Everything that is held of the outline: all of it, the branches that are loaded, what filters left. */
const outlinesHeld = (queries: QueryClient, workspace: string) =>
  queries
    .getQueriesData<Outline>({ queryKey: keys.outlines(workspace) })
    .filter(([, outline]) => outline !== undefined);

/** Changes a part of what is known of the outline, wherever it is held. */
export function patchOutlines(queries: QueryClient, workspace: string, patch: (outline: Outline) => Outline): void {
  for (const [queryKey] of outlinesHeld(queries, workspace)) patchQuery<Outline>(queries, queryKey, patch);
}

/** What a mutation needs to show its edit at once, and to take back that edit and nothing else when it is refused. */
export function showingAtOnce<Input>(
  queries: QueryClient,
  workspace: string,
  patchOf: (outline: Outline, input: Input) => OutlinePatch | null,
) {
  return {
    mutationKey: editing(workspace),
    onMutate: (input: Input): OutlineEdit | null => {
      let edit: OutlineEdit | null = null;
      for (const [queryKey, before] of outlinesHeld(queries, workspace)) {
        const patch = before ? patchOf(before, input) : null;
        if (!patch) continue;
        patchQuery<Outline>(queries, queryKey, patch.apply);
        edit ??= { apply: patch.apply, reverts: [], isOver: false };
        edit.reverts.push([queryKey, patch.revert]);
      }
      return edit;
    },
    onError: (_error: unknown, _input: Input, edit: OutlineEdit | null | undefined) => {
      if (!edit) return;
      edit.isOver = true;
      for (const [queryKey, revert] of edit.reverts) patchQuery<Outline>(queries, queryKey, revert);
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
