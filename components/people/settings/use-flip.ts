'use client';

import { toast } from '#components/ui/toast.tsx';
import type { Workspace } from '#lib/base/data/seats.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { useUpdateWorkspace } from '#lib/people/queries/workspaces.ts';
import { settingsText } from './text.ts';

export interface SectionProps {
  workspace: Workspace;
  mayManage: boolean;
}

/** A switch that saves itself and says what it has done, or why not. */
export function useFlip(workspace: Workspace) {
  const update = useUpdateWorkspace(workspace.slug);
  const flip = (patch: Parameters<typeof update.mutate>[0], done: string) =>
    update.mutate(patch, {
      onSuccess: () => toast.done(done),
      onError: (error) => toast.problem(settingsText.notSaved, { detail: problemOf(error).message }),
    });
  return { flip, isPending: update.isPending };
}
