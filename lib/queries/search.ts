import { searchTitlesAction } from '#lib/actions/search';
import { unwrap } from './result.ts';

/** What the palette finds by title. Not kept: content moves, and no two questions are the same. */
export const fetchFound = (workspace: string, typed: string) => unwrap(searchTitlesAction(workspace, { typed }));
