'use client';

import { CirclePause, Inbox, Play, X } from 'lucide-react';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { type CourseStep, stepOf } from '#lib/generation/core/course/flow.ts';
import { isOpen } from '#lib/generation/core/job.ts';
import {
  type ShownJob,
  useCancelJob,
  useCourseChanges,
  useResumeJob,
  useRetryJob,
} from '#lib/generation/queries/jobs.ts';
import { generationText } from '../text.ts';
import { courseText } from './text.ts';

const words = courseText;

interface CourseActionsProps {
  workspace: string;
  job: ShownJob;
  onShow: (step: CourseStep) => void;
}

/** The one thing to do with a course now, and ending it. Approving stands with what is approved. */
export function CourseActions({ workspace, job, onShow }: CourseActionsProps) {
  const number = useNumber();
  const [cancelling, retrying, resuming] = [useCancelJob(workspace), useRetryJob(workspace), useResumeJob(workspace)];
  const { pause } = useCourseChanges(workspace);
  const onError = (error: unknown) => toast.problem(words.notDone, { detail: problemOf(error).message });
  const isPaused = job.held === 'pause';
  const isOver = job.status === 'failed' || job.status === 'cancelled';
  const goOn = !job.may_decide
    ? undefined
    : isPaused
      ? () => resuming.mutate({ job_id: job.id, budget_micros: null }, { onError })
      : isOver
        ? () => retrying.mutate(job.id, { onError })
        : undefined;
  const cancel =
    job.may_decide && isOpen(job)
      ? () =>
          cancelling.mutate(job.id, {
            onSuccess: () => toast.done(generationText.cancelled(job.made.length, number(job.made.length))),
            onError,
          })
      : undefined;
  const step = stepOf(job);
  const isWriting = (step === 'lessons' || step === 'research') && job.status === 'in_progress' && job.held === null;
  useShortcuts(generationText.keys.label, [
    { keys: 'X', label: generationText.keys.cancel, run: cancel },
    { keys: 'R', label: words.goOn, run: goOn },
  ]);
  return (
    <>
      {cancel && (
        <Button icon={<X />} isPending={cancelling.isPending} onPress={cancel}>
          {generationText.cancel}
          <Kbd keys="X" />
        </Button>
      )}
      {isWriting && job.may_decide && (
        <Button
          icon={<CirclePause />}
          isPending={pause.isPending}
          onPress={() => pause.mutate(job.id, { onSuccess: () => toast.done(words.stopping), onError })}
        >
          {step === 'research' ? words.stopAfterReports : words.stopAfter}
        </Button>
      )}
      {goOn && (
        <Button variant="primary" icon={<Play />} isPending={retrying.isPending || resuming.isPending} onPress={goOn}>
          {words.goOn}
          <Kbd keys="R" inverted />
        </Button>
      )}
      {job.status === 'completed' && job.made.length > 0 && (
        <Button variant="primary" icon={<Inbox />} onPress={() => onShow('lessons')}>
          {words.validation.read(job.made.filter(({ status }) => status === 'pending').length)}
        </Button>
      )}
    </>
  );
}
