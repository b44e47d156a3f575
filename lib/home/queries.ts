import { queryOptions } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { readOverviewAction } from './actions.ts';

export const overviewQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.overview(workspace),
    queryFn: () => unwrap(readOverviewAction(workspace, {})),
    staleTime: 3_000,
  });
