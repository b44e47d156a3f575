'use client';

import './exercises.css';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { OctagonX } from 'lucide-react';
import { useDeferredValue, useEffect, useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { SearchField } from '#components/ui/search-field.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import type { BankRow } from '#lib/exercises/data/bank.ts';
import { bankQuery, exercisesQuery } from '#lib/exercises/queries.ts';
import { BankTable } from './bank-table.tsx';
import { ExercisePanel } from './exercise-panel.tsx';
import { QuizAside } from './quiz-aside.tsx';
import { exercisesText } from './text.ts';

const words = exercisesText;
const NO_IDS: string[] = [];

/** How an exercise is named in the address: its id, or without one of its own its place. */
const nameOf = (row: BankRow) => (row.version === null ? `#${row.place}` : (row.exercise_id as string));

/** The exercises of a spark: rows of plain text, and the one that is opened beside them. */
export function ExercisesTab({ workspace, id }: { workspace: string; id: string }) {
  const [params, write] = useUrlState();
  const [text, setText] = useState('');
  const [isBlocked, setIsBlocked] = useState(false);
  const sought = useDeferredValue(text.trim());
  const bank = useInfiniteQuery(
    bankQuery(workspace, {
      spark_id: id,
      filter: { ...(sought && { text: sought }), ...(isBlocked && { is_blocked: true }) },
      sort: 'place',
    }),
  );
  const quiz = useQuery(exercisesQuery(workspace, id, NO_IDS));
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = bank;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  if (bank.error) {
    return (
      <div className="p-6">
        <QueryProblem title={words.notRead} error={bank.error} onRetry={() => void bank.refetch()} />
      </div>
    );
  }
  const [first] = bank.data?.pages ?? [];
  if (!first || !bank.data) {
    return (
      <div className="p-6">
        <TextSkeleton lines={8} />
      </div>
    );
  }
  if (first.all === 0) {
    return (
      <EmptyState drawing="inbox" title={words.none}>
        {words.noneHelp}
      </EmptyState>
    );
  }
  const rows = bank.data.pages.flatMap((page) => page.rows);
  const opened = params.get('exercise');
  const row = rows.find((one) => nameOf(one) === opened) ?? null;
  const titles = new Map(quiz.data?.objectives.map(({ objective, title }) => [objective, title]));
  return (
    <div className="flex h-full min-h-0">
      <section
        aria-label={words.bank(first.all)}
        className={cx('flex min-w-0 flex-1 flex-col', row && 'max-lg:hidden')}
      >
        <BankHead
          all={first.all}
          found={first.total}
          blocking={first.counts.is_blocked}
          text={text}
          onText={setText}
          isBlocked={isBlocked}
          onBlocked={setIsBlocked}
        />
        <BankTable
          rows={rows}
          titles={titles}
          opened={row && nameOf(row)}
          nameOf={nameOf}
          onOpen={(one) => write({ exercise: nameOf(one) === opened ? null : nameOf(one) }, 'push')}
          empty={
            <EmptyState
              compact
              title={sought ? words.nothingFound(sought) : words.noneBlocks}
              action={
                <Button
                  onPress={() => {
                    setText('');
                    setIsBlocked(false);
                  }}
                >
                  {sought ? words.clear : words.all}
                </Button>
              }
            >
              {sought && words.nothingFoundHelp}
            </EmptyState>
          }
        />
      </section>
      {row ? (
        <ExercisePanel
          key={nameOf(row)}
          workspace={workspace}
          row={row}
          objective={row.objective && (titles.get(row.objective) ?? row.objective)}
          onClose={() => write({ exercise: null }, 'push')}
        />
      ) : (
        quiz.data && <QuizAside {...quiz.data} rows={rows} />
      )}
    </div>
  );
}

interface BankHeadProps {
  all: number;
  found: number;
  blocking: number;
  text: string;
  onText: (text: string) => void;
  isBlocked: boolean;
  onBlocked: (only: boolean) => void;
}

/** How many there are, and how many of them keep the lesson back. */
function BankHead({ all, found, blocking, text, onText, isBlocked, onBlocked }: BankHeadProps) {
  const number = useNumber();
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 md:px-6">
        <SearchField label={words.search} value={text} onChange={onText} size="sm" className="w-64 max-w-full" />
        <h2 aria-live="polite" className="ms-auto text-sm font-medium">
          {found < all ? words.found(number(found), words.bank(all, number(all))) : words.bank(all, number(all))}
        </h2>
      </div>
      {blocking > 0 && (
        <p className="flex items-start gap-2.5 px-4 pb-3 text-sm text-blocked md:px-6">
          <OctagonX aria-hidden className="mt-1.5 size-4 shrink-0" />
          <span className="min-w-0 flex-1 py-1">{words.blocking(number(blocking), blocking)}</span>
          <Button size="sm" variant="quiet" onPress={() => onBlocked(!isBlocked)}>
            {isBlocked ? words.all : words.onlyBlocking}
          </Button>
        </p>
      )}
    </>
  );
}
