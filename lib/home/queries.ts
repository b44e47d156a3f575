import { queryOptions } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { postRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import type { overviewRead } from './reads.ts';

export const overviewQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.overview(workspace),
    queryFn: ({ signal }) => unwrap(postRead<typeof overviewRead>(workspace, 'overview', {}, signal)),
    staleTime: 3_000,
  });
