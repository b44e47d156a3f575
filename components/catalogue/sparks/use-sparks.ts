import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useTypedParam } from '#components/base/typed-param.ts';
import { useUrlState } from '#components/base/url-state.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { filterOfView, type SparkFilter, type SparkView } from '#lib/catalogue/core/spark-list.ts';
import type { SparkRow } from '#lib/catalogue/data/spark-list.ts';
import { allSparksQuery, type SparkQuestion, sparkListQuery } from '#lib/catalogue/queries/spark-list.ts';
import { readAddress, writtenFilter, writtenHidden } from './address.ts';
import { sparksText } from './text.ts';

const NO_ROWS: SparkRow[] = [];

/** The sparks that an address asks for, read page by page as somebody scrolls, and those that are chosen. */
export function useSparks(workspace: string) {
  const queries = useQueryClient();
  const [params, say] = useUrlState();
  const write = useNumber();
  const address = useMemo(() => readAddress(params), [params]);
  const { view, filter, sort, is_down } = address;
  const [typed, setTyped] = useTypedParam(
    address.typed,
    useCallback((q: string) => say({ q }), [say]),
  );
  const ask: SparkQuestion = useMemo(
    () => ({ filter: filterOfView(view, filter), sort, is_down }),
    [view, filter, sort, is_down],
  );
  const list = useInfiniteQuery(sparkListQuery(workspace, ask));
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? NO_ROWS, [list.data]);

  // By their ids, with the rows themselves: those chosen of all that match are not all on the screen.
  const [chosen, setChosen] = useState<ReadonlyMap<string, SparkRow>>(new Map());
  const choose = useCallback(
    (ids: ReadonlySet<string>) =>
      setChosen((before) => {
        const known = new Map([...before, ...rows.map((row) => [row.id, row] as const)]);
        return new Map([...ids].flatMap((id) => known.get(id) ?? []).map((row) => [row.id, row]));
      }),
    [rows],
  );
  const [isChoosing, setChoosing] = useState(false);
  const chooseAll = async () => {
    setChoosing(true);
    try {
      const all = await queries.fetchQuery(allSparksQuery(workspace, ask));
      setChosen(new Map(all.rows.map((row) => [row.id, row])));
      if (all.total > all.rows.length) toast.note(sparksText.chosenCut(write(all.rows.length)));
    } catch (error) {
      toast.problem(sparksText.notAllChosen, { detail: problemOf(error).message });
    }
    setChoosing(false);
  };
  const clear = useCallback(() => setChosen(new Map()), []);
  return {
    address,
    list,
    first: list.data?.pages[0],
    rows,
    onEnd,
    typed,
    // What is chosen is let go wherever the list becomes another one: nobody acts on what they cannot see.
    find: (next: string) => {
      clear();
      setTyped(next);
    },
    setView: (next: SparkView) => {
      clear();
      say({ view: next === 'all' ? null : next }, 'push');
    },
    setFilter: (next: SparkFilter) => {
      clear();
      say(writtenFilter(next));
    },
    setSort: (column: string, isDown: boolean) => say({ sort: `${isDown ? '-' : ''}${column}` }),
    hide: (columns: readonly string[]) => say({ hide: writtenHidden(columns) }),
    chosen,
    choose,
    chooseAll,
    isChoosing,
    clear,
  };
}

export type Sparks = ReturnType<typeof useSparks>;
