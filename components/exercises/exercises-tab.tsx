'use client';

import './exercises.css';
import { useQuery } from '@tanstack/react-query';
import { ListChecks, Play } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { LessonView } from '#components/lessons/reading/lesson-view.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Link } from '#components/ui/link.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { type ExerciseLine, type PackageView, type Share, TOGETHER } from '#lib/exercises/core/package-view.ts';
import type { RenderedExercise } from '#lib/exercises/core/rendered.ts';
import { renderedExercisesQuery } from '#lib/exercises/queries/rendering.ts';
import { ExerciseBody } from './exercise-body.tsx';
import { exercisesText } from './text.ts';

const words = exercisesText;

export interface ExercisesTabProps {
  workspace: string;
  spark: { id: string; slug: string };
  exercises: PackageView | null;
  /** The first of the bank, as they came with the page. */
  first: RenderedExercise[];
}

/** The exercise package of a spark, to read: the bank, and the quiz that is drawn from it. */
export function ExercisesTab({ workspace, spark, exercises, first }: ExercisesTabProps) {
  if (!exercises || exercises.lines.length === 0) {
    return (
      <EmptyState drawing="inbox" title={words.none}>
        {words.noneHelp}
      </EmptyState>
    );
  }
  const { lines, quiz } = exercises;
  const chunks = Array.from({ length: Math.ceil(lines.length / TOGETHER) }, (_one, at) =>
    lines.slice(at * TOGETHER, (at + 1) * TOGETHER),
  );
  const at = inWorkspace(workspace);
  const inQuiz = new Map(quiz.map((place, number) => [place, number + 1]));
  return (
    <div className="grid w-full max-w-6xl gap-x-12 gap-y-8 px-4 py-6 md:px-8 lg:grid-cols-[minmax(0,1fr)_17rem]">
      <section aria-label={words.bank(lines.length)} className="min-w-0">
        <div className="flex flex-wrap items-center gap-2 pb-2">
          <h2 className="flex-1 text-base font-semibold">{words.bank(lines.length)}</h2>
          <LinkButton size="sm" variant="quiet" href={at.played(spark.slug, { from: 'bank' })}>
            {words.tryBank}
          </LinkButton>
          <LinkButton size="sm" icon={<Play aria-hidden />} href={at.played(spark.slug, { from: 'quiz' })}>
            {words.tryQuiz}
          </LinkButton>
        </div>
        <ol className="border-t">
          {chunks.map((chunk, number) => (
            <Chunk
              key={chunk[0]?.place}
              workspace={workspace}
              spark={spark}
              version={exercises.version}
              lines={chunk}
              inQuiz={inQuiz}
              first={number === 0 ? first : undefined}
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

interface ChunkProps {
  workspace: string;
  spark: { id: string; slug: string };
  version: number;
  lines: readonly ExerciseLine[];
  /** Places in the quiz by places in the bank. */
  inQuiz: ReadonlyMap<number, number>;
  first: RenderedExercise[] | undefined;
}

/** Some exercises that are rendered together. Before they come near, only their questions stand there, as they are written. */
function Chunk({ workspace, spark, version, lines, inQuiz, first }: ChunkProps) {
  const place = useRef<HTMLLIElement>(null);
  const [isNear, setNear] = useState(false);
  const places = lines.map((line) => line.place);
  const { data, isError, refetch } = useQuery({
    ...renderedExercisesQuery(workspace, { spark_id: spark.id, version, places, as: 'read' }),
    enabled: isNear,
    initialData: first && { version, exercises: first },
  });
  useEffect(() => {
    if (!place.current || first) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && setNear(true), {
      rootMargin: '800px',
    });
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [first]);
  return (
    <li ref={place} aria-busy={isNear && !data && !isError}>
      {isError && (
        <p className="flex items-center gap-3 border-b py-3 text-sm text-blocked">
          {words.lost}
          <Button size="sm" onPress={() => void refetch()}>
            {words.tryAgain}
          </Button>
        </p>
      )}
      <ol>
        {lines.map((line) => (
          <Exercise
            key={line.place}
            line={line}
            rendered={data?.exercises.find((one) => one.place === line.place)}
            quizPlace={inQuiz.get(line.place)}
            preview={inWorkspace(workspace).played(spark.slug, { from: 'bank', at: line.place })}
          />
        ))}
      </ol>
    </li>
  );
}

interface ExerciseProps {
  line: ExerciseLine;
  rendered: RenderedExercise | undefined;
  /** From 1; missing when it is not in the quiz. */
  quizPlace: number | undefined;
  /** The address where it is seen as learners see it. */
  preview: string;
}

function Exercise({ line, rendered, quizPlace, preview }: ExerciseProps) {
  // Of thousands most are never looked at: until then there is only the question, which a search finds as it is written.
  if (!rendered)
    return (
      <li id={line.id} className="flex gap-4 border-b py-5">
        <span className="min-w-5 text-end text-muted">{line.place + 1}</span>
        <p dir="auto">{line.stem}</p>
      </li>
    );
  const facts = [line.level, line.difficulty, line.objective].filter(Boolean);
  return (
    <li id={line.id} className="flex scroll-mt-4 gap-4 border-b py-5">
      <span className="min-w-5 shrink-0 pt-0.5 text-end text-muted tabular-nums">{line.place + 1}</span>
      <article className="flex min-w-0 flex-1 flex-col gap-3">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
          <span className="font-medium text-ink">{words.types[line.type] ?? line.type}</span>
          {facts.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
          <span className="ms-auto flex items-center gap-3">
            {quizPlace !== undefined && (
              <Badge tone="accent" size="sm" icon={<ListChecks aria-hidden />}>
                {words.inQuiz(quizPlace)}
              </Badge>
            )}
            <Link href={preview} aria-label={`${words.tryOne} ${line.place + 1}`}>
              {words.tryOne}
            </Link>
          </span>
        </p>
        <LessonView html={rendered.html['/stem'] ?? ''} className="lesson-compact" />
        <ExerciseBody rendered={rendered} />
      </article>
    </li>
  );
}

function Quiz({ exercises: { lines, quiz } }: { exercises: PackageView }) {
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-sm font-medium">{words.quiz}</h3>
      <p className="text-sm text-muted">{quiz.length > 0 ? words.quizOf(quiz.length) : words.quizNone}</p>
      <ol className="flex flex-wrap gap-1.5">
        {quiz.map((place) => (
          <li key={place}>
            <a
              href={`#${lines[place]?.id}`}
              title={lines[place]?.id}
              className="flex size-7 items-center justify-center rounded-md border border-line-strong text-sm tabular-nums hover:bg-hover"
            >
              {place + 1}
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
