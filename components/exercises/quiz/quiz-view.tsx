'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowDown, ArrowUp, OctagonX, Pin, PinOff, Plus, Sparkles, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { NumberField } from '#components/ui/number-field.tsx';
import { COGNITIVE_LEVELS, DIFFICULTIES } from '#lib/exercises/core/exercise.ts';
import { countsOf } from '#lib/exercises/core/quiz/counts.ts';
import { isObject } from '#lib/exercises/core/raw.ts';
import type { BankRow, StoredExercises } from '#lib/exercises/data/bank.ts';
import { exercisesQuery } from '#lib/exercises/queries/bank.ts';
import { typeName } from '../bank/bank-table.tsx';
import type { BankEdits } from '../bank/use-bank-edits.ts';
import { exercisesText } from '../text.ts';
import { Proposal } from './proposal.tsx';
import { QuizBars } from './quiz-bars.tsx';
import { quizText } from './text.ts';

const words = quizText;
const NO_IDS: string[] = [];
const LONGEST = 200;
const MOST_PROBLEMS = 10;
/** As many as one answers in ten minutes. */
const USUAL_LENGTH = 8;

interface QuizViewProps {
  workspace: string;
  spark_id: string;
  rows: readonly BankRow[];
  edits: BankEdits;
}

/** The quiz of a lesson: what is in it in order, what the bank has besides, and how it stands against its targets. */
export function QuizView({ workspace, spark_id, rows, edits }: QuizViewProps) {
  const { data: stored } = useQuery(exercisesQuery(workspace, spark_id, NO_IDS));
  const [pinned, setPinned] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState(false);
  const inQuiz = rows
    .filter((row) => row.quiz_place !== null)
    .toSorted((a, b) => (a.quiz_place ?? 0) - (b.quiz_place ?? 0));
  const others = rows.filter((row) => row.quiz_place === null && row.version !== null);
  const [length, setLength] = useState<number | null>(null);
  const wanted = length ?? (inQuiz.length > 0 ? inQuiz.length : Math.min(USUAL_LENGTH, rows.length));

  if (asked) {
    return (
      <Proposal
        workspace={workspace}
        spark_id={spark_id}
        length={wanted}
        pinned={inQuiz.flatMap(({ exercise_id }) =>
          exercise_id !== null && pinned.has(exercise_id) ? [exercise_id] : [],
        )}
        before={inQuiz.map(({ exercise_id }) => exercise_id as string)}
        edits={edits}
        onDone={() => setAsked(false)}
      />
    );
  }
  const reorder = (at: number, by: -1 | 1) => {
    const ids = inQuiz.map(({ exercise_id }) => exercise_id as string);
    const [one, other] = [ids[at], ids[at + by]];
    if (one === undefined || other === undefined) return;
    void edits.orderQuiz(spark_id, ids.with(at, other).with(at + by, one));
  };
  return (
    <div className="grid min-h-0 flex-1 gap-x-8 gap-y-6 overflow-auto px-4 py-4 md:px-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex min-w-0 flex-col gap-6">
        <section className="flex flex-col gap-2" aria-label={words.questions(inQuiz.length)}>
          <div className="flex flex-wrap items-end gap-3">
            <h2 className="flex-1 text-base font-semibold">{words.questions(inQuiz.length)}</h2>
            <NumberField
              label={words.length}
              className="w-28"
              value={wanted}
              minValue={1}
              maxValue={LONGEST}
              onChange={(value) => setLength(Number.isFinite(value) ? value : null)}
            />
            <Button variant="primary" icon={<Sparkles />} isDisabled={rows.length === 0} onPress={() => setAsked(true)}>
              {words.assemble}
            </Button>
          </div>
          {stored && stored.problems.length > 0 && (
            <div className="flex flex-col gap-1 rounded-lg bg-blocked-soft px-3 py-2.5 text-sm">
              <p className="flex gap-2 font-medium text-blocked">
                <OctagonX aria-hidden className="mt-0.5 size-4 shrink-0" />
                {exercisesText.quizProblems}
              </p>
              <ul className="flex flex-col gap-1 ps-6">
                {stored.problems.slice(0, MOST_PROBLEMS).map((problem) => (
                  <li key={problem.code + problem.pointer}>
                    {problem.message} <span className="text-muted">{problem.fix}</span>
                  </li>
                ))}
              </ul>
            </div>
          )}
          {inQuiz.length === 0 && (
            <EmptyState compact title={words.none}>
              {words.noneHelp}
            </EmptyState>
          )}
          <ol className="border-t">
            {inQuiz.map((row, at) => {
              const id = row.exercise_id as string;
              const isPinned = pinned.has(id);
              return (
                <QuestionRow key={id} row={row} number={at + 1}>
                  <IconButton
                    size="sm"
                    label={words.pin(at + 1)}
                    pressed={isPinned}
                    onPress={() =>
                      setPinned((now) =>
                        isPinned ? new Set([...now].filter((one) => one !== id)) : new Set([...now, id]),
                      )
                    }
                  >
                    {isPinned ? <Pin aria-hidden /> : <PinOff aria-hidden />}
                  </IconButton>
                  <IconButton size="sm" label={words.up(at + 1)} isDisabled={at === 0} onPress={() => reorder(at, -1)}>
                    <ArrowUp aria-hidden />
                  </IconButton>
                  <IconButton
                    size="sm"
                    label={words.down(at + 1)}
                    isDisabled={at === inQuiz.length - 1}
                    onPress={() => reorder(at, 1)}
                  >
                    <ArrowDown aria-hidden />
                  </IconButton>
                  <IconButton size="sm" label={words.takeOut(at + 1)} onPress={() => void edits.removeFromQuiz([row])}>
                    <X aria-hidden />
                  </IconButton>
                </QuestionRow>
              );
            })}
          </ol>
        </section>
        <section className="flex flex-col gap-2" aria-label={words.notInQuiz(others.length)}>
          <h2 className="text-base font-semibold">
            {others.length > 0 ? words.notInQuiz(others.length) : words.allIn}
          </h2>
          <ul className="border-t">
            {others.slice(0, LONGEST).map((row) => (
              <QuestionRow key={row.place} row={row} number={row.place + 1}>
                <Button
                  size="sm"
                  icon={<Plus />}
                  aria-label={words.addOne(row.place + 1)}
                  onPress={() => void edits.addToQuiz([row])}
                >
                  {exercisesText.acts.addToQuiz}
                </Button>
              </QuestionRow>
            ))}
          </ul>
          {others.length > LONGEST && <p className="text-sm text-muted">{words.firstOnly(LONGEST)}</p>}
        </section>
      </div>
      {stored && <Standing rows={inQuiz} stored={stored} />}
    </div>
  );
}

