import { queryOptions } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import type { ChartFilter, ChartName, ChartRow } from './core/charts.ts';
import type { chartRead } from './reads.ts';

/** What somebody reads of figures stays while they look at it. */
const GOOD_FOR_MS = 60_000;

/** The rows of a chart. */
export const chartQuery = <Name extends ChartName>(workspace: string, chart: Name, filter: ChartFilter) =>
  queryOptions({
    queryKey: keys.chart(workspace, chart, filter),
    queryFn: async ({ signal }) =>
      // The read answers for every chart alike; the schema of this one has parsed it.
      (await unwrap(fetchRead<typeof chartRead>(workspace, 'chart', { chart, filter }, signal))) as ChartRow<Name>[],
    staleTime: GOOD_FOR_MS,
    // What took too long takes as long again.
    retry: false,
  });
