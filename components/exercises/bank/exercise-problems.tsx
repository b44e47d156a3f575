'use client';

import { Lightbulb, OctagonX } from 'lucide-react';
import { useState } from 'react';
import { useUndoing } from '#components/history/undoing.ts';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { mended } from '#lib/exercises/core/mend.ts';
import { changeOf } from '#lib/exercises/core/merge.ts';
import { isObject } from '#lib/exercises/core/raw.ts';
import { useEditExercises } from '#lib/exercises/queries/bank.ts';
import type { OpenExercise, SaidOfExercise } from '#lib/exercises/services/bank.ts';
import { exercisesText } from '../text.ts';

const words = exercisesText;
/** Advice is not to stand in the way of writing: more of it is shown when somebody asks. */
const FIRST_ADVICE = 2;

interface ExerciseProblemsProps {
  workspace: string;
  spark_id: string;
  open: OpenExercise;
}

/** What the rules say of an exercise, what blocks first; where no decision is needed, mended at a press. */
export function ExerciseProblems({ workspace, spark_id, open }: ExerciseProblemsProps) {
  const edit = useEditExercises(workspace);
  const undoing = useUndoing(workspace);
  const { problems, stored, exercise_id, hash } = open;
  const [isAll, setAll] = useState(false);
  const shownOf = (group: SaidOfExercise[]) =>
    isAll || group[0]?.severity === 'hard' || group.length <= FIRST_ADVICE + 1 ? group : group.slice(0, FIRST_ADVICE);
  const isRefused = (edit.data?.refused.length ?? 0) > 0;
  if (problems.length === 0 && !isRefused && !edit.error) return null;
  const groups = [
    problems.filter(({ severity }) => severity === 'hard'),
    problems.filter(({ severity }) => severity === 'advice'),
  ];

  const mend = ({ mend: steps = [] }: SaidOfExercise) => {
    if (!isObject(stored)) return;
    const { fields, drop } = changeOf(stored, mended(stored, steps));
    edit.mutate(
      { edits: [{ do: 'set', spark_id, exercise_id, hash, fields, drop }] },
      {
        onSuccess: ({ change_set_id, refused }) => {
          if (refused.length === 0) undoing.tell(words.mended, [change_set_id]);
        },
      },
    );
  };
  return (
    <section aria-label={words.problems} className="flex flex-col gap-2">
      {groups.map((group) => {
        const [first] = group;
        if (!first) return null;
        const blocks = first.severity === 'hard';
        const Icon = blocks ? OctagonX : Lightbulb;
        return (
          <ul
            key={first.severity}
            aria-label={blocks ? words.blocks : words.advice}
            className={cx(
              'flex flex-col gap-2 rounded-lg px-3 py-2.5 text-sm',
              blocks ? 'bg-blocked-soft' : 'bg-draft-soft',
            )}
          >
            {shownOf(group).map((problem) => (
              <li key={problem.code + problem.pointer} className="flex items-start gap-2.5">
                <Icon aria-hidden className={cx('mt-0.5 size-4 shrink-0', blocks ? 'text-blocked' : 'text-draft')} />
                <span className="min-w-0 flex-1">
                  {problem.message} <span className="text-muted">{problem.fix}</span>
                </span>
                {problem.mend && (
                  <Button size="sm" isPending={edit.isPending} onPress={() => mend(problem)}>
                    {words.mend}
                  </Button>
                )}
              </li>
            ))}
            {shownOf(group).length < group.length && (
              <li className="ps-6">
                <Button size="sm" variant="quiet" onPress={() => setAll(true)}>
                  {words.moreAdvice(group.length - FIRST_ADVICE)}
                </Button>
              </li>
            )}
          </ul>
        );
      })}
      {(isRefused || edit.error) && (
        <ProblemNotice title={words.notMended} why={edit.error ? problemOf(edit.error).message : words.changedSince} />
      )}
    </section>
  );
}
