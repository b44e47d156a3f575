'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronUp, Copy, ListMinus, ListPlus, Play, Plus, Sparkles, Trash2, X } from 'lucide-react';
import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { useGo } from '#components/shell/leave-guard.tsx';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { KeyHint } from '#components/ui/kbd.tsx';
import { leaveField } from '#components/ui/leave-field.tsx';
import { Link } from '#components/ui/link.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { BankRow } from '#lib/exercises/data/bank.ts';
import { exerciseQuery } from '#lib/exercises/queries/bank.ts';
import type { OpenExercise } from '#lib/exercises/services/bank.ts';
import { useExerciseDraft } from '../form/use-exercise-draft.ts';
import { exercisesText } from '../text.ts';
import { Blocks } from './bank-table.tsx';
import { ExerciseHistory } from './exercise-history.tsx';
import { ExerciseProblems } from './exercise-problems.tsx';
import type { BankEdits } from './use-bank-edits.ts';

const words = exercisesText;

// The forms of nine types come with the first exercise that is opened.
const ExerciseForm = dynamic(() => import('../form/exercise-form.tsx').then((module) => module.ExerciseForm), {
  loading: () => <TextSkeleton lines={8} />,
});

interface ExercisePanelProps {
  workspace: string;
  spark: { id: string; slug: string };
  row: BankRow;
  /** Its place among the rows that are shown, and how many these are. */
  at: number;
  count: number;
  edits: BankEdits;
  onStep: (by: number) => void;
  onClose: () => void;
  /** Absent where it is not told which lesson a new one would be of. */
  onNew?: () => void;
  /** What learners answered, in a line. */
  answered?: ReactNode;
  /** The bank of its lesson, where other lessons are shown as well. */
  home?: { title: string; href: string };
}

/** One exercise, opened: what is wrong with it first, then its form, then how it came to be. */
export function ExercisePanel(props: ExercisePanelProps) {
  const { workspace, spark, row, at, count, edits, onStep, onClose, onNew, answered, home } = props;
  const exercise_id = row.version === null ? null : row.exercise_id;
  const { data, error, refetch } = useQuery(exerciseQuery(workspace, row.spark_id, { exercise_id, place: row.place }));
  const isInQuiz = row.quiz_place !== null;
  const go = useGo();
  const tried = inWorkspace(workspace).played(spark.slug, { from: 'bank', at: row.place });
  useShortcuts(words.exercise, [
    { keys: 'Escape', label: words.close, run: onClose },
    { keys: 'T', label: words.tryOne, run: () => go(tried) },
    { keys: 'Mod+Enter', label: words.newOne, run: onNew },
  ]);
  return (
    <aside
      aria-label={`${words.exercise} ${row.place + 1}`}
      tabIndex={-1}
      onKeyDown={leaveField}
      className="outline-none flex w-full shrink-0 flex-col lg:w-[30rem] lg:border-s"
    >
      <header className="flex items-center gap-0.5 border-b px-4 py-1.5">
        <h3 className="min-w-0 flex-1 truncate text-base font-semibold">{words.ofMany(at + 1, count)}</h3>
        {row.problems.length > 0 && <Blocks />}
        <IconButton label={words.previousOne} shortcut="K" isDisabled={at === 0} onPress={() => onStep(-1)}>
          <ChevronUp aria-hidden />
        </IconButton>
        <IconButton label={words.nextOne} shortcut="J" isDisabled={at >= count - 1} onPress={() => onStep(1)}>
          <ChevronDown aria-hidden />
        </IconButton>
        <IconButton label={words.acts.duplicate} onPress={() => void edits.duplicate([row])}>
          <Copy aria-hidden />
        </IconButton>
        <IconButton
          label={words.acts.remove}
          onPress={() => void edits.remove([row]).then((done) => done && onClose())}
        >
          <Trash2 aria-hidden />
        </IconButton>
        <IconButton label={words.close} shortcut="Escape" onPress={onClose}>
          <X aria-hidden />
        </IconButton>
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-auto px-4 py-4">
        {home && (
          <Link href={home.href} className="self-start text-sm">
            {home.title}
          </Link>
        )}
        {answered}
        {error ? (
          <QueryProblem title={words.oneNotRead} error={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <TextSkeleton lines={6} />
        ) : (
          <>
            <ExerciseProblems workspace={workspace} spark_id={row.spark_id} open={data} />
            <Writing workspace={workspace} spark_id={spark.id} open={data} />
            {exercise_id !== null && (
              <ExerciseHistory workspace={workspace} spark_id={row.spark_id} exercise_id={exercise_id} />
            )}
          </>
        )}
      </div>
      <footer className="flex flex-wrap items-center gap-2 border-t px-4 py-2">
        <Button
          size="sm"
          variant="quiet"
          icon={isInQuiz ? <ListMinus /> : <ListPlus />}
          isDisabled={exercise_id === null}
          onPress={() => void (isInQuiz ? edits.removeFromQuiz([row]) : edits.addToQuiz([row]))}
        >
          {row.quiz_place === null ? words.acts.addToQuiz : words.quizNumber(row.quiz_place + 1)}
        </Button>
        <span className="flex-1" />
        {exercise_id !== null && (
          <LinkButton
            size="sm"
            variant="quiet"
            icon={<Sparkles aria-hidden />}
            href={inWorkspace(workspace).newJob({
              kind: 'exercise_bank',
              at: 'spark',
              ids: row.spark_id,
              improves: exercise_id,
            })}
          >
            {words.improveOne}
          </LinkButton>
        )}
        <LinkButton size="sm" icon={<Play aria-hidden />} href={tried}>
          {words.tryOne} <KeyHint keys="T" />
        </LinkButton>
        {onNew && (
          <Button size="sm" icon={<Plus />} onPress={onNew}>
            {words.newOne} <KeyHint keys="Mod+Enter" />
          </Button>
        )}
      </footer>
    </aside>
  );
}

/** The form of an exercise; what has none of the nine types is shown as it came. */
function Writing({ workspace, spark_id, open }: { workspace: string; spark_id: string; open: OpenExercise }) {
  const draft = useExerciseDraft(workspace, spark_id, open);
  if (draft) return <ExerciseForm workspace={workspace} spark_id={spark_id} open={open} draft={draft} />;
  return (
    <pre dir="auto" className="overflow-auto rounded-lg bg-sunken p-3 text-xs whitespace-pre-wrap">
      {JSON.stringify(open.stored, null, 2)}
    </pre>
  );
}
