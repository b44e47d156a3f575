import { dehydrate, HydrationBoundary, QueryClient, type QueryKey } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Result } from '#lib/base/core/problem.ts';

export interface PrefetchedProps {
  /** Answers by query key. What failed is left out: the browser asks again and shows the problem in place. */
  data: readonly (readonly [QueryKey, Result<unknown>])[];
  children: ReactNode;
}

/** Hands what the server has read to the queries of the browser, so that they begin with data. */
export function Prefetched({ data, children }: PrefetchedProps) {
  const queries = new QueryClient();
  for (const [key, result] of data) if (result.ok) queries.setQueryData(key, result.data);
  return <HydrationBoundary state={dehydrate(queries)}>{children}</HydrationBoundary>;
}
