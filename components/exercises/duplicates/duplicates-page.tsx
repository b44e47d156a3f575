'use client';

import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useRef } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { tellUndoable, useUndoing } from '#components/history/undoing.ts';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Link } from '#components/ui/link.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { toast } from '#components/ui/toast.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { nearDuplicatesQuery, useKeepExercise, useSetDistinct } from '#lib/exercises/queries/near-duplicates.ts';
import type { AlikeExercise, DuplicatePair } from '#lib/exercises/services/near-duplicates.ts';
import { ExercisesFrame } from '../exercises-frame.tsx';
import { exercisesText } from '../text.ts';
import { DuplicateCards } from './duplicate-cards.tsx';
import { duplicatesText } from './text.ts';

const words = duplicatesText;

/** Pairs of exercises that ask nearly the same: one of them is kept, or it is remembered that they are two. */
export function DuplicatesPage({ workspace }: { workspace: string }) {
  const [params] = useUrlState();
  const spark_id = params.get('spark');
  const { data, error, refetch } = useQuery(nearDuplicatesQuery(workspace, spark_id));
  const list = useRef<HTMLOListElement>(null);
  const act = useActs(workspace);
  const write = useNumber();
  const address = inWorkspace(workspace);
  useShortcuts(words.title, [
    { keys: '1', label: words.keep },
    { keys: '2', label: words.keep },
    { keys: 'N', label: words.distinct },
  ]);
  const onKeyDown = (pair: DuplicatePair, at: number) => (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const run = { '1': () => act.keep(pair, 'one'), '2': () => act.keep(pair, 'other'), n: () => act.distinct(pair) }[
      event.key.toLowerCase()
    ];
    if (step === undefined && !run) return;
    event.preventDefault();
    run?.();
    // The next pair takes the place of one that is decided.
    if (step !== undefined) (list.current?.children[at + step] as HTMLElement | undefined)?.focus();
  };
  return (
    <ExercisesFrame workspace={workspace} selected="near-duplicates">
      <div className="min-h-0 flex-1 overflow-auto px-4 py-4 md:px-6">
        <div className="flex max-w-5xl flex-col">
          {error ? (
            <QueryProblem title={words.notRead} error={error} onRetry={() => void refetch()} />
          ) : !data ? (
            <div role="status" aria-label={words.comparing}>
              <TextSkeleton lines={8} />
            </div>
          ) : data.pairs.length === 0 ? (
            <EmptyState
              drawing="search"
              title={words.none}
              action={spark_id && <LinkButton href={address.nearDuplicates()}>{words.all}</LinkButton>}
            >
              {data.compared > 1 ? words.noneHelp(write(data.compared)) : words.noExercises}
            </EmptyState>
          ) : (
            <>
              <p className="pb-3 text-muted">
                {words.lead(data.total, write(data.total), spark_id !== null)}{' '}
                {data.total > data.pairs.length && words.first(data.pairs.length)}{' '}
                {spark_id && <Link href={address.nearDuplicates()}>{words.all}</Link>}
              </p>
              <ol ref={list} className="flex flex-col">
                {data.pairs.map((pair, at) => (
                  <li
                    key={[pair.one, pair.other].map((one) => `${one.spark_id} ${one.exercise_id}`).join(' ')}
                    // biome-ignore lint/a11y/noNoninteractiveTabindex: 1, 2 and N are about the pair that has the focus.
                    tabIndex={0}
                    aria-label={words.pair(at + 1, data.pairs.length)}
                    onKeyDown={onKeyDown(pair, at)}
                    className="flex flex-col gap-2.5 rounded-md border-t py-4 focus-visible:-outline-offset-2"
                  >
                    <DuplicateCards
                      workspace={workspace}
                      pair={pair}
                      isPending={act.isPending}
                      onKeep={(side) => void act.keep(pair, side)}
                      onDistinct={() => void act.distinct(pair)}
                    />
                  </li>
                ))}
              </ol>
            </>
          )}
        </div>
      </div>
    </ExercisesFrame>
  );
}

const refOf = ({ spark_id, exercise_id }: AlikeExercise) => ({ spark_id, exercise_id });

/** What is done with a pair; each can be taken back. */
function useActs(workspace: string) {
  const keeping = useKeepExercise(workspace);
  const marking = useSetDistinct(workspace);
  const undoing = useUndoing(workspace);
  return {
    isPending: keeping.isPending || marking.isPending,
    keep: async (pair: DuplicatePair, side: 'one' | 'other') => {
      const [keep, drop] = side === 'one' ? [pair.one, pair.other] : [pair.other, pair.one];
      try {
        const done = await keeping.mutateAsync({
          keep: { ...refOf(keep), hash: keep.hash },
          drop: { ...refOf(drop), hash: drop.hash },
        });
        const said = words.kept(keep.exercise.stem.slice(0, 80) || exercisesText.untitled, keep.spark_title);
        undoing.tell(said, [done.change_set_id], { detail: words.gone(done.quizzes) });
      } catch (error) {
        toast.problem(words.notKept, { detail: problemOf(error).message });
      }
    },
    distinct: async (pair: DuplicatePair) => {
      const both = { one: refOf(pair.one), other: refOf(pair.other) };
      try {
        await marking.mutateAsync({ ...both, are_distinct: true });
        tellUndoable(words.remembered, () => marking.mutateAsync({ ...both, are_distinct: false }));
      } catch (error) {
        toast.problem(words.notRemembered, { detail: problemOf(error).message });
      }
    },
  };
}
