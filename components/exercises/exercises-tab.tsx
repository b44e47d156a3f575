'use client';

import './exercises.css';
import { ListChecks } from 'lucide-react';
import { LessonView } from '#components/lessons/reading/lesson-view.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import type { RenderedExercise, RenderedPackage, Share } from '#lib/exercises/core/rendered.ts';
import { ExerciseBody } from './exercise-body.tsx';
import { exercisesText } from './text.ts';

const words = exercisesText;

/** The exercise package of a spark, to read: the bank, and the quiz that is drawn from it. */
export function ExercisesTab({ exercises }: { exercises: RenderedPackage | null }) {
  if (!exercises || exercises.exercises.length === 0) {
    return (
      <EmptyState drawing="inbox" title={words.none}>
        {words.noneHelp}
      </EmptyState>
    );
  }
  return (
    <div className="grid w-full max-w-6xl gap-x-12 gap-y-8 px-4 py-6 md:px-8 lg:grid-cols-[minmax(0,1fr)_17rem]">
      <section aria-label={words.bank(exercises.exercises.length)} className="min-w-0">
        <h2 className="pb-2 text-base font-semibold">{words.bank(exercises.exercises.length)}</h2>
        <ol className="border-t">
          {exercises.exercises.map((exercise, at) => (
            <Exercise
              key={exercise.id || at}
              exercise={exercise}
              number={at + 1}
              quizPlace={exercises.quiz.indexOf(exercise.id)}
            />
          ))}
        </ol>
      </section>
      <aside className="flex flex-col gap-6 lg:sticky lg:top-6 lg:self-start">
        <Quiz exercises={exercises} />
        <Shares title={words.difficulty} shares={exercises.difficulty} />
        <Shares title={words.level} shares={exercises.level} />
        {exercises.gaps.length > 0 && (
          <section className="flex flex-col gap-1">
            <h3 className="text-sm font-medium">{words.gaps}</h3>
            <ul className="list-disc ps-4 text-sm text-muted">
              {exercises.gaps.map((gap) => (
                <li key={gap}>{gap}</li>
              ))}
            </ul>
          </section>
        )}
      </aside>
    </div>
  );
}

interface ExerciseProps {
  exercise: RenderedExercise;
  number: number;
  /** -1 when it is not in the quiz. */
  quizPlace: number;
}

function Exercise({ exercise, number, quizPlace }: ExerciseProps) {
  const facts = [exercise.level, exercise.difficulty, exercise.objective].filter(Boolean);
  return (
    <li id={exercise.id} className="flex scroll-mt-4 gap-4 border-b py-5">
      <span className="w-5 shrink-0 pt-0.5 text-end text-muted tabular-nums">{number}</span>
      <article className="flex min-w-0 flex-1 flex-col gap-3">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
          <span className="font-medium text-ink">{words.types[exercise.type] ?? exercise.type}</span>
          {facts.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
          {quizPlace >= 0 && (
            <span className="ms-auto">
              <Badge tone="accent" size="sm" icon={<ListChecks aria-hidden />}>
                {words.inQuiz(quizPlace + 1)}
              </Badge>
            </span>
          )}
        </p>
        <LessonView html={exercise.stem} className="lesson-compact" />
        <ExerciseBody exercise={exercise} />
      </article>
    </li>
  );
}

function Quiz({ exercises }: { exercises: RenderedPackage }) {
  const number = new Map(exercises.exercises.map(({ id }, at) => [id, at + 1]));
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-sm font-medium">{words.quiz}</h3>
      <p className="text-sm text-muted">
        {exercises.quiz.length > 0 ? words.quizOf(exercises.quiz.length) : words.quizNone}
      </p>
      <ol className="flex flex-wrap gap-1.5">
        {exercises.quiz.map((id) => (
          <li key={id}>
            <a
              href={`#${id}`}
              title={id}
              className="flex size-7 items-center justify-center rounded-md border border-line-strong text-sm tabular-nums hover:bg-hover"
            >
              {number.get(id) ?? '?'}
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

/** What the quiz is made of, against what it should be: a bar, and a mark where it was aimed at. */
function Shares({ title, shares }: { title: string; shares: Share[] }) {
  if (shares.length === 0) return null;
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-sm font-medium">{title}</h3>
      <ul className="flex flex-col gap-2.5 text-sm">
        {shares.map(({ name, actual, target }) => (
          <li key={name} className="flex flex-col gap-1">
            <p className="flex items-baseline gap-2">
              <span className="flex-1 text-muted capitalize">{name}</span>
              <span className="tabular-nums">{percent(actual)}</span>
              {target !== null && (
                <span className="w-24 text-end text-faint tabular-nums">{words.target(percent(target))}</span>
              )}
            </p>
            <div aria-hidden className="relative h-1.5 rounded-full bg-pressed">
              <div className="h-full rounded-full bg-accent" style={{ width: `${Math.min(actual, 1) * 100}%` }} />
              {target !== null && (
                <div
                  className="absolute -inset-y-0.5 w-0.5 rounded-full bg-ink"
                  style={{ insetInlineStart: `calc(${Math.min(target, 1) * 100}% - 1px)` }}
                />
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
