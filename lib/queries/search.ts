import { searchAction } from '#lib/actions/search';
import { unwrap } from './result.ts';

/** What the palette shows while one types. Not kept: content moves, and no two questions are the same. */
export const fetchFound = (workspace: string, query: string) => unwrap(searchAction(workspace, { query, limit: 12 }));
