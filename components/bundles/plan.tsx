'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useLocale } from 'react-aria-components/I18nProvider';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { numberFormat } from '#components/ui/formats.ts';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { RadioGroup } from '#components/ui/radio-group.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { toast } from '#components/ui/toast.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { errorsOf, warningsOf } from '#lib/bundles/core/problem-tally.ts';
import type { ConflictChoice, PlanLine } from '#lib/bundles/data/imports.ts';
import { importLinesQuery, importPlanQuery, useAbandonImport, useApplyImport } from '#lib/bundles/queries/imports.ts';
import type { ImportPlan, ImportRecord } from '#lib/bundles/services/imports.ts';
import { isOpen } from '#lib/tasks/core.ts';
import { useTasks } from '#lib/tasks/queries.ts';
import { ACTIONS, PlanByKind, PlanTotals } from './plan-counts.tsx';
import { PlanLineRow } from './plan-line.tsx';
import { LinesSkeleton, PlanSkeleton } from './plan-skeleton.tsx';
import { bundlesText } from './text.ts';

// Only what has problems shows them.
const ProblemList = dynamic(() => import('./problem-list.tsx').then((module) => module.ProblemList));

export interface PlanProps {
  workspace: string;
  record: ImportRecord;
}

/** Counts, then exceptions, then everything; and the one button that makes it so. */
export function Plan({ workspace, record }: PlanProps) {
  const plan = useQuery(importPlanQuery(workspace, record.id));
  if (plan.error)
    return <QueryProblem title={bundlesText.planFailed} error={plan.error} onRetry={() => void plan.refetch()} />;
  if (!plan.data) return <PlanSkeleton />;
  return <Body workspace={workspace} record={record} plan={plan.data} />;
}

function Body({ workspace, record, plan }: PlanProps & { plan: ImportPlan }) {
  const errors = errorsOf(plan.problems);
  const warnings = warningsOf(plan.problems);
  const [choice, setChoice] = useState<ConflictChoice>('refuse');
  return (
    <div className="flex flex-col gap-10">
      <section className="grid items-start gap-x-12 gap-y-6 lg:grid-cols-2">
        <PlanTotals totals={plan.totals} />
        <PlanByKind counts={plan.counts} />
      </section>
      {errors.length > 0 && (
        <Section title={bundlesText.problemsTitle}>
          <ProblemNotice
            title={bundlesText.refused(record.file_name ?? record.version_label)}
            next={bundlesText.refusedNext}
          />
          <ProblemList problems={errors} more={plan.more} />
        </Section>
      )}
      {plan.totals.conflict > 0 && (
        <Section title={bundlesText.conflicts} note={bundlesText.conflictsWhy}>
          <RadioGroup
            label={bundlesText.conflictChoice}
            hideLabel
            value={choice}
            onChange={(value) => setChoice(value as ConflictChoice)}
            options={(['refuse', 'ours', 'theirs'] as const).map((id) => ({
              id,
              label: bundlesText.choices[id].label,
              description: bundlesText.choices[id].help,
            }))}
          />
          <Lines workspace={workspace} import_id={record.id} actions={['conflict']} openFirst />
        </Section>
      )}
      {warnings.length > 0 && (
        <Section title={bundlesText.warnings} note={bundlesText.warningsWhy}>
          <ProblemList problems={warnings} warned={plan.warnings} />
        </Section>
      )}
      <Everything workspace={workspace} import_id={record.id} totals={plan.totals} />
      <ApplyBar workspace={workspace} record={record} plan={plan} choice={choice} />
    </div>
  );
}

function Section({ title, note, children }: { title: string; note?: string; children: React.ReactNode }) {
  return (
    <section className="flex min-w-0 flex-col gap-3">
      <div>
        <h2 className="text-lg font-semibold">{title}</h2>
        {note && <p className="text-muted">{note}</p>}
      </div>
      {children}
    </section>
  );
}

interface EverythingProps {
  workspace: string;
  import_id: string;
  totals: ImportPlan['totals'];
}

