import { queryOptions } from '@tanstack/react-query';
import { bePresentAction } from '#lib/actions/presence';
import type { ContentKind } from '#lib/core/content-kinds';
import { keys } from './keys.ts';
import { unwrap } from './result.ts';

/** A third of the time after which the server forgets somebody. */
const EVERY = 15_000;

/** Asks while the page is looked at; in a hidden tab one is not here. */
export const presenceQuery = (workspace: string, kind: ContentKind, id: string, is_editing: boolean) =>
  queryOptions({
    queryKey: keys.presence(workspace, kind, id, is_editing),
    queryFn: () => unwrap(bePresentAction(workspace, { kind, id, is_editing })),
    refetchInterval: EVERY,
    refetchOnWindowFocus: 'always',
    staleTime: 0,
    retry: false,
  });
