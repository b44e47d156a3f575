'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowDown, ArrowUp, OctagonX, Pin, PinOff, Plus, Sparkles, Target, X } from 'lucide-react';
import { useState } from 'react';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { KeyHint } from '#components/ui/kbd.tsx';
import { NumberField } from '#components/ui/number-field.tsx';
import { COGNITIVE_LEVELS, DIFFICULTIES } from '#lib/exercises/core/exercise.ts';
import { questionsOf, targetsOf } from '#lib/exercises/core/quiz/targets.ts';
import type { BankRow, StoredExercises } from '#lib/exercises/data/bank.ts';
import { exercisesQuery } from '#lib/exercises/queries/bank.ts';
import { exerciseGoalsQuery } from '#lib/exercises/queries/coverage.ts';
import { typeName } from '../bank/bank-table.tsx';
import type { BankEdits } from '../bank/use-bank-edits.ts';
import { exercisesText } from '../text.ts';
import { Proposal } from './proposal.tsx';
import { QuizBars } from './quiz-bars.tsx';
import { TargetsDialog } from './targets-dialog.tsx';
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
  const { data: goals } = useQuery(exerciseGoalsQuery(workspace));
  const [asked, setAsked] = useState<'proposal' | 'targets' | null>(null);
  const [repeats, setRepeats] = useState(false);
  const inQuiz = rows
    .filter((row) => row.quiz_place !== null)
    .toSorted((a, b) => (a.quiz_place ?? 0) - (b.quiz_place ?? 0));
  const others = rows.filter((row) => row.quiz_place === null && row.version !== null);
  const [length, setLength] = useState<number | null>(null);
  const wanted = length ?? (inQuiz.length > 0 ? inQuiz.length : Math.min(USUAL_LENGTH, rows.length));

  const aimed = stored && targetsOf(stored.quiz_metadata, goals?.quiz_targets ?? null);
  const assemble = rows.length > 0 ? () => setAsked('proposal') : undefined;
  const askTargets = aimed ? () => setAsked('targets') : undefined;
  useShortcuts(words.quizKeys, [
    { keys: 'A', label: words.assemble, run: asked ? undefined : assemble },
    { keys: 'Shift+G', label: words.targets, run: asked ? undefined : askTargets },
  ]);

  if (asked === 'proposal') {
    return (
      <Proposal
        workspace={workspace}
        spark_id={spark_id}
        length={wanted}
        pinned={inQuiz.flatMap(({ exercise_id }) =>
          exercise_id !== null && pinned.has(exercise_id) ? [exercise_id] : [],
        )}
        repeats={repeats}
        before={inQuiz.map(({ exercise_id }) => exercise_id as string)}
        edits={edits}
        onDone={() => setAsked(null)}
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
          <div className="flex flex-wrap items-end gap-x-3 gap-y-2">
            <h2 className="flex-1 text-base font-semibold">{words.questions(inQuiz.length)}</h2>
            <Button variant="quiet" icon={<Target />} isDisabled={!askTargets} onPress={askTargets}>
              {words.targets} <KeyHint keys="Shift+G" />
            </Button>
            <NumberField
              label={words.length}
              className="w-28"
              value={wanted}
              minValue={1}
              maxValue={LONGEST}
              onChange={(value) => setLength(Number.isFinite(value) ? value : null)}
            />
            <Button variant="primary" icon={<Sparkles />} isDisabled={!assemble} onPress={assemble}>
              {words.assemble} <KeyHint keys="A" inverted />
            </Button>
          </div>
          <Checkbox isSelected={repeats} onChange={setRepeats} className="self-start" help={words.repeatsHelp}>
            {words.repeats}
          </Checkbox>
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
      {stored && aimed && <Standing rows={inQuiz} stored={stored} aimed={aimed} onChange={() => setAsked('targets')} />}
      {asked === 'targets' && aimed && (
        <TargetsDialog
          workspace={workspace}
          shares={aimed.shares}
          from={aimed.from}
          length={wanted}
          maySetAll={goals?.may_set ?? false}
          onSet={async (shares) => (await edits.setTargets(spark_id, shares)) !== null}
          onClose={() => setAsked(null)}
        />
      )}
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

interface StandingProps {
  rows: readonly BankRow[];
  stored: StoredExercises;
  aimed: ReturnType<typeof targetsOf>;
  onChange: () => void;
}

/** Numbers of questions by level, difficulty and objective, against what is aimed at. */
function Standing({ rows, stored: { objectives }, aimed, onChange }: StandingProps) {
  const counts = questionsOf(aimed.shares, rows.length);
  const barsOf = (key: 'level' | 'difficulty', scale: readonly string[], names: Record<string, string>) =>
    scale.map((name) => ({
      name: names[name] ?? name,
      actual: rows.filter((row) => row[key] === name).length,
      target: counts[key][name] ?? 0,
    }));
  return (
    <aside className="flex flex-col gap-6">
      <QuizBars title={exercisesText.level} bars={barsOf('level', COGNITIVE_LEVELS, exercisesText.levels)} />
      <QuizBars
        title={exercisesText.difficulty}
        bars={barsOf('difficulty', DIFFICULTIES, exercisesText.difficulties)}
      />
      <p className="flex flex-col items-start text-sm text-muted">
        {words.targetsFrom[aimed.from]}
        <Button size="sm" variant="quiet" className="-ms-2.5" onPress={onChange}>
          {words.change}
        </Button>
      </p>
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
