'use client';

import { BookmarkCheck, Check } from 'lucide-react';
import { cx } from '#components/ui/cx.tsx';
import { BRIEF_FIELDS, courseBrief, missingIn } from '#lib/generation/core/course/brief.ts';
import { courseFindings } from '#lib/generation/core/course/findings.ts';
import {
  COURSE_STEPS,
  type CourseStep,
  courseLessons,
  researchOf,
  standingOf,
} from '#lib/generation/core/course/flow.ts';
import type { ShownJob } from '#lib/generation/queries/jobs.ts';
import { courseText } from './text.ts';

const words = courseText;

interface CourseStepsProps {
  /** Null while it is only begun. */
  course: ShownJob | null;
  isOfModel: boolean;
  shown: CourseStep;
  onShow?: (step: CourseStep) => void;
}

/** The five steps of a course under each other. One that is done opens; one that is to come says so. */
export function CourseSteps({ course, isOfModel, shown, onShow }: CourseStepsProps) {
  return (
    <nav aria-label={words.stepsLabel} className="flex flex-col gap-4">
      <ol className="flex flex-col max-lg:flex-row max-lg:flex-wrap max-lg:gap-x-4">
        {COURSE_STEPS.map((step, at) => {
          const standing = course
            ? standingOf(course, step)
            : step === 'brief'
              ? 'here'
              : step === 'research' && !isOfModel
                ? 'skipped'
                : 'later';
          const isDone = standing === 'done';
          const canOpen = onShow && standing !== 'later';
          const Name = canOpen ? 'button' : 'span';
          return (
            <li
              key={step}
              aria-current={standing === 'here' ? 'step' : undefined}
              className="relative flex gap-3 pb-4 max-lg:items-center max-lg:gap-2 max-lg:pb-2"
            >
              {at < COURSE_STEPS.length - 1 && (
                <span aria-hidden className="absolute start-3 top-7 bottom-0.5 w-px bg-line-strong max-lg:hidden" />
              )}
              <span
                aria-hidden
                className={cx(
                  'flex size-6 shrink-0 items-center justify-center rounded-full border text-sm font-medium',
                  standing === 'here' && 'border-accent bg-accent text-on-accent',
                  isDone && 'border-transparent bg-accent-soft text-accent-text',
                  !isDone && standing !== 'here' && 'border-line-strong text-muted',
                )}
              >
                {isDone ? <Check className="size-3.5" /> : at + 1}
              </span>
              <span className="flex min-w-0 flex-col items-start">
                <Name
                  {...(canOpen && { type: 'button' as const, onClick: () => onShow(step) })}
                  className={cx(
                    'cursor-default text-start',
                    standing === 'later' || standing === 'skipped' ? 'text-muted' : 'font-medium',
                    canOpen && 'hover:underline',
                    shown === step && canOpen && 'underline decoration-2 underline-offset-4',
                  )}
                >
                  {words.steps[step]}
                </Name>
                <span className="text-sm text-muted max-lg:hidden">
                  {course
                    ? noteOf(course, step, standing)
                    : standing === 'skipped'
                      ? words.notes.skipped
                      : standing === 'later'
                        ? words.notes.later
                        : ''}
                </span>
              </span>
            </li>
          );
        })}
      </ol>
      <p className="flex items-start gap-2 text-sm text-muted max-lg:hidden">
        <BookmarkCheck aria-hidden className="mt-0.5 size-3.5 shrink-0" />
        {words.checkpoint}
      </p>
    </nav>
  );
}

/** What there is to say of a step in a few words. */
function noteOf(course: ShownJob, step: CourseStep, standing: ReturnType<typeof standingOf>): string {
  if (standing === 'skipped') return words.notes.skipped;
  if (step === 'brief') {
    const brief = courseBrief.safeParse(course.params.brief).data;
    return brief
      ? words.notes.fields(BRIEF_FIELDS.length - missingIn(brief).length, BRIEF_FIELDS.length)
      : words.notes.noBrief;
  }
  if (standing === 'later') return words.notes.later;
  if (standing === 'here' && (course.status === 'failed' || course.status === 'cancelled')) return words.notes.stopped;
  const lessons = courseLessons(course);
  switch (step) {
    case 'research': {
      const reports = researchOf(course);
      const done = reports.filter(({ status }) => status === 'completed').length;
      return reports.length === 0 ? words.notes.running : words.notes.reports(done, reports.length);
    }
    case 'curriculum': {
      if (standing === 'here') return course.held === 'approval' ? words.notes.yours : words.notes.running;
      const name = course.curriculum?.by_name;
      return name ? words.notes.approvedBy(name) : words.notes.approved;
    }
    case 'lessons':
      return words.notes.lessons(lessons.filter(({ versions }) => versions.length > 0).length, lessons.length);
    default: {
      const brief = courseBrief.safeParse(course.params.brief).data ?? null;
      return course.curriculum
        ? words.notes.blocks(courseFindings(course.curriculum.outline, lessons, brief).blocks.length)
        : '';
    }
  }
}
