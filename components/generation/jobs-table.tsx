'use client';

import { Avatar } from '#components/ui/avatar.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Table, type TableColumn } from '#components/ui/table.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { isOpen, type Job, stateOf } from '#lib/generation/core/job.ts';
import { JobBadge } from './job-badge.tsx';
import { JobIcon } from './job-icon.tsx';
import { useMoney } from './money.ts';
import { generationText } from './text.ts';

const words = generationText;

interface JobsTableProps {
  workspace: string;
  jobs: readonly Job[];
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
}

/** The rows of the list of jobs. */
export function JobsTable({ workspace, jobs, selected, onSelect }: JobsTableProps) {
  const number = useNumber();
  const money = useMoney();
  const address = inWorkspace(workspace);
  return (
    <Table
      label={words.list}
      columns={columnsOf(number, money)}
      rows={jobs}
      rowId={({ id }) => id}
      rowName={({ title }) => title}
      rowHref={({ id }) => address.job(id)}
      selected={selected}
      onSelect={onSelect}
      letterKeys
    />
  );
}

function columnsOf(number: (value: number) => string, money: (micros: number) => string): TableColumn<Job>[] {
  return [
    {
      id: 'job',
      name: words.columns.job,
      grow: true,
      render: ({ job_kind, title, place, maker }) => (
        <span className="flex min-w-0 items-center gap-2.5 py-1.5">
          <JobIcon kind={job_kind} className="size-4 shrink-0 text-muted" />
          <span className="flex min-w-0 flex-col">
            <span dir="auto" className="truncate font-medium">
              {title}
            </span>
            <span dir="auto" className="truncate text-muted">
              {[place?.label, maker === 'model' ? words.job.model : words.job.builtin].filter(Boolean).join(' · ')}
            </span>
          </span>
        </span>
      ),
    },
    { id: 'state', name: words.columns.state, width: 150, render: (job) => <JobBadge state={stateOf(job)} /> },
    {
      id: 'progress',
      name: words.columns.progress,
      width: 190,
      render: (job) => <Reached job={job} number={number} />,
    },
    {
      id: 'by',
      name: words.columns.by,
      width: 160,
      render: ({ asked_by_name }) => (
        <span className="flex min-w-0 items-center gap-2">
          <Avatar name={asked_by_name ?? ''} size="sm" decorative />
          <span className="truncate">{asked_by_name}</span>
        </span>
      ),
    },
    { id: 'cost', name: words.columns.cost, numeric: true, width: 80, render: (job) => money(job.cost_micros) },
    {
      id: 'started',
      name: words.columns.started,
      numeric: true,
      width: 120,
      render: ({ created_at }) => <RelativeTime value={created_at} />,
    },
  ];
}

/** How far it is, why it stopped, or what came of it. */
function Reached({ job, number }: { job: Job; number: (value: number) => string }) {
  if (isOpen(job)) {
    const note = words.steps(number(job.step_progress), number(job.total_steps));
    return (
      <span className="flex items-center gap-2">
        <Progress label={note} hideLabel value={job.step_progress} max={job.total_steps} className="w-24" />
        <span className="text-muted tabular-nums">{note}</span>
      </span>
    );
  }
  if (job.status === 'failed') return <span className="truncate text-danger-text">{job.problem?.message}</span>;
  return (
    <span className="text-muted">
      {job.proposals > 0 ? words.proposals(job.proposals, number(job.proposals)) : words.nothingMade}
    </span>
  );
}