function Everything({ workspace, import_id, totals }: EverythingProps) {
  const [params, write] = useUrlState();
  const present = ACTIONS.filter((action) => totals[action] > 0);
  const wanted = present.find((action) => action === params.get('show'));
  if (present.length === 0) return null;
  return (
    <Section title={bundlesText.everything}>
      {present.length > 1 && (
        <div className="-mx-1 overflow-x-auto px-1">
          <Segmented<PlanLine['action'] | 'all'>
            label={bundlesText.show}
            value={wanted ?? 'all'}
            onChange={(next) => write({ show: next === 'all' ? null : next })}
            items={[
              { id: 'all', label: bundlesText.everything },
              ...present.map((id) => ({ id, label: bundlesText.actions[id] })),
            ]}
          />
        </div>
      )}
      <Lines workspace={workspace} import_id={import_id} actions={wanted ? [wanted] : [...ACTIONS]} />
    </Section>
  );
}

interface LinesProps {
  workspace: string;
  import_id: string;
  actions: PlanLine['action'][];
  openFirst?: boolean;
}

function Lines({ workspace, import_id, actions, openFirst }: LinesProps) {
  const pages = useInfiniteQuery(importLinesQuery(workspace, import_id, actions));
  if (pages.error) return <QueryProblem error={pages.error} onRetry={() => void pages.refetch()} />;
  if (!pages.data) return <LinesSkeleton />;
  const lines = pages.data.pages.flat();
  return (
    <div className="flex flex-col gap-3">
      <section aria-label={bundlesText.lines} className="flex flex-col border-t">
        {lines.map((line, place) => (
          <PlanLineRow key={line.nth} line={line} isOpen={openFirst && place === 0} />
        ))}
      </section>
      {pages.hasNextPage && (
        <Button className="self-start" isPending={pages.isFetchingNextPage} onPress={() => void pages.fetchNextPage()}>
          {bundlesText.moreLines}
        </Button>
      )}
    </div>
  );
}

function ApplyBar({ workspace, record, plan, choice }: PlanProps & { plan: ImportPlan; choice: ConflictChoice }) {
  const { locale } = useLocale();
  const router = useRouter();
  const apply = useApplyImport(workspace, record.id);
  const abandon = useAbandonImport(workspace, record.id);
  const isApplying = useTasks(workspace).some((task) => task.subject_id === record.id && isOpen(task));
  const number = numberFormat(locale);
  const { create, update, conflict } = plan.totals;
  const updates = update + (choice === 'theirs' ? conflict : 0);
  const isStopped = conflict > 0 && choice === 'refuse';
  const label = record.name ?? record.version_label;
  const words = [
    create > 0 && `create ${number.format(create)}`,
    updates > 0 && `update ${number.format(updates)}`,
    conflict > 0 && choice === 'ours' && `keep ${number.format(conflict)} as they are`,
  ]
    .filter(Boolean)
    .join(', ');
  const refusal = apply.data && apply.data.problems.length > 0 ? apply.data.problems : null;
  return (
    <div className="sticky bottom-0 -mx-4 -mb-6 flex flex-col gap-3 border-t bg-canvas px-4 py-3 md:-mx-8 md:px-8">
      {apply.error && <ProblemNotice title={bundlesText.applyFailed} why={problemOf(apply.error).message} />}
      {refusal && <ProblemNotice title={bundlesText.applyFailed} why={bundlesText.moved} />}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="min-w-0 flex-1 basis-56 text-muted">
          {!plan.can_apply
            ? bundlesText.refusedNext
            : isStopped
              ? bundlesText.applyStop
              : words
                ? bundlesText.applyWill(words)
                : bundlesText.applyNothing}
        </p>
        <AlertDialog
          title={bundlesText.giveUpTitle(label)}
          confirmLabel={bundlesText.giveUp}
          trigger={<Button variant="quiet">{bundlesText.giveUp}</Button>}
          onConfirm={async () => {
            await abandon.mutateAsync();
            toast.note(bundlesText.gaveUp);
            router.push(inWorkspace(workspace).imports);
          }}
        >
          {bundlesText.giveUpWhy}
        </AlertDialog>
        {plan.can_apply ? (
          <Button
            variant="primary"
            isDisabled={isStopped}
            isPending={apply.isPending || isApplying}
            onPress={() =>
              apply.mutate(choice, {
                onSuccess: (outcome) => outcome.problems.length === 0 && toast.done(bundlesText.applied(label)),
              })
            }
          >
            {bundlesText.apply}
          </Button>
        ) : (
          <LinkButton variant="primary" href={inWorkspace(workspace).newImport}>
            {bundlesText.again}
          </LinkButton>
        )}
      </div>
    </div>
  );
}
