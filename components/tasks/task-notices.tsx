'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import { useLocale } from 'react-aria-components/I18nProvider';
import { Person } from '#components/people/person.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { numberFormat } from '#components/ui/formats.ts';
import { useNumber } from '#components/ui/number.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { isOpen, MOST_COUNTED, type TaskKind, whyNot } from '#lib/tasks/core.ts';
import { type ShownTask, useCancelTask, useSeeTask, useTasks } from '#lib/tasks/queries.ts';
import { tasksText } from './text.ts';

/** What a room says of a task that was done. */
export interface TaskOutcome {
  title?: string;
  /** Why it came to nothing, where it was done and something stood in the way. */
  why?: string;
  link?: { href: string; label: string };
}

export interface TaskNoticesProps {
  workspace: string;
  /** Tasks that begin on this page. */
  kinds: readonly TaskKind[];
  /** Those about this thing alone. */
  subject?: string | null;
  tell?: (task: ShownTask) => Promise<TaskOutcome>;
}

/**
 * Long work where it began: what is under way, whoever asked for it, and what came of what this person asked for, until they have
 * seen it. A reload changes nothing of that.
 */
export function TaskNotices({ workspace, kinds, subject, tell }: TaskNoticesProps) {
  const tasks = useTasks(workspace).filter(
    (task) => kinds.includes(task.kind) && (subject === undefined || task.subject_id === subject),
  );
  if (tasks.length === 0) return null;
  return (
    <section aria-label={tasksText.list} className="flex max-w-3xl flex-col gap-3">
      {tasks.map((task) =>
        isOpen(task) ? (
          <UnderWay key={task.id} workspace={workspace} task={task} />
        ) : (
          <Ended key={task.id} workspace={workspace} task={task} tell={tell} />
        ),
      )}
    </section>
  );
}

const SLOW_MS = 20_000;

function UnderWay({ workspace, task }: { workspace: string; task: ShownTask }) {
  const { locale } = useLocale();
  const write = useNumber();
  const cancel = useCancelTask(workspace);
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    const tick = () => setNow(Date.now());
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, []);
  const isMany = task.weight >= MOST_COUNTED;
  const label = tasksText.underWay(task.kind, isMany ? tasksText.orMore(write(MOST_COUNTED)) : write(task.weight));
  const elapsed = now === null ? 0 : Math.max(0, now - Date.parse(task.created_at));
  const seconds = numberFormat(locale, { style: 'unit', unit: 'second', maximumFractionDigits: 0 });
  const isCounted = task.done > 0 && task.weight > 0 && !isMany;
  const step = task.is_cancel_asked
    ? tasksText.stopping
    : task.state === 'waiting'
      ? tasksText.waiting
      : tasksText.step(task.step);
  const far = isCounted
    ? tasksText.of(write(Math.min(task.done, task.weight)), write(task.weight))
    : task.done > 0
      ? tasksText.written(write(task.done))
      : '';
  return (
    <div className="flex flex-col gap-2.5 rounded-lg border px-4 py-3">
      <Progress
        label={label}
        value={isCounted ? Math.min(task.done, task.weight) : undefined}
        max={task.weight || 1}
        note={tasksText.note(step, far, elapsed >= 1000 ? seconds.format(Math.floor(elapsed / 1000)) : '')}
      />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5 text-sm text-muted">
        {!task.is_mine && (
          <span className="flex items-center gap-1.5">
            {tasksText.askedBy} <Person workspace={workspace} user_id={task.created_by} />
          </span>
        )}
        <span className="min-w-0 flex-1 basis-56">
          {task.state === 'waiting' && elapsed > SLOW_MS ? tasksText.slow : tasksText.stays}
        </span>
        {task.may_cancel && (
          <Button
            size="sm"
            aria-label={tasksText.stopOf(label)}
            isPending={cancel.isPending || task.is_cancel_asked}
            onPress={() => cancel.mutate(task.id)}
          >
            {tasksText.stop}
          </Button>
        )}
      </div>
    </div>
  );
}

interface EndedProps extends Pick<TaskNoticesProps, 'workspace' | 'tell'> {
  task: ShownTask;
}

const NOTHING: TaskOutcome = {};

function Ended({ workspace, task, tell }: EndedProps) {
  const see = useSeeTask(workspace);
  const [outcome, setOutcome] = useState(tell ? null : NOTHING);
  const ask = useEffectEvent((ended: ShownTask) => {
    // What cannot be told is not: that it has ended is known all the same.
    void tell?.(ended).then(setOutcome, () => setOutcome(NOTHING));
  });
  useEffect(() => ask(task), [task]);
  if (!outcome) return null;
  const problem = whyNot(task);
  const isUndone = problem !== null || outcome.why !== undefined;
  const tone = problem === null ? (isUndone ? 'warning' : 'note') : task.state === 'cancelled' ? 'note' : 'problem';
  return (
    <ProblemNotice
      tone={tone}
      title={isUndone ? tasksText.notDone(task.kind) : (outcome.title ?? tasksText.done(task.kind))}
      why={problem?.message ?? outcome.why}
      actions={
        <>
          {!problem && outcome.link && (
            <LinkButton size="sm" href={outcome.link.href} onPress={() => see.mutate(task.id)}>
              {outcome.link.label}
            </LinkButton>
          )}
          <Button size="sm" variant="quiet" isPending={see.isPending} onPress={() => see.mutate(task.id)}>
            {tasksText.dismiss}
          </Button>
        </>
      }
    />
  );
}
