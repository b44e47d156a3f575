import type { ContentKind } from '#lib/base/core/content-kinds.ts';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { call } from '#lib/base/data/rpc.ts';

export interface Presence {
  /** The newest saved version; null for what was never there. */
  newest: { version: number; author: string | null; saved_at: string; is_gone: boolean } | null;
  /** The others who have it open. */
  people: { user_id: string; is_editing: boolean }[];
}

/** Says that the caller has something open and asks who else has. Forgotten after 45 seconds. */
export async function bePresent(
  db: Db,
  workspace_id: string,
  it: { kind: ContentKind; id: string; is_editing: boolean },
): Promise<Result<Presence>> {
  return call<Presence>(db, 'be_present', {
    p_workspace: workspace_id,
    p_kind: it.kind,
    p_id: it.id,
    p_is_editing: it.is_editing,
  });
}
