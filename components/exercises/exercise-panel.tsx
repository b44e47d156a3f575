'use client';

import { useQuery } from '@tanstack/react-query';
import { ListChecks, X } from 'lucide-react';
import { QueryProblem } from '#components/base/problem.tsx';
import { LessonView } from '#components/lessons/reading/lesson-view.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import type { BankRow } from '#lib/exercises/data/bank.ts';
import { exerciseQuery } from '#lib/exercises/queries.ts';
import { Blocks, typeName } from './bank-table.tsx';
import { ExerciseBody } from './exercise-body.tsx';
import { ExerciseHistory } from './exercise-history.tsx';
import { ExerciseProblems } from './exercise-problems.tsx';
import { exercisesText } from './text.ts';

const words = exercisesText;

interface ExercisePanelProps {
  workspace: string;
  row: BankRow;
  objective: string | null;
  onClose: () => void;
}

/** One exercise, opened: what is wrong with it first, then what learners get, then how it came to be. */
export function ExercisePanel({ workspace, row, objective, onClose }: ExercisePanelProps) {
  const exercise_id = row.version === null ? null : row.exercise_id;
  const { data, error, refetch } = useQuery(exerciseQuery(workspace, row.spark_id, { exercise_id, place: row.place }));
  const facts = [
    row.level && (words.levels[row.level] ?? row.level),
    row.difficulty && (words.difficulties[row.difficulty] ?? row.difficulty),
    objective,
  ];
  return (
    <aside
      aria-label={`${words.exercise} ${row.place + 1}`}
      className="flex w-full shrink-0 flex-col overflow-auto lg:w-[min(32rem,45%)] lg:border-s"
    >
      <header className="sticky top-0 z-10 flex items-center gap-3 border-b bg-canvas px-4 py-2 md:px-6">
        <h3 className="min-w-0 flex-1 truncate text-base font-semibold">
          {row.place + 1}. {typeName(row.type)}
        </h3>
        {row.problems.length > 0 && <Blocks />}
        <IconButton label={words.close} onPress={onClose}>
          <X aria-hidden />
        </IconButton>
      </header>
      <div className="flex flex-col gap-4 px-4 py-4 md:px-6">
        {error ? (
          <QueryProblem title={words.oneNotRead} error={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <TextSkeleton lines={6} />
        ) : (
          <>
            <ExerciseProblems workspace={workspace} spark_id={row.spark_id} open={data} />
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
              {facts.map((fact) => fact && <span key={fact}>{fact}</span>)}
              {row.quiz_place !== null && (
                <Badge tone="accent" size="sm" icon={<ListChecks aria-hidden />}>
                  {words.inQuiz(row.quiz_place + 1)}
                </Badge>
              )}
            </p>
            <LessonView html={data.rendered.stem} className="lesson-compact" />
            <ExerciseBody exercise={data.rendered} />
            {exercise_id !== null && (
              <ExerciseHistory workspace={workspace} spark_id={row.spark_id} exercise_id={exercise_id} />
            )}
          </>
        )}
      </div>
    </aside>
  );
}
