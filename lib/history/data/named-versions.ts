import { z } from 'zod';
import type { ContentKind } from '#lib/base/core/content-kinds.ts';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { call, callJson } from '#lib/base/data/rpc.ts';

/** Names a version, or gives it another name; gives the name as it is kept. */
export const nameVersion = (db: Db, workspace_id: string, revision_id: number, name: string): Promise<Result<string>> =>
  call(db, 'name_version', { p_workspace: workspace_id, p_revision: revision_id, p_name: name });

/** Takes the name of a version away; gives the name that it had. */
export const removeVersionName = (db: Db, workspace_id: string, revision_id: number): Promise<Result<string>> =>
  call(db, 'remove_version_name', { p_workspace: workspace_id, p_revision: revision_id });

const readersVersion = z.object({ revision_id: z.number(), label: z.string() });
/** The version that the current snapshot holds, and what that is called. */
export type ReadersVersion = z.infer<typeof readersVersion>;

/** Null where readers do not have it, or a version that lies too far back. */
export const readReadersVersion = (
  db: Db,
  workspace_id: string,
  kind: ContentKind,
  id: string,
): Promise<Result<ReadersVersion | null>> =>
  callJson(
    db,
    'read_readers_version',
    { p_workspace: workspace_id, p_kind: kind, p_id: id },
    readersVersion.nullable(),
  );
