'use client';

import { useQuery } from '@tanstack/react-query';
import { Import } from 'lucide-react';
import dynamic from 'next/dynamic';
import { QueryProblem } from '#components/base/problem.tsx';
import { Person } from '#components/people/person.tsx';
import { TaskNotices } from '#components/tasks/task-notices.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { KeyValues } from '#components/ui/key-values.tsx';
import { Link } from '#components/ui/link.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { Role } from '#lib/base/core/permissions.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { importQuery } from '#lib/bundles/queries/imports.ts';
import type { ImportRecord } from '#lib/bundles/services/imports.ts';
import { Duration } from './log.tsx';
import { PlanSkeleton } from './plan-skeleton.tsx';
import { questionsText } from './questions/text.ts';
import { ImportStatus } from './status.tsx';
import { bundlesText } from './text.ts';

// A record is a plan, a receipt or a refusal: each brings its own.
const ProblemList = dynamic(() => import('./problem-list.tsx').then((module) => module.ProblemList));
const Plan = dynamic(() => import('./plan.tsx').then((module) => module.Plan));
const Receipt = dynamic(() => import('./receipt.tsx').then((module) => module.Receipt));
const QuestionImport = dynamic(() => import('./questions/question-import.tsx').then((module) => module.QuestionImport));

export interface ImportPageProps {
  workspace: string;
  role: Role;
  import_id: string;
  /** The spark that questions go to at first, for somebody who comes from its bank. */
  spark: { id: string; title: string } | null;
}

/** One import, wherever it is on its way: planned, applied, refused. */
export function ImportPage({ workspace, role, import_id, spark }: ImportPageProps) {
  const found = useQuery(importQuery(workspace, import_id));
  if (found.error) return <QueryProblem error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <PlanSkeleton />;
  const record = found.data;
  const hasReport = record.question_format !== null && record.status !== 'failed';
  if (hasReport) return <QuestionImport workspace={workspace} record={record} spark={spark} />;
  return (
    <div className="flex flex-col gap-8">
      <PageHeader title={record.name ?? record.version_label} badges={<ImportStatus record={record} />}>
        <span className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
          {record.name && <code className="text-xs">{record.version_label}</code>}
          <Person workspace={workspace} user_id={record.created_by} />
          <RelativeTime value={record.started_at} />
          {record.status === 'validating' && <span>{bundlesText.planLead}</span>}
        </span>
      </PageHeader>
      <TaskNotices workspace={workspace} kinds={['import.apply', 'import.stage']} subject={record.id} />
      {record.change_set_id && (
        <TaskNotices workspace={workspace} kinds={['change_set.undo']} subject={record.change_set_id} />
      )}
      <Stage workspace={workspace} role={role} record={record} onLook={() => void found.refetch()} />
    </div>
  );
}

interface StageProps {
  workspace: string;
  role: Role;
  record: ImportRecord;
  onLook: () => void;
}

function Stage({ workspace, role, record, onLook }: StageProps) {
  switch (record.status) {
    case 'validating':
      return <Plan workspace={workspace} record={record} />;
    case 'pending':
    case 'importing':
      return (
        <ProblemNotice
          tone="note"
          title={bundlesText.inProgress}
          why={bundlesText.inProgressWhy}
          actions={
            <Button size="sm" onPress={onLook}>
              {bundlesText.refresh}
            </Button>
          }
        />
      );
    case 'failed':
      if (record.refusal) return <RefusedFile workspace={workspace} refusal={record.refusal} />;
      return (
        <div className="flex flex-col gap-6">
          <ProblemNotice
            title={bundlesText.failedTitle}
            why={record.error_message}
            next={bundlesText.failedNext}
            actions={
              <LinkButton size="sm" icon={<Import />} href={inWorkspace(workspace).newImport}>
                {bundlesText.again}
              </LinkButton>
            }
          />
          {record.problems.length > 0 && <ProblemList problems={record.problems} />}
          <Facts workspace={workspace} record={record} />
        </div>
      );
    default:
      return (
        <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_19rem]">
          <Receipt workspace={workspace} role={role} record={record} />
          <Facts workspace={workspace} record={record} />
        </div>
      );
  }
}

/** A file of another tool that was not read: where, why that is, and what to do. */
function RefusedFile({ workspace, refusal }: { workspace: string; refusal: NonNullable<ImportRecord['refusal']> }) {
  const { code, sentence, instead } = refusal;
  return (
    <ProblemNotice
      className="max-w-3xl"
      title={questionsText.refusedTitle}
      why={sentence}
      next={instead}
      detail={`${questionsText.reference} ${code}`}
      actions={
        <LinkButton size="sm" icon={<Import />} href={inWorkspace(workspace).newImport}>
          {questionsText.another}
        </LinkButton>
      }
    />
  );
}

function Facts({ workspace, record }: { workspace: string; record: ImportRecord }) {
  const facts = [
    { key: bundlesText.file, value: record.file_name && <span className="break-all">{record.file_name}</span> },
    {
      key: bundlesText.system,
      value: record.source_system && (
        <span className="flex flex-col">
          <span className="break-words">{record.source_system}</span>
          {record.source_version && (
            <code title={record.source_version} className="truncate text-xs text-muted">
              {record.source_version}
            </code>
          )}
        </span>
      ),
    },
    {
      key: bundlesText.finished,
      value: record.completed_at && (
        <span className="flex flex-col">
          <RelativeTime value={record.completed_at} />
          <span className="text-muted">
            <Duration record={record} />
          </span>
        </span>
      ),
    },
    {
      key: bundlesText.snapshot,
      value: record.snapshot_id && record.snapshot && (
        <Link href={inWorkspace(workspace).snapshot(record.snapshot_id)}>{record.snapshot.version_label}</Link>
      ),
    },
  ];
  return (
    <aside className="flex max-w-md flex-col gap-1">
      <h2 className="text-sm font-semibold">{bundlesText.facts}</h2>
      <KeyValues items={facts.filter(({ value }) => value)} />
    </aside>
  );
}
