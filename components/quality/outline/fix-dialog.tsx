'use client';

import { useQuery } from '@tanstack/react-query';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUndoing } from '#components/history/undoing.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { PlannedFix } from '#lib/quality/core/fixes.ts';
import { findingText } from '#lib/quality/core/text.ts';
import { qualityFixesQuery, useApplyFixes } from '#lib/quality/queries/quality.ts';
import { qualityText } from '../text.ts';

const words = qualityText.fixes;
/** So many lessons are drawn; all that are said are fixed. */
const MOST_DRAWN = 100;

export interface FixDialogProps {
  workspace: string;
  /** Below which entities; null for the whole workspace. */
  ids: string[] | null;
  onClose: () => void;
}

/** Says lesson by lesson what fixes that need no decision change, and does it as one change set. */
export function FixDialog({ workspace, ids, onClose }: FixDialogProps) {
  const { data: plan, error, refetch } = useQuery(qualityFixesQuery(workspace, ids));
  const apply = useApplyFixes(workspace);
  const { tell } = useUndoing(workspace);
  const number = useNumber();
  const count = plan?.lessons.reduce((sum, { fixes }) => sum + fixes.length, 0) ?? 0;
  const onApply = () =>
    apply.mutate(plan?.lessons.map(({ spark_id, version }) => ({ spark_id, version })) ?? [], {
      onSuccess: ({ change_set_id, fixed, left_out }) => {
        const detail =
          left_out.length > 0 ? words.leftOut(left_out.map(({ title }) => title ?? words.gone)) : undefined;
        if (change_set_id) tell(words.done(fixed, number(fixed)), [change_set_id], { detail });
        else toast.note(words.nothing, { detail });
        onClose();
      },
    });
  return (
    <Dialog
      isOpen
      onOpenChange={(open) => !open && onClose()}
      size="lg"
      title={words.title}
      footer={(close) => (
        <>
          <Button variant="quiet" onPress={close}>
            {qualityText.cancel}
          </Button>
          {count > 0 && (
            <Button variant="primary" isPending={apply.isPending} onPress={onApply}>
              {words.apply(count, number(count), plan?.lessons.length ?? 0, number(plan?.lessons.length ?? 0))}
            </Button>
          )}
        </>
      )}
    >
      {apply.error && <ProblemNotice title={words.failed} why={problemOf(apply.error).message} />}
      {error ? (
        <QueryProblem error={error} onRetry={() => void refetch()} />
      ) : !plan ? (
        <TextSkeleton lines={6} />
      ) : count === 0 ? (
        <p>{words.none}</p>
      ) : (
        <div className="flex flex-col gap-4">
          <p className="text-muted">
            {words.lead} {plan.more > 0 && words.more(plan.lessons.length, number(plan.more))}
          </p>
          <ul className="flex flex-col gap-4">
            {plan.lessons.slice(0, MOST_DRAWN).map(({ spark_id, title, fixes }) => (
              <li key={spark_id} className="flex flex-col gap-1">
                <h3 dir="auto" className="font-medium">
                  {title}
                </h3>
                <Fixes fixes={fixes} />
              </li>
            ))}
          </ul>
          {plan.lessons.length > MOST_DRAWN && (
            <p className="text-muted">{words.rest(number(plan.lessons.length - MOST_DRAWN))}</p>
          )}
        </div>
      )}
    </Dialog>
  );
}

const Fixes = ({ fixes }: { fixes: readonly PlannedFix[] }) => (
  <ul className="flex flex-col divide-y border-y text-sm">
    {fixes.map(({ code, before, after }, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a plan keeps its order.
      <li key={at} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-1.5">
        <span className="w-48 shrink-0 max-md:w-full">{findingText[code].name}</span>
        <span dir="auto" className="min-w-0 flex-1 font-mono break-words">
          <del className="text-muted">{before}</del>
          <span className="mx-2 text-muted" aria-hidden>
            →
          </span>
          <ins className="no-underline">{after === '' ? words.takenOut : after}</ins>
        </span>
      </li>
    ))}
  </ul>
);
