'use client';

import {
  CircleCheck,
  CircleDashed,
  CircleSlash,
  CircleX,
  Loader,
  type LucideIcon,
  OctagonX,
  RefreshCw,
} from 'lucide-react';
import { useState } from 'react';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { batchesOf, type CourseLesson, isOfModel, type LessonState } from '#lib/generation/core/course/flow.ts';
import type { ShownJob } from '#lib/generation/queries/jobs.ts';
import { Arriving } from '../job/arriving.tsx';
import { Made } from '../job/made.tsx';
import { useMoney } from '../money.ts';
import { Regenerate } from './regenerate.tsx';
import { courseText } from './text.ts';

const words = courseText.lessons;
const LOOKS: Record<LessonState, { tone: Tone; icon: LucideIcon }> = {
  waiting: { tone: 'grey', icon: CircleDashed },
  writing: { tone: 'accent', icon: Loader },
  proposal: { tone: 'amber', icon: CircleDashed },
  not_valid: { tone: 'red', icon: CircleX },
  failed: { tone: 'red', icon: OctagonX },
  cancelled: { tone: 'grey', icon: CircleSlash },
};

interface LessonsProps {
  workspace: string;
  job: ShownJob;
  onOpen: (proposal_id: string) => void;
}

/** The lessons of a course in batches, each with its versions, and what was made beside them. */
export function Lessons({ workspace, job, onOpen }: LessonsProps) {
  const [chosen, choose] = useState<number | null>(null);
  const batches = batchesOf(job);
  const lessons = batches.flatMap((batch) => batch.lessons);
  if (lessons.length === 0) return <p className="text-muted">{words.none}</p>;
  const written = lessons.filter(({ versions }) => versions.length > 0).length;
  const beside = job.made.filter(({ kind }) => kind !== 'spark' && kind !== 'piece');
  const writing = job.steps.find(({ kind, status }) => kind === 'ask' && status === 'in_progress');
  return (
    <section aria-label={words.label} className="flex flex-col gap-6">
      <Progress
        label={words.written(written, lessons.length)}
        value={written}
        max={lessons.length}
        className="max-w-sm"
      />
      {batches.map((batch, at) => (
        <section key={batch.from} className="flex flex-col">
          {batches.length > 1 && (
            <h2 className="border-b pb-2 font-medium">{words.batch(at + 1, batches.length, batch.from, batch.to)}</h2>
          )}
          <ol className="flex flex-col divide-y">
            {batch.lessons.map((lesson) => (
              <li key={lesson.nth} className="flex flex-col gap-3 py-2.5">
                <LessonRow
                  lesson={lesson}
                  onOpen={onOpen}
                  onRegenerate={
                    job.may_decide && lesson.can_regenerate && job.status !== 'cancelled' && job.held === null
                      ? () => choose(lesson.nth)
                      : undefined
                  }
                />
                {chosen === lesson.nth && (
                  <Regenerate workspace={workspace} job={job} lesson={lesson} onClose={() => choose(null)} />
                )}
              </li>
            ))}
          </ol>
        </section>
      ))}
      {!isOfModel(job) && <p className="text-sm text-muted">{words.builtin}</p>}
      {writing && <Arriving key={writing.id} workspace={workspace} step={writing} />}
      {beside.length > 0 && <Made workspace={workspace} made={beside} onOpen={onOpen} />}
    </section>
  );
}

interface LessonRowProps {
  lesson: CourseLesson;
  onOpen: (proposal_id: string) => void;
  onRegenerate?: () => void;
}

function LessonRow({ lesson, onOpen, onRegenerate }: LessonRowProps) {
  const number = useNumber();
  const money = useMoney();
  const { state, versions, problem, cost_micros, nth } = lesson;
  const { title } = lesson.lesson;
  const newest = versions.at(-1);
  const { tone, icon: Icon } = LOOKS[state];
  const isAgain = state === 'proposal' && versions.length > 1;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <span className="w-6 shrink-0 text-end text-muted tabular-nums">{number(nth + 1)}</span>
      <span className="flex min-w-48 flex-1 flex-col items-start">
        {newest ? (
          <button
            type="button"
            dir="auto"
            onClick={() => onOpen(newest.id)}
            className="max-w-full cursor-default truncate text-start font-medium text-accent-text underline decoration-1 underline-offset-3"
          >
            {title}
          </button>
        ) : (
          <span dir="auto" className={cx(state === 'waiting' ? 'text-muted' : 'font-medium')}>
            {title}
          </span>
        )}
        {problem && <span className="text-sm text-danger-text">{problem}</span>}
        {versions.length > 1 && (
          <span className="flex flex-wrap gap-x-3 text-sm">
            {versions.slice(0, -1).map((version, at) => (
              <button
                key={version.id}
                type="button"
                aria-label={words.openVersion(at + 1, title)}
                onClick={() => onOpen(version.id)}
                className="cursor-default text-muted underline decoration-1 underline-offset-3"
              >
                {words.version(at + 1)}
              </button>
            ))}
          </span>
        )}
      </span>
      <Badge
        tone={isAgain ? 'blue' : tone}
        icon={
          isAgain ? (
            <CircleCheck aria-hidden />
          ) : (
            <Icon aria-hidden className={state === 'writing' ? 'motion-safe:animate-spin' : undefined} />
          )
        }
      >
        {isAgain ? words.version(versions.length) : words.states[state]}
      </Badge>
      <span className="w-24 text-end text-sm text-muted tabular-nums max-sm:w-auto">
        {newest?.words != null && words.words(number(newest.words))}
      </span>
      <span className="w-20 text-end text-sm text-muted tabular-nums max-sm:w-auto">
        {cost_micros > 0 && money(cost_micros)}
      </span>
      {onRegenerate && (
        <Button
          variant="quiet"
          size="sm"
          icon={<RefreshCw />}
          aria-label={words.regenerateOf(title)}
          onPress={onRegenerate}
        >
          {words.regenerate}
        </Button>
      )}
    </div>
  );
}
