import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useUrlState } from '#components/base/url-state.tsx';
import type { BankFilter } from '#lib/exercises/core/bank.ts';
import type { BankRow } from '#lib/exercises/data/bank.ts';
import { bankQuery } from '#lib/exercises/queries/bank.ts';
import { filterIn, filterOut } from './filter-address.ts';

const NO_ROWS: BankRow[] = [];

/** What is sought and filtered, as the list shows it. */
export interface BankQuestion {
  filter: BankFilter;
  onFilter: (filter: BankFilter) => void;
  text: string;
  onText: (text: string) => void;
}

/** The rows of a bank, read page by page to the end; those of all banks as somebody scrolls. Filters stand in the address. */
export function useBank(workspace: string, spark_id: string | null) {
  const [params, write] = useUrlState();
  const [text, setText] = useState('');
  const sought = useDeferredValue(text.trim());
  const filter = useMemo(() => filterIn(params), [params]);
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    bankQuery(workspace, { spark_id, filter: { ...filter, ...(sought && { text: sought }) }, sort: 'place' }),
  );
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  useEffect(() => {
    if (spark_id !== null) onEnd();
  }, [spark_id, onEnd]);
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? NO_ROWS, [data]);
  const question: BankQuestion = { filter, onFilter: (next) => write(filterOut(next)), text, onText: setText };
  return { first: data?.pages[0], rows, error, refetch, question, params, write, onEnd };
}
