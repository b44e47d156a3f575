'use client';

import { Eye, ListTree, PencilLine } from 'lucide-react';
import { baseText } from '#components/base/text.ts';
import { useGo } from '#components/shell/leave-guard.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { Spark } from '#lib/base/data/rows.ts';
import { preloadEditor } from './lesson-editor.tsx';
import { workbenchText } from './text.ts';
import type { WorkbenchAddress } from './use-workbench-address.ts';

export interface WorkbenchHeadProps {
  workspace: string;
  row: Pick<Spark, 'title' | 'slug' | 'estimated_mins' | 'difficulty'>;
  state: 'draft' | 'changed' | 'published';
  address: WorkbenchAddress;
}

/** What spark it is, and the ways to see it otherwise. On a phone those are icons. */
export function WorkbenchHead({ workspace, row, state, address }: WorkbenchHeadProps) {
  const { tab, isEditing, toggleEditing, togglePreview } = address;
  const leaveTo = useGo();
  const outlineHref = inWorkspace(workspace).outlined('spark', row.slug);
  return (
    <div className="flex shrink-0 flex-col gap-1 px-4 pt-4 md:px-8">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-1 basis-72 flex-wrap items-center gap-x-3 gap-y-1">
          <h1 dir="auto" className="text-title text-xl font-semibold tracking-tight text-pretty break-words">
            {row.title}
          </h1>
          <StateBadge state={state} />
          <span className="text-sm text-muted tabular-nums">
            {baseText.minutes(row.estimated_mins)} · {baseText.difficulty[row.difficulty]}
          </span>
        </div>
        <div className="flex flex-wrap gap-2">
          <LinkButton variant="quiet" icon={<ListTree />} href={outlineHref} className="max-sm:hidden">
            {workbenchText.inOutline}
          </LinkButton>
          <Button variant="quiet" icon={<Eye />} onPress={togglePreview} className="max-sm:hidden">
            {workbenchText.preview}
          </Button>
          <span className="flex sm:hidden">
            <IconButton label={workbenchText.inOutline} onPress={() => leaveTo(outlineHref)}>
              <ListTree />
            </IconButton>
            <IconButton label={workbenchText.preview} onPress={togglePreview}>
              <Eye />
            </IconButton>
          </span>
          {tab === 'lesson' && (
            <Button icon={<PencilLine />} onPress={toggleEditing} onHoverStart={preloadEditor} onFocus={preloadEditor}>
              {isEditing ? workbenchText.read : workbenchText.edit}
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
