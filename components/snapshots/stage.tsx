'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { FormTextArea, FormTextField } from '#components/form/text-fields.tsx';
import { TaskNotices } from '#components/tasks/task-notices.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { RadioGroup } from '#components/ui/radio-group.tsx';
import type { Role } from '#lib/base/core/permissions.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import type { Blocker, Staged } from '#lib/snapshots/core/outcomes.ts';
import { differenceCountsQuery } from '#lib/snapshots/queries/differences.ts';
import { useStageSnapshot } from '#lib/snapshots/queries/snapshots.ts';
import { isOpen } from '#lib/tasks/core.ts';
import { useTasks } from '#lib/tasks/queries.ts';
import { Blockers } from './blockers.tsx';
import { DifferenceBrowser } from './differences/difference-browser.tsx';
import { StageReceipt } from './stage-receipt.tsx';
import { tellSnapshotTask } from './task.ts';
import { snapshotsText } from './text.ts';

const SCOPE = { before: 'base', after: 'working' } as const;

interface Label {
  version_label: string;
  name: string;
  description: string;
}

export interface StageProps {
  workspace: string;
  role: Role;
  /** Today, as the server's clock has it: the label most snapshots get. */
  today: string;
}

/** From pending changes to a ready snapshot: what goes in, what it is called, what is in the way, and the receipt. */
export function Stage({ workspace, role, today }: StageProps) {
  const [receipt, setReceipt] = useState<{ staged: Extract<Staged, { ok: true }>; label: string; asked: number }>();
  const counts = useQuery(differenceCountsQuery(workspace, SCOPE));
  if (receipt) return <StageReceipt workspace={workspace} role={role} {...receipt} />;
  return (
    <div className="flex flex-col gap-6">
      <PageHeader title={snapshotsText.stageTitle}>{snapshotsText.stageLead}</PageHeader>
      <TaskNotices
        workspace={workspace}
        kinds={['snapshot.stage']}
        tell={(task) => tellSnapshotTask(workspace, task)}
      />
      {counts.error ? (
        <QueryProblem error={counts.error} onRetry={() => void counts.refetch()} />
      ) : counts.data?.total === 0 ? (
        <EmptyState
          drawing="inbox"
          title={snapshotsText.nothingPending}
          action={<LinkButton href={inWorkspace(workspace).snapshots}>{snapshotsText.back}</LinkButton>}
        >
          {snapshotsText.nothingPendingWhy}
        </EmptyState>
      ) : (
        <Wizard workspace={workspace} today={today} total={counts.data?.total} onStaged={setReceipt} />
      )}
    </div>
  );
}

interface WizardProps {
  workspace: string;
  today: string;
  total: number | undefined;
  onStaged: (receipt: { staged: Extract<Staged, { ok: true }>; label: string; asked: number }) => void;
}

function Wizard({ workspace, today, total = 0, onStaged }: WizardProps) {
  const write = useNumber();
  const [params, setParams] = useUrlState();
  // The outline leads here with what was chosen there.
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(params.get('ids')?.split(',').filter(Boolean)),
  );
  const [blockers, setBlockers] = useState<Blocker[]>([]);
  const isSelection = params.get('what') === 'selection';
  const form = useForm<Label>({ defaultValues: { version_label: today, name: '', description: '' } });
  const stage = useStageSnapshot(workspace);
  const words = `${write(total)} ${snapshotsText.changesWord[total === 1 ? 0 : 1]}`;
  const isEmpty = isSelection && chosen.size === 0;

  const submit = form.handleSubmit((label) => {
    setBlockers([]);
    const only = isSelection ? [...chosen] : undefined;
    stage.mutate(
      { ...label, only },
      {
        onSuccess: (staged) => {
          if (staged.ok) onStaged({ staged, label: label.version_label, asked: only ? only.length : total });
          else setBlockers(staged.blockers);
        },
      },
    );
  });

  const isStaging = useTasks(workspace).some((task) => task.kind === 'snapshot.stage' && isOpen(task));
  return (
    <div className="flex flex-col gap-6">
      {stage.error ? (
        <ProblemNotice title={snapshotsText.stageFailed} why={problemOf(stage.error).message} />
      ) : (
        blockers.length > 0 && <Blockers workspace={workspace} blockers={blockers} />
      )}
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <DifferenceBrowser
            workspace={workspace}
            scope={SCOPE}
            chosen={chosen}
            onChoose={
              isSelection
                ? (ids, is) =>
                    setChosen((before) => {
                      const next = new Set(before);
                      for (const id of ids) is ? next.add(id) : next.delete(id);
                      return next;
                    })
                : undefined
            }
          />
        </div>
        <form
          noValidate
          onSubmit={submit}
          className="flex flex-col gap-5 self-start max-lg:order-first max-lg:border-b max-lg:pb-6 lg:sticky lg:top-6"
        >
          <RadioGroup
            label={snapshotsText.what}
            value={isSelection ? 'selection' : 'everything'}
            onChange={(value) => setParams({ what: value === 'selection' ? 'selection' : null })}
            options={[
              { id: 'everything', label: snapshotsText.everything, description: snapshotsText.everythingHelp(words) },
              { id: 'selection', label: snapshotsText.selection, description: snapshotsText.selectionHelp },
            ]}
          />
          {isSelection && (
            <p className="-mt-2 flex items-center gap-2 ps-6 text-sm">
              <span className={isEmpty ? 'text-muted' : 'font-medium'}>
                {isEmpty ? snapshotsText.chooseNone : snapshotsText.chosenCount(chosen.size, write(chosen.size))}
              </span>
              {!isEmpty && (
                <Button size="sm" variant="quiet" onPress={() => setChosen(new Set())}>
                  {snapshotsText.clearChoice}
                </Button>
              )}
            </p>
          )}
          <FormTextField
            control={form.control}
            name="version_label"
            label={snapshotsText.label}
            help={snapshotsText.labelHelp}
            limit={100}
          />
          <FormTextField
            control={form.control}
            name="name"
            label={snapshotsText.name}
            help={snapshotsText.nameHelp}
            limit={200}
          />
          <FormTextArea
            control={form.control}
            name="description"
            label={snapshotsText.note}
            help={snapshotsText.noteHelp}
            limit={1000}
          />
          <Button
            type="submit"
            variant="primary"
            isPending={stage.isPending || isStaging}
            isDisabled={isEmpty}
            className="self-start"
          >
            {snapshotsText.stage}
          </Button>
        </form>
      </div>
    </div>
  );
}
