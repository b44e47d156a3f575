import { queryOptions } from '@tanstack/react-query';
import type { ContentKind } from '#lib/base/core/content-kinds.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { postRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import type { presenceRead } from '../reads/presence.ts';

/** A third of the time after which the server forgets somebody. */
const EVERY = 15_000;

/** Asks while the page is looked at; in a hidden tab one is not here. */
export const presenceQuery = (workspace: string, kind: ContentKind, id: string, is_editing: boolean) =>
  queryOptions({
    queryKey: keys.presence(workspace, kind, id, is_editing),
    queryFn: ({ signal }) =>
      unwrap(postRead<typeof presenceRead>(workspace, 'presence', { kind, id, is_editing }, signal)),
    refetchInterval: EVERY,
    refetchOnWindowFocus: 'always',
    staleTime: 0,
    retry: false,
  });
