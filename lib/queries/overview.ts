import { queryOptions } from '@tanstack/react-query';
import { readOverviewAction } from '#lib/actions/overview';
import { keys } from './keys.ts';
import { unwrap } from './result.ts';

export const overviewQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.overview(workspace),
    queryFn: () => unwrap(readOverviewAction(workspace, {})),
    staleTime: 3_000,
  });
