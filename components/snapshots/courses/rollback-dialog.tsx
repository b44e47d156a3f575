'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUndoing } from '#components/history/undoing.ts';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { Loading, Skeleton } from '#components/ui/skeleton.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { RollbackPreview } from '#lib/snapshots/data/course-versions.ts';
import { courseRollbackQuery, useRollBackCourse } from '#lib/snapshots/queries/course-versions.ts';
import { courseVersionsText } from './text.ts';

export interface RollbackDialogProps {
  workspace: string;
  trail: { id: string; title: string };
  nth: number;
  onClose: () => void;
  onDone?: () => void;
}

/** Says what going back to a version would do, before it is done; it is done only if nothing moved meanwhile. */
export function RollbackDialog({ workspace, trail, nth, onClose, onDone }: RollbackDialogProps) {
  const [leave_shared, setLeaveShared] = useState(false);
  const ask = { trail_id: trail.id, nth, leave_shared };
  const { data, error, isFetching, refetch } = useQuery(courseRollbackQuery(workspace, ask));
  const back = useRollBackCourse(workspace);
  const undoing = useUndoing(workspace);
  const run = (seen: RollbackPreview) =>
    back.mutate(
      { ...ask, seen: seen.seen, seen_revision: seen.seen_revision },
      {
        onSuccess: (made) => {
          undoing.tell(courseVersionsText.done(nth, made.nth), [made.change_set_id]);
          onClose();
          onDone?.();
        },
      },
    );
  const lookAgain = () => {
    back.reset();
    void refetch();
  };
  return (
    <Dialog
      role="alertdialog"
      title={courseVersionsText.rollBackTitle(trail.title, nth)}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      footer={(close) => (
        <>
          <Button onPress={close}>{courseVersionsText.cancel}</Button>
          <Button
            variant="primary"
            autoFocus
            isDisabled={!data || isFetching || data.writes === 0 || back.isError}
            isPending={back.isPending}
            onPress={() => data && run(data)}
          >
            {courseVersionsText.confirm}
          </Button>
        </>
      )}
    >
      <div className="flex flex-col gap-4">
        {error ? (
          <QueryProblem error={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <Loading label={courseVersionsText.looking} className="flex flex-col gap-3 py-2">
            <Skeleton className="h-4 w-4/5" />
            <Skeleton className="h-4 w-3/5" />
          </Loading>
        ) : data.writes === 0 && !leave_shared ? (
          <p className="text-muted">{courseVersionsText.nothing}</p>
        ) : (
          <Plan plan={data} nth={nth} leavesShared={leave_shared} onLeaveShared={setLeaveShared} />
        )}
        {back.error && <Refused error={back.error} onLookAgain={lookAgain} />}
      </div>
    </Dialog>
  );
}

interface PlanProps {
  plan: RollbackPreview;
  nth: number;
  leavesShared: boolean;
  onLeaveShared: (leave: boolean) => void;
}

function Plan({ plan, nth, leavesShared, onLeaveShared }: PlanProps) {
  const write = useNumber();
  const rows = (['lessons', 'exercises', 'back', 'trashed', 'stale', 'lost'] as const).filter((name) => plan[name] > 0);
  const courses = [...new Set(plan.shared.flatMap(({ course }) => course ?? []))];
  return (
    <>
      <p className="text-muted">{courseVersionsText.makes(plan.next, nth)}</p>
      {rows.length > 0 && (
        <dl className="flex flex-col border-t">
          {rows.map((name) => (
            <div key={name} className="flex items-baseline justify-between gap-4 border-b py-2">
              <dt>{courseVersionsText.counts[name]}</dt>
              <dd className="font-medium tabular-nums">{write(plan[name])}</dd>
            </div>
          ))}
        </dl>
      )}
      {plan.shared.length > 0 && (
        <ProblemNotice
          tone="warning"
          title={courseVersionsText.sharedTitle(plan.shared.length)}
          why={courseVersionsText.sharedWhy(
            plan.shared.map(({ title }) => title),
            courses,
          )}
          next={
            <Checkbox isSelected={leavesShared} onChange={onLeaveShared}>
              {courseVersionsText.leaveShared}
            </Checkbox>
          }
        />
      )}
      <p className="text-sm text-muted">{courseVersionsText.readersNotice}</p>
    </>
  );
}

/** Who saved what a moment ago, or why else it was not done. */
function Refused({ error, onLookAgain }: { error: unknown; onLookAgain: () => void }) {
  const { code, message, detail } = problemOf(error);
  const { label = null, by_name = null } = (detail ?? {}) as { label?: string | null; by_name?: string | null };
  return (
    <ProblemNotice
      title={
        code === 'stale' ? courseVersionsText.notRolledBack(by_name, label) : courseVersionsText.notRolledBackTitle
      }
      why={code === 'stale' ? undefined : message}
      actions={
        <Button size="sm" onPress={onLookAgain}>
          {courseVersionsText.lookAgain}
        </Button>
      }
    />
  );
}