interface QuestionRowProps {
  row: BankRow;
  number: number;
  children: React.ReactNode;
}

function QuestionRow({ row, number, children }: QuestionRowProps) {
  const facts = [
    typeName(row.type),
    row.level && (exercisesText.levels[row.level] ?? row.level),
    row.difficulty && (exercisesText.difficulties[row.difficulty] ?? row.difficulty),
  ].filter(Boolean);
  return (
    <li className="flex items-center gap-3 border-b py-1.5">
      <span className="w-6 shrink-0 text-end text-sm text-faint tabular-nums">{number}</span>
      <div className="flex min-w-0 flex-1 flex-col">
        <span dir="auto" className="truncate">
          {row.stem || exercisesText.untitled}
        </span>
        <span className="flex gap-2 text-sm text-muted">
          {facts.join(' · ')}
          {row.problems.length > 0 && <span className="text-blocked">{exercisesText.blocks}</span>}
        </span>
      </div>
      <span className="flex shrink-0 items-center">{children}</span>
    </li>
  );
}

/** Numbers of questions by level, difficulty and objective, against what is aimed at. */
function Standing({ rows, stored }: { rows: readonly BankRow[]; stored: StoredExercises }) {
  const { quiz_metadata: metadata, objectives } = stored;
  const barsOf = (
    key: 'level' | 'difficulty',
    scale: readonly string[],
    names: Record<string, string>,
    target: unknown,
  ) => {
    const shares = isObject(target) ? countsOf(target as Record<string, number>, rows.length) : null;
    return scale.map((name) => ({
      name: names[name] ?? name,
      actual: rows.filter((row) => row[key] === name).length,
      target: shares && (shares[name] ?? 0),
    }));
  };
  return (
    <aside className="flex flex-col gap-6">
      <QuizBars
        title={exercisesText.level}
        bars={barsOf('level', COGNITIVE_LEVELS, exercisesText.levels, metadata.cognitive_mix_target)}
      />
      <QuizBars
        title={exercisesText.difficulty}
        bars={barsOf('difficulty', DIFFICULTIES, exercisesText.difficulties, metadata.difficulty_distribution_target)}
      />
      <QuizBars
        title={words.objectives}
        bars={objectives.map(({ objective, title }) => ({
          name: title,
          actual: rows.filter((row) => row.objective === objective).length,
          target: null,
        }))}
      />
    </aside>
  );
}
