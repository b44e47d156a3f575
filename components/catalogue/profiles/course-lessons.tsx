'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleX, Pencil, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Link } from '#components/ui/link.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { CourseModule } from '#lib/catalogue/data/courses.ts';
import { courseLessonsQuery } from '#lib/catalogue/queries/courses.ts';
import { profilesText } from './text.ts';
import { useFigure } from './use-figure.ts';

const words = profilesText.lessons;
/** More of them are folded. */
const AT_REST = 8;

/** The words of all lessons of a course, each lesson once; undefined until they are counted. */
export function useCourseWords(workspace: string, trail_id: string): number | undefined {
  const { data } = useQuery(courseLessonsQuery(workspace, trail_id));
  if (!data) return undefined;
  const lessons = new Map(data.flatMap((module) => module.lessons).map(({ id, words: count }) => [id, count]));
  return [...lessons.values()].reduce((sum, count) => sum + count, 0);
}

/** The curriculum as it stands: the modules and lessons that there are, with what was measured of them. */
export function CourseLessons({ workspace, trail_id }: { workspace: string; trail_id: string }) {
  const write = useFigure();
  const [isWhole, setWhole] = useState(false);
  const { data, error, refetch } = useQuery(courseLessonsQuery(workspace, trail_id));
  if (error) return <QueryProblem title={words.notRead} error={error} onRetry={() => void refetch()} />;
  if (!data) return <TextSkeleton lines={4} />;
  const total = data.reduce((sum, { lessons }) => sum + lessons.length, 0);
  const shown = isWhole ? data : firstOf(data, AT_REST);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex min-h-7 items-center justify-between gap-3">
        <p className="text-sm text-muted tabular-nums">
          {words.count(write(data.length), write(total), data.length === 1, total === 1)}
        </p>
        {total > AT_REST && (
          <Button size="sm" variant="quiet" aria-expanded={isWhole} onPress={() => setWhole(!isWhole)}>
            {isWhole ? profilesText.closeWhole : words.showAll(write(total))}
          </Button>
        )}
      </div>
      {total > 0 && (
        <div className="overflow-x-auto">
          <table aria-label={words.label} className="w-full text-sm tabular-nums">
            <thead>
              <tr className="text-muted">
                {[words.number, words.lesson, words.bloom].map((head) => (
                  <th key={head} scope="col" className="py-2 pe-4 text-start font-medium">
                    {head}
                  </th>
                ))}
                {[words.words, words.gps].map((head) => (
                  <th key={head} scope="col" className="py-2 pe-4 text-end font-medium">
                    {head}
                  </th>
                ))}
                <th scope="col" className="py-2 text-start font-medium">
                  {words.status}
                </th>
              </tr>
            </thead>
            {shown.map((module) => (
              <Module key={module.id} workspace={workspace} module={module} number={data.indexOf(module) + 1} />
            ))}
          </table>
        </div>
      )}
    </div>
  );
}

/** The first lessons of a course, in their modules. */
function firstOf(modules: readonly CourseModule[], most: number): CourseModule[] {
  let left = most;
  return modules.filter(({ lessons }) => {
    const isShown = left > 0;
    left -= lessons.length;
    return isShown;
  });
}

function Module({ workspace, module, number }: { workspace: string; module: CourseModule; number: number }) {
  const write = useFigure();
  const address = inWorkspace(workspace);
  return (
    <tbody>
      <tr className="border-y bg-sunken">
        <th scope="rowgroup" colSpan={6} className="px-2 py-2 text-start font-semibold">
          <span className="inline-block w-9">{number}</span>
          <Link variant="plain" href={address.outlined('concept', module.slug)}>
            <span dir="auto">{module.title}</span>
          </Link>
        </th>
      </tr>
      {module.lessons.map((lesson, nth) => (
        <tr key={lesson.id} className="border-b">
          <td className="py-2 pe-4 text-muted">{lesson.lesson_id ?? `${number}.${nth + 1}`}</td>
          <td className="py-2 pe-4">
            <Link href={address.spark(lesson.slug)}>
              <span dir="auto">{lesson.title}</span>
            </Link>
          </td>
          <td className="py-2 pe-4 capitalize">{lesson.bloom_level}</td>
          <td className="py-2 pe-4 text-end">{write(lesson.words)}</td>
          <td className="py-2 pe-4 text-end">
            {lesson.gps_score !== null &&
              write(lesson.gps_score, { minimumFractionDigits: 2, maximumFractionDigits: 2 })}
          </td>
          <td className="py-1.5">
            <LessonStatus status={lesson.status} validation={lesson.validation_status} />
          </td>
        </tr>
      ))}
    </tbody>
  );
}

/** What a validator objects to comes before how far the lesson is. */
function LessonStatus({ status, validation }: { status: string | null; validation: string | null }) {
  if (validation === 'failed')
    return (
      <Badge tone="red" icon={<CircleX aria-hidden />}>
        {words.failed}
      </Badge>
    );
  if (validation === 'warning')
    return (
      <Badge tone="amber" icon={<TriangleAlert aria-hidden />}>
        {words.warning}
      </Badge>
    );
  if (status === null) return null;
  const isDone = status === 'reviewed' || status === 'published';
  return (
    <Badge tone={isDone ? 'green' : 'amber'} icon={isDone ? <CircleCheck aria-hidden /> : <Pencil aria-hidden />}>
      {words.stages[status] ?? status}
    </Badge>
  );
}
