'use client';

import { useMemo } from 'react';
import { useGo } from '#components/shell/leave-guard.tsx';
import { toast } from '#components/ui/toast.tsx';
import { useLatest } from '#components/ui/use-latest.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import type { SavedVersion } from '#lib/history/data/versions.ts';
import { useUndoChangeSet } from '#lib/history/queries/trash.ts';
import { fetchChangeSetOf } from '#lib/history/queries/versions.ts';
import { historyText } from './text.ts';

/** A change set by its id, or by a version that was saved in it: whoever saves does not wait to hear which one that is. */
type Undoable = string | SavedVersion;

/** Change sets of one edit, the newest first: undone in this order, all is as it was. */
type Undo = { said: string; change_sets: Undoable[] };

// What this tab has done, the last change set last. Somebody else's change sets, and those of other tabs, are on the page of changes.
const done = new Map<string, Undo[]>();
const MOST = 50;
const MOST_NAMED = 3;

const namesOf = (detail: unknown): string[] =>
  Array.isArray(detail)
    ? detail.flatMap((one: { label?: string | null; slug?: string | null }) => one?.label ?? one?.slug ?? [])
    : [];

/** Says what was done where no change set is written, and takes it back by a call that undoes it. */
export function tellUndoable(said: string, takeBack: () => Promise<unknown>) {
  toast.done(said, {
    undo: async () => {
      try {
        await takeBack();
      } catch (error) {
        toast.problem(historyText.undo.undoOf(said), { detail: problemOf(error).message });
      }
    },
  });
}

/** Says what a change set did and takes it back, from the toast or with Ctrl/Cmd+Z; a refusal names what stands in the way. */
export function useUndoing(workspace: string) {
  const undo = useUndoChangeSet(workspace);
  const go = useGo();
  const latest = useLatest({ undo, go });

  return useMemo(() => {
    const all = () => {
      const known = done.get(workspace) ?? [];
      done.set(workspace, known);
      return known;
    };
    const takeBack = async (one: Undo) => {
      const at = all().indexOf(one);
      if (at >= 0) all().splice(at, 1);
      const undone: string[] = [];
      for (const undoable of one.change_sets) {
        let change_set = typeof undoable === 'string' ? undoable : null;
        try {
          change_set ??= await fetchChangeSetOf(workspace, undoable as SavedVersion);
          undone.unshift(await latest.current.undo.mutateAsync(change_set));
        } catch (error) {
          const { code, message, detail } = problemOf(error);
          const names = code === 'conflict' ? namesOf(detail) : [];
          toast.problem(historyText.undo.undoOf(one.said), {
            detail: names.length > 0 ? historyText.undo.newer(names, MOST_NAMED) : message,
            action: {
              label: historyText.undo.showChanges,
              run: () =>
                latest.current.go(
                  change_set ? inWorkspace(workspace).changeSet(change_set) : inWorkspace(workspace).changes,
                ),
            },
          });
          return;
        }
      }
      // Undoing is a change set as well: doing it again is undoing that.
      toast.note(historyText.undo.undone(one.said), {
        action: {
          label: historyText.undo.redo,
          run: () => void takeBack({ said: historyText.undo.undoing(one.said), change_sets: undone }),
        },
      });
    };
    return {
      tell(said: string, change_sets: (Undoable | null)[], more: { id?: string; detail?: string } = {}) {
        const one = { said, change_sets: change_sets.filter((one) => one !== null) };
        if (one.change_sets.length === 0) return toast.note(said, more);
        all().push(one);
        if (all().length > MOST) all().shift();
        toast.done(said, { ...more, undo: () => takeBack(one) });
      },
      /** Takes back the last change set of this tab that has not been taken back. */
      async undoLast() {
        const last = all().at(-1);
        if (last) await takeBack(last);
        else toast.note(historyText.undo.nothingToUndo);
      },
    };
  }, [workspace]);
}

export type Undoing = ReturnType<typeof useUndoing>;
