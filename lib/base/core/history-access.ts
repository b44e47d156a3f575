import type { Permission } from './permissions.ts';

/** The part of `FUNCTION_ACCESS` for what was saved, what it is called, and the way back to it. */
export const HISTORY_ACCESS = {
  restore_revision: 'content.write',
  read_history: 'content.read',
  read_versions: 'content.read',
  read_readers_version: 'content.read',
  name_version: 'content.write',
  remove_version_name: 'content.write',
  list_change_sets: 'content.read',
  read_change_set: 'content.read',
} as const satisfies Record<string, Permission>;
