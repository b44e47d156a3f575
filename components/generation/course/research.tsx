'use client';

import { CircleCheck, CircleDashed, CircleSlash, Loader, type LucideIcon, OctagonX } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { Link } from '#components/ui/link.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { isOfModel, researchOf } from '#lib/generation/core/course/flow.ts';
import type { RunStatus } from '#lib/generation/core/job.ts';
import type { ShownJob } from '#lib/generation/queries/jobs.ts';
import { useMoney } from '../money.ts';
import { generationText } from '../text.ts';
import { courseText } from './text.ts';

const words = courseText.research;
const ICONS: Record<RunStatus, LucideIcon> = {
  pending: CircleDashed,
  in_progress: Loader,
  completed: CircleCheck,
  failed: OctagonX,
  cancelled: CircleSlash,
};

/** The four reports, each read as soon as it is there. */
export function Research({
  workspace,
  job,
  onOpen,
}: {
  workspace: string;
  job: ShownJob;
  onOpen: (id: string) => void;
}) {
  const number = useNumber();
  const money = useMoney();
  if (!isOfModel(job)) return <ProblemNotice tone="note" title={words.skipped} why={words.skippedWhy} />;
  const reports = researchOf(job);
  if (reports.length === 0) return <p className="text-muted">{generationText.job.working}</p>;
  const other = typeof job.params.branch_of === 'string' ? job.params.branch_of : null;
  return (
    <>
      <ul aria-label={courseText.steps.research} className="flex flex-col divide-y rounded-lg border bg-surface">
        {reports.map(({ id, step_name, status, cost_micros, problem }) => {
          const Icon = ICONS[status];
          const made = job.made.find(({ step_run_id }) => step_run_id === id);
          const name = words.names[step_name] ?? step_name;
          return (
            <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
              <Icon
                aria-hidden
                className={cx(
                  'size-4 shrink-0',
                  status === 'completed' ? 'text-published' : status === 'failed' ? 'text-blocked' : 'text-muted',
                  status === 'in_progress' && 'motion-safe:animate-spin',
                )}
              />
              <span className="flex min-w-40 flex-1 flex-col">
                <span className="font-medium">{name}</span>
                <span className="text-sm text-muted">{problem?.message ?? words.help[step_name]}</span>
              </span>
              <span className="text-sm text-muted tabular-nums">
                {made ? words.fact(number(made.words ?? 0), money(cost_micros)) : words.states[status]}
              </span>
              {made && (
                <Button variant="quiet" size="sm" aria-label={words.read(name)} onPress={() => onOpen(made.id)}>
                  {words.readShort}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {other ? (
        <ProblemNotice
          tone="note"
          title={words.branched}
          why={words.branchedWhy}
          actions={<Link href={inWorkspace(workspace).job(other)}>{words.open}</Link>}
        />
      ) : (
        <ProblemNotice tone="note" title={words.note} why={words.noteWhy} />
      )}
    </>
  );
}
