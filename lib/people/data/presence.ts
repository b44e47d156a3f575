import { z } from 'zod';
import type { ContentKind } from '#lib/base/core/content-kinds.ts';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { callJson } from '#lib/base/data/rpc.ts';

const presenceJson = z.object({
  /** The newest saved version; null for what was never there. */
  newest: z
    .object({ version: z.number(), author: z.string().nullable(), saved_at: z.string(), is_gone: z.boolean() })
    .nullable(),
  /** The others who have it open. */
  people: z.array(z.object({ user_id: z.string(), is_editing: z.boolean() })),
});
export type Presence = z.infer<typeof presenceJson>;

/** Says that the caller has something open and asks who else has. Forgotten after 45 seconds. */
export async function bePresent(
  db: Db,
  workspace_id: string,
  it: { kind: ContentKind; id: string; is_editing: boolean },
): Promise<Result<Presence>> {
  return callJson(
    db,
    'be_present',
    {
      p_workspace: workspace_id,
      p_kind: it.kind,
      p_id: it.id,
      p_is_editing: it.is_editing,
    },
    presenceJson,
  );
}
