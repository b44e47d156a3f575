'use client';

import { Check, Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { CourseBrief } from '#lib/generation/core/course/brief.ts';
import { placeOfLesson } from '#lib/generation/core/course/findings.ts';
import { outlineChanges, withLesson, withLessonAdded } from '#lib/generation/core/course/outline-edits.ts';
import type { OpenJob } from '#lib/generation/core/job-json.ts';
import {
  type Outline,
  sumOf,
  withLessonBack,
  withLessonMoved,
  withModuleTitle,
  withoutLesson,
} from '#lib/generation/core/outline.ts';
import { type ShownJob, useApproveOutline } from '#lib/generation/queries/jobs.ts';
import { generationText } from '../text.ts';
import { Findings } from './curriculum-findings.tsx';
import { CurriculumRow, InlineField } from './curriculum-row.tsx';
import { courseText } from './text.ts';
import { useCurriculum } from './use-curriculum.ts';

const words = courseText.curriculum;

interface CurriculumProps {
  workspace: string;
  job: ShownJob;
  curriculum: NonNullable<OpenJob['curriculum']>;
  brief: CourseBrief | null;
  /** Where the button to approve stands, in the head of the page. */
  slot: HTMLElement | null;
}

/** The curriculum that a course waits with: all of it is edited where it stands, and the course goes on once it is approved. */
export function Curriculum({ workspace, job, curriculum, brief, slot }: CurriculumProps) {
  const number = useNumber();
  const approving = useApproveOutline(workspace);
  const isDecided = approving.isPending || approving.isSuccess;
  const edited = useCurriculum(workspace, job.id, curriculum, isDecided);
  const { outline, setOutline, conflict } = edited;
  const mayEdit = job.may_decide;
  const approve = useApprove(approving, job.id, edited);
  const list = useRef<HTMLElement>(null);
  const focusLesson = useFocus(list);
  useShortcuts(words.label, [
    { keys: 'Mod+Enter', label: words.approve, run: job.may_approve ? approve.run : undefined },
    { keys: 'Alt+Up', label: words.keys.up },
    { keys: 'Alt+Down', label: words.keys.down },
    { keys: 'Enter', label: words.keys.next },
  ]);
  const { lessons, minutes } = sumOf(outline);
  const acts = useRowActs(outline, setOutline, focusLesson);
  let nth = -1;
  return (
    <section ref={list} aria-label={words.label} className="flex flex-col gap-5">
      {job.may_approve &&
        slot &&
        createPortal(
          <Button
            variant="primary"
            icon={<Check />}
            isDisabled={conflict !== null}
            isPending={approve.isPending}
            onPress={approve.run}
          >
            {words.approve}
            <Kbd keys="Mod+Enter" inverted />
          </Button>,
          slot,
        )}
      <TextField
        label={words.trail}
        value={outline.title}
        maxLength={200}
        isReadOnly={!mayEdit}
        onChange={(title) => setOutline({ ...outline, title })}
        className="min-w-56 flex-1"
      />
      <p className="text-sm text-muted">
        {words.sum(lessons, number(minutes))}
        <span role="status">
          {edited.isSaving ? ` · ${words.saving}` : edited.version > 0 ? ` · ${words.saved}` : ''}
        </span>
      </p>
      {conflict && (
        <ProblemNotice
          tone="warning"
          title={words.conflict(conflict.by_name ?? words.somebody)}
          why={words.changes(outlineChanges(outline, conflict.outline))}
          actions={
            <>
              <Button onPress={edited.takeTheirs}>{words.showTheirs}</Button>
              {edited.isEdited && (
                <Button variant="quiet" onPress={edited.keepMine}>
                  {words.keepMine}
                </Button>
              )}
            </>
          }
        />
      )}
      {!job.may_approve && <ProblemNotice tone="note" title={words.waits} why={words.waitsWhy} />}
      <Findings outline={outline} brief={brief} onChange={mayEdit ? setOutline : undefined} onGo={focusLesson} />
      {outline.modules.map((module, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: modules keep their order here, and may be called alike.
        <div key={at} className="flex flex-col">
          <div className="flex items-center gap-3 border-b pb-1">
            <InlineField
              label={words.module(at + 1)}
              value={module.title}
              isStrong
              isReadOnly={!mayEdit}
              onChange={(title) => setOutline(withModuleTitle(outline, at, title))}
            />
            <span className="shrink-0 text-sm text-muted tabular-nums">
              {words.sum(module.lessons.length, number(module.lessons.reduce((sum, one) => sum + one.minutes, 0)))}
            </span>
            {mayEdit && (
              <IconButton
                label={words.add(module.title)}
                size="sm"
                onPress={() => setOutline(withLessonAdded(outline, at, words.newLesson))}
              >
                <Plus />
              </IconButton>
            )}
          </div>
          <ol className="flex flex-col divide-y">
            {module.lessons.map((lesson) => {
              nth += 1;
              return (
                <CurriculumRow key={nth} nth={nth} lesson={lesson} last={lessons - 1} acts={mayEdit ? acts : null} />
              );
            })}
          </ol>
        </div>
      ))}
    </section>
  );
}

function useApprove(
  approving: ReturnType<typeof useApproveOutline>,
  job_id: string,
  edited: ReturnType<typeof useCurriculum>,
) {
  const run = async () => {
    if (approving.isPending || edited.conflict) return;
    if (!edited.isWhole) return toast.problem(words.empty);
    approving.mutate(
      { job_id, outline: edited.outline, version: await edited.settled() },
      {
        onSuccess: () => toast.done(words.approved),
        onError: (error) => toast.problem(generationText.notDone, { detail: problemOf(error).message }),
      },
    );
  };
  return { run: () => void run(), isPending: approving.isPending };
}

/** What is done to a lesson by its number. */
function useRowActs(
  outline: Outline,
  setOutline: (next: Outline | ((now: Outline) => Outline)) => void,
  focusLesson: (nth: number) => void,
) {
  const at = (nth: number) => placeOfLesson(outline, nth);
  return {
    change: (nth: number, patch: Parameters<typeof withLesson>[3]) => {
      const place = at(nth);
      if (place) setOutline(withLesson(outline, place.module, place.lesson, patch));
    },
    move: (nth: number, by: -1 | 1) => {
      const place = at(nth);
      if (!place) return;
      const moved = withLessonMoved(outline, place.module, place.lesson, by);
      if (moved === outline) return;
      setOutline(moved);
      // Into another module it keeps its number: the border moved, not the lesson.
      const isAcross = moved.modules[place.module]?.lessons.length !== outline.modules[place.module]?.lessons.length;
      focusLesson(isAcross ? nth : nth + by);
    },
    leaveOut: (nth: number) => {
      const place = at(nth);
      const lesson = place && outline.modules[place.module]?.lessons[place.lesson];
      const left = place && withoutLesson(outline, place.module, place.lesson);
      if (!lesson || !left) return;
      const gone = {
        module: place.module,
        title: outline.modules[place.module]?.title ?? '',
        at: place.lesson,
        lesson,
      };
      setOutline(left);
      toast.done(words.leftOut(lesson.title), { undo: async () => setOutline((now) => withLessonBack(now, gone)) });
    },
    go: focusLesson,
  };
}
export type RowActs = ReturnType<typeof useRowActs>;

/** Puts the focus on the title of a lesson once it stands where it is to stand. */
function useFocus(list: React.RefObject<HTMLElement | null>): (nth: number) => void {
  const [wanted, want] = useState<{ nth: number } | null>(null);
  useEffect(() => {
    if (wanted) list.current?.querySelector<HTMLElement>(`[data-lesson="${wanted.nth}"]`)?.focus();
  }, [wanted, list]);
  return (nth) => want({ nth });
}
