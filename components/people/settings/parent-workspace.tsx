'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { Button } from '#components/ui/button.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { Select } from '#components/ui/select.tsx';
import { toast } from '#components/ui/toast.tsx';
import type { Workspace } from '#lib/base/data/seats.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { ownWorkspacesQuery, useSetParent } from '#lib/people/queries/workspaces.ts';
import { SettingsSection } from './frame.tsx';
import { settingsText } from './text.ts';

/** As a choice below no workspace is written; no id is empty. */
const NONE = 'none';

/** Which workspace this one stands below. One that somebody is no admin of has no name here and can only be left. */
export function ParentWorkspace({ workspace }: { workspace: Workspace }) {
  const { data, error, refetch } = useQuery(ownWorkspacesQuery(workspace.slug));
  const { mutate, isPending, error: refused } = useSetParent(workspace.slug);
  const now = workspace.parent_id ?? NONE;
  const [picked, setPicked] = useState<string | null>(null);
  const chosen = picked ?? now;
  const others = (data ?? []).filter(({ id }) => id !== workspace.id);
  const isForeign = data && workspace.parent_id && !others.some(({ id }) => id === workspace.parent_id);
  const save = () =>
    mutate(chosen === NONE ? null : chosen, {
      onSuccess: () => {
        setPicked(null);
        const { name } = others.find(({ id }) => id === chosen) ?? {};
        toast.done(name ? settingsText.parentSet(name) : settingsText.parentLeft);
      },
    });
  return (
    <SettingsSection title={settingsText.parentTitle} lead={settingsText.parentLead}>
      {error && !data ? (
        <QueryProblem error={error} onRetry={() => void refetch()} />
      ) : (
        <div className="flex max-w-md flex-col gap-3">
          {refused && <ProblemNotice title={settingsText.notSaved} why={problemOf(refused).message} />}
          <div className="flex items-end gap-2">
            <Select
              label={settingsText.parent}
              className="flex-1"
              isDisabled={!data}
              options={[
                { id: NONE, label: settingsText.noParent },
                ...(isForeign ? [{ id: now, label: settingsText.foreignParent }] : []),
                ...others.map(({ id, name }) => ({ id, label: name })),
              ]}
              value={chosen}
              onChange={setPicked}
            />
            <Button isDisabled={chosen === now} isPending={isPending} onPress={save}>
              {settingsText.saveParent}
            </Button>
          </div>
        </div>
      )}
    </SettingsSection>
  );
}
