import { useMemo } from 'react';
import { useUndoing } from '#components/history/undoing.ts';
import { toast } from '#components/ui/toast.tsx';
import { useLatest } from '#components/ui/use-latest.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import type { ExerciseEdit } from '#lib/exercises/core/bank.ts';
import type { QuizShares } from '#lib/exercises/core/quiz/targets.ts';
import type { Unsaved } from '#lib/exercises/core/write/new-exercise.ts';
import type { BankRow, EditedExercises } from '#lib/exercises/data/bank.ts';
import { useEditExercises } from '#lib/exercises/queries/bank.ts';
import { exercisesText } from '../text.ts';

const words = exercisesText.acts;

/** What people do to exercises from a list, of one lesson or of many: each act can be taken back, and says what it could not do. */
export function useBankEdits(workspace: string) {
  const { mutateAsync, isPending } = useEditExercises(workspace);
  const undoing = useUndoing(workspace);
  const latest = useLatest({ mutateAsync, undoing });

  const acts = useMemo(() => {
    const run = async (said: string, edits: ExerciseEdit[]): Promise<EditedExercises | null> => {
      if (edits.length === 0) return null;
      try {
        const done = await latest.current.mutateAsync({ edits, title: edits.length > 1 ? said : null });
        const left = done.refused.length;
        if (left < edits.length) {
          latest.current.undoing.tell(said, [done.change_set_id], left > 0 ? { detail: words.leftOut(left) } : {});
        } else toast.problem(words.notDone, { detail: words.changedMeanwhile });
        return done;
      } catch (error) {
        toast.problem(words.notDone, { detail: problemOf(error).message });
        return null;
      }
    };
    const named = (rows: readonly BankRow[]) => rows.filter((row) => row.version !== null);
    /** Each lesson with its exercises among some. */
    const bySpark = (rows: readonly BankRow[]) =>
      [...Map.groupBy(named(rows), ({ spark_id }) => spark_id)].map(
        ([spark_id, of]) => [spark_id, of.map(({ exercise_id }) => exercise_id as string)] as const,
      );
    return {
      add: (spark_id: string, exercise: Unsaved) =>
        run(words.added, [{ do: 'add', spark_id, exercise: asJson(exercise) }]).then(
          (done) => done?.made[0]?.exercise_id ?? null,
        ),
      duplicate: (rows: readonly BankRow[]) =>
        run(
          words.duplicated(rows.length),
          named(rows).map(({ spark_id, exercise_id, hash }) => ({ do: 'duplicate', spark_id, exercise_id, hash })),
        ),
      remove: (rows: readonly BankRow[]) =>
        run(
          words.removed(rows.length),
          rows.map(({ spark_id, exercise_id, hash }) => ({ do: 'remove', spark_id, exercise_id, hash })),
        ),
      /** Behind another one; null for the beginning. */
      move: ({ spark_id, exercise_id, hash }: BankRow, after: string | null) =>
        run(words.moved, [{ do: 'move', spark_id, exercise_id, hash, after }]),
      /** To the bank of another spark; what is there already stays where it is. */
      transfer: (rows: readonly BankRow[], to: { id: string; title: string }, is_copy: boolean) => {
        const others = named(rows).filter(({ spark_id }) => spark_id !== to.id);
        return run(
          (is_copy ? words.copyTo : words.moveTo)(others.length, to.title),
          others.map(({ spark_id, exercise_id, hash }) => ({
            do: 'transfer',
            spark_id,
            exercise_id,
            hash,
            to_spark_id: to.id,
            is_copy,
          })),
        );
      },
      set: (rows: readonly BankRow[], field: string, value: string | null, said: string) =>
        run(
          said,
          named(rows).map(({ spark_id, exercise_id }) => ({
            do: 'set',
            spark_id,
            exercise_id,
            fields: value === null ? {} : { [field]: value },
            ...(value === null ? { drop: [field] } : {}),
          })),
        ),
      /** Writes the question over the state that was read. */
      rewrite: ({ spark_id, exercise_id }: BankRow, hash: string, stem: string) =>
        run(words.rewritten, [{ do: 'set', spark_id, exercise_id, hash, fields: { stem } }]),
      addToQuiz: (rows: readonly BankRow[]) =>
        run(
          words.toQuiz(rows.length),
          bySpark(rows).map(([spark_id, exercise_ids]) => ({ do: 'quiz_add', spark_id, exercise_ids })),
        ),
      orderQuiz: (spark_id: string, exercise_ids: string[]) =>
        run(words.ordered, [{ do: 'quiz_order', spark_id, exercise_ids }]),
      /** Makes these the quiz, in this order, and keeps why. */
      makeQuiz: (spark_id: string, exercise_ids: string[], fields: Record<string, unknown>, before: string[]) =>
        run(words.assembled, [
          { do: 'quiz_remove', spark_id, exercise_ids: before.filter((id) => !exercise_ids.includes(id)) },
          { do: 'quiz_add', spark_id, exercise_ids },
          { do: 'quiz_order', spark_id, exercise_ids },
          { do: 'quiz_metadata', spark_id, fields },
        ]),
      /** What the quiz aims at; null: nothing of its own. */
      setTargets: (spark_id: string, shares: QuizShares | null) =>
        run(words.targeted, [
          {
            do: 'quiz_metadata',
            spark_id,
            fields: {
              cognitive_mix_target: shares?.level ?? {},
              difficulty_distribution_target: shares?.difficulty ?? {},
            },
          },
        ]),
      removeFromQuiz: (rows: readonly BankRow[]) =>
        run(
          words.fromQuiz(rows.length),
          bySpark(rows).map(([spark_id, exercise_ids]) => ({ do: 'quiz_remove', spark_id, exercise_ids })),
        ),
    };
  }, []);
  return { ...acts, isPending };
}

/** As it is stored: JSON has no NaN, so a number that was not written yet is null. */
const asJson = (exercise: Unsaved): Record<string, unknown> => JSON.parse(JSON.stringify(exercise));

export type BankEdits = ReturnType<typeof useBankEdits>;
