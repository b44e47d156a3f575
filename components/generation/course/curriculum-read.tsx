'use client';

import { Undo2 } from 'lucide-react';
import { useGo } from '#components/shell/leave-guard.tsx';
import { Button } from '#components/ui/button.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { toast } from '#components/ui/toast.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import type { Outline } from '#lib/generation/core/outline.ts';
import { type ShownJob, useCourseChanges } from '#lib/generation/queries/jobs.ts';
import { BloomMark } from './bloom.tsx';
import { courseText } from './text.ts';

const words = courseText.curriculum;

/** A curriculum that was approved: it is read, and another course may begin from it. */
export function CurriculumRead({ workspace, job, outline }: { workspace: string; job: ShownJob; outline: Outline }) {
  const number = useNumber();
  const go = useGo();
  const { branch } = useCourseChanges(workspace);
  const goBack = () =>
    branch.mutate(job.id, {
      onSuccess: (id) => {
        toast.done(courseText.wentBack);
        go(inWorkspace(workspace).job(String(id)));
      },
      onError: (error) => toast.problem(courseText.notDone, { detail: problemOf(error).message }),
    });
  let nth = 0;
  return (
    <section aria-label={words.label} className="flex flex-col gap-5">
      {outline.modules.map((module, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was approved never changes.
        <div key={at} className="flex flex-col">
          <h2 dir="auto" className="border-b pb-2 font-semibold">
            {`${words.module(at + 1)}: ${module.title}`}
          </h2>
          <ol className="flex flex-col divide-y">
            {module.lessons.map((lesson) => {
              nth += 1;
              return (
                <li key={nth} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5">
                  <span className="w-5 shrink-0 text-end text-muted tabular-nums">{number(nth)}</span>
                  <span className="flex min-w-48 flex-1 flex-col">
                    <span dir="auto" className="font-medium">
                      {lesson.title}
                    </span>
                    <span dir="auto" className="text-sm text-muted">
                      {lesson.objectives.join('; ')}
                    </span>
                  </span>
                  {lesson.bloom && (
                    <span className="flex items-center gap-2 text-sm">
                      <BloomMark level={lesson.bloom} />
                      {words.levels[lesson.bloom] ?? lesson.bloom}
                    </span>
                  )}
                  <span className="text-sm text-muted tabular-nums">{`${number(lesson.minutes)} ${words.min}`}</span>
                </li>
              );
            })}
          </ol>
        </div>
      ))}
      {job.may_decide && (
        <div className="flex flex-wrap items-center gap-3">
          <Button icon={<Undo2 />} isPending={branch.isPending} onPress={goBack}>
            {courseText.goBack}
          </Button>
          <p className="text-sm text-muted">{courseText.goBackHelp}</p>
        </div>
      )}
    </section>
  );
}
