import { searchAction } from '#lib/actions/search';
import type { SearchedKind } from '#lib/data/search';
import { unwrap } from './result.ts';

/** What the palette shows while one types. Not kept: content moves, and no two questions are the same. */
export const fetchFound = (workspace: string, query: string, kinds?: SearchedKind[]) =>
  unwrap(searchAction(workspace, { query, kinds, limit: 12 }));
