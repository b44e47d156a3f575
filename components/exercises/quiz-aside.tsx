'use client';

import { OctagonX } from 'lucide-react';
import { type Share, shares as sharesOf } from '#lib/exercises/core/shares.ts';
import type { BankRow, StoredExercises } from '#lib/exercises/data/bank.ts';
import { exercisesText } from './text.ts';

const words = exercisesText;

type QuizAsideProps = Pick<StoredExercises, 'quiz' | 'quiz_metadata' | 'problems'> & { rows: readonly BankRow[] };

/** The quiz of a lesson: how long, of what, what it lacks and what is wrong with it. */
export function QuizAside({ quiz, quiz_metadata: metadata, problems, rows }: QuizAsideProps) {
  const placed = rows.filter((row) => row.quiz_place !== null);
  placed.sort((a, b) => (a.quiz_place ?? 0) - (b.quiz_place ?? 0));
  const gaps = Array.isArray(metadata.gaps_identified) ? metadata.gaps_identified : [];
  return (
    <aside aria-label={words.quiz} className="w-72 shrink-0 overflow-auto border-s px-6 py-4 max-lg:hidden">
      <div className="flex flex-col gap-6">
        <section className="flex flex-col gap-2">
          <h3 className="text-sm font-medium">{words.quiz}</h3>
          <p className="text-sm text-muted">{quiz.length > 0 ? words.quizOf(quiz.length) : words.quizNone}</p>
          <ol className="flex flex-wrap gap-1.5 text-sm tabular-nums">
            {placed.map((row) => (
              <li
                key={row.place}
                title={row.stem}
                className="flex h-7 min-w-7 items-center justify-center rounded-md border px-1"
              >
                {row.place + 1}
              </li>
            ))}
          </ol>
          {problems.length > 0 && (
            <div className="flex flex-col gap-1 rounded-lg bg-blocked-soft px-3 py-2 text-sm">
              <p className="flex gap-2 font-medium text-blocked">
                <OctagonX aria-hidden className="mt-0.5 size-4 shrink-0" />
                {words.quizProblems}
              </p>
              <ul className="flex flex-col gap-1 ps-6">
                {problems.slice(0, 10).map((problem) => (
                  <li key={problem.code + problem.pointer}>
                    {problem.message} <span className="text-muted">{problem.fix}</span>
                  </li>
                ))}
              </ul>
            </div>
          )}
        </section>
        <Shares
          title={words.difficulty}
          shares={sharesOf(metadata.difficulty_distribution_actual, metadata.difficulty_distribution_target)}
        />
        <Shares title={words.level} shares={sharesOf(metadata.cognitive_mix_actual, metadata.cognitive_mix_target)} />
        {gaps.length > 0 && (
          <section className="flex flex-col gap-1">
            <h3 className="text-sm font-medium">{words.gaps}</h3>
            <ul className="list-disc ps-4 text-sm text-muted">
              {gaps.map((gap) => (
                <li key={JSON.stringify(gap)}>{typeof gap === 'string' ? gap : JSON.stringify(gap)}</li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </aside>
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
