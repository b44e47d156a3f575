'use client';

import { ArrowDown, ArrowUp, Check, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import {
  type Outline,
  type OutlineLesson,
  sumOf,
  withLessonBack,
  withLessonMoved,
  withLessonTitle,
  withModuleTitle,
  withoutLesson,
} from '#lib/generation/core/outline.ts';
import { type ShownJob, useApproveOutline } from '#lib/generation/queries/jobs.ts';
import { generationText } from '../text.ts';

const words = generationText.outline;

interface OutlineApprovalProps {
  workspace: string;
  job: ShownJob;
  outline: Outline;
}

/** The outline that a job waits with: titles and order can be changed, sparks left out, and it goes on once it is approved. */
export function OutlineApproval({ workspace, job, outline: proposed }: OutlineApprovalProps) {
  const [outline, setOutline] = useKeptOutline(job.id, proposed);
  const number = useNumber();
  const approving = useApproveOutline(workspace);
  const isWhole =
    outline.title.trim() !== '' &&
    outline.modules.every(
      ({ title, lessons }) => title.trim() !== '' && lessons.every((lesson) => lesson.title.trim() !== ''),
    );
  const approve = () => {
    if (approving.isPending) return;
    if (!isWhole) return toast.problem(words.empty);
    approving.mutate(
      { job_id: job.id, outline },
      {
        onSuccess: () => {
          forgetOutline(job.id);
          toast.done(words.approved);
        },
        onError: (error) => toast.problem(generationText.notDone, { detail: problemOf(error).message }),
      },
    );
  };
  useShortcuts(words.title, [
    { keys: 'Mod+Enter', label: generationText.keys.approve, run: job.may_approve ? approve : undefined },
  ]);
  const { lessons, minutes } = sumOf(outline);
  const leaveOut = (module: number, lesson: OutlineLesson, at: number) => {
    const left = withoutLesson(outline, module, at);
    if (!left) return;
    setOutline(left);
    const gone = { module, title: outline.modules[module]?.title ?? '', at, lesson };
    toast.done(words.removed(lesson.title), { undo: async () => setOutline((now) => withLessonBack(now, gone)) });
  };
  return (
    <section aria-label={words.title} className="flex flex-col gap-4">
      {!job.may_approve && <ProblemNotice tone="note" title={words.waits} why={words.waitsWhy} />}
      <div className="flex flex-wrap items-end justify-between gap-3">
        <TextField
          label={words.trail}
          value={outline.title}
          onChange={(title) => setOutline({ ...outline, title })}
          isReadOnly={!job.may_approve}
          className="min-w-56 flex-1"
        />
        {job.may_approve && (
          <Button variant="primary" icon={<Check />} isPending={approving.isPending} onPress={approve}>
            {words.approve}
            <Kbd keys="Mod+Enter" inverted />
          </Button>
        )}
      </div>
      <p className="text-sm text-muted">
        {words.sum(number(lessons), number(minutes))}. {job.may_approve && words.from}
      </p>
      {outline.modules.map((module, nth) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: concepts keep their order here, and may be called alike.
          key={nth}
          className="flex flex-col rounded-lg border bg-surface"
        >
          <TitleField
            label={words.module(nth + 1)}
            value={module.title}
            isReadOnly={!job.may_approve}
            isStrong
            onChange={(title) => setOutline(withModuleTitle(outline, nth, title))}
          />
          <ol className="flex flex-col divide-y border-t">
            {module.lessons.map((lesson, at) => (
              <li
                key={`${lesson.anchor.source}-${lesson.anchor.from}`}
                className="flex min-w-0 items-center gap-1 pe-2"
              >
                <TitleField
                  label={words.lesson(nth + 1, at + 1)}
                  value={lesson.title}
                  note={lesson.summary}
                  isReadOnly={!job.may_approve}
                  onChange={(title) => setOutline(withLessonTitle(outline, nth, at, title))}
                />
                <span className="shrink-0 text-sm text-muted tabular-nums">
                  {words.minutes(number(lesson.minutes))}
                </span>
                {job.may_approve && (
                  <span className="flex shrink-0">
                    <IconButton
                      label={words.up(lesson.title)}
                      size="sm"
                      isDisabled={nth === 0 && at === 0}
                      onPress={() => setOutline(withLessonMoved(outline, nth, at, -1))}
                    >
                      <ArrowUp />
                    </IconButton>
                    <IconButton
                      label={words.down(lesson.title)}
                      size="sm"
                      isDisabled={nth === outline.modules.length - 1 && at === module.lessons.length - 1}
                      onPress={() => setOutline(withLessonMoved(outline, nth, at, 1))}
                    >
                      <ArrowDown />
                    </IconButton>
                    <IconButton
                      label={words.remove(lesson.title)}
                      size="sm"
                      isDisabled={lessons === 1}
                      onPress={() => leaveOut(nth, lesson, at)}
                    >
                      <X />
                    </IconButton>
                  </span>
                )}
              </li>
            ))}
          </ol>
        </div>
      ))}
    </section>
  );
}

const nameOf = (job_id: string) => `outline:${job_id}`;
const forgetOutline = (job_id: string) => sessionStorage.removeItem(nameOf(job_id));

/** The outline as it is being edited, kept for this tab: whoever looks elsewhere and comes back goes on. */
function useKeptOutline(job_id: string, proposed: Outline) {
  const name = nameOf(job_id);
  const [outline, setOutline] = useState(() => {
    const kept = typeof sessionStorage === 'undefined' ? null : sessionStorage.getItem(name);
    return kept ? (JSON.parse(kept) as Outline) : proposed;
  });
  useEffect(() => {
    if (outline !== proposed) sessionStorage.setItem(name, JSON.stringify(outline));
  }, [outline, proposed, name]);
  return [outline, setOutline] as const;
}

interface TitleFieldProps {
  label: string;
  value: string;
  note?: string | null;
  isReadOnly: boolean;
  isStrong?: boolean;
  onChange: (title: string) => void;
}

/** A title that is edited where it stands. */
function TitleField({ label, value, note, isReadOnly, isStrong, onChange }: TitleFieldProps) {
  return (
    <div className="flex min-w-0 flex-1 flex-col px-2 py-1.5">
      <input
        aria-label={label}
        dir="auto"
        value={value}
        readOnly={isReadOnly}
        maxLength={200}
        onChange={(event) => onChange(event.target.value)}
        className={`w-full min-w-0 truncate rounded-md border border-transparent bg-transparent px-2 py-0.5 hover:border-field-line focus:border-focus ${isStrong ? 'font-semibold' : 'font-medium'}`}
      />
      {note && (
        <span dir="auto" className="truncate px-2 text-sm text-muted">
          {note}
        </span>
      )}
    </div>
  );
}
