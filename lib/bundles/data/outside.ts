import { z } from 'zod';
import type { ContentKind } from '#lib/base/core/content-kinds.ts';
import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { bodyJson } from '#lib/base/data/json.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { callJson } from '#lib/base/data/rpc.ts';

/** Something of another system that is looked for. */
export interface AskedExternal {
  id: string;
  /** What it would be called here. */
  slug: string;
  /** Its id is a slug itself, and means what is here under that slug. */
  is_slug: boolean;
}

const foundExternal = z.object({
  id: z.string(),
  slug: z.string().nullable(),
  difficulty: z.string().nullable(),
  estimated_mins: z.number().nullable(),
  /** Of a trail, its domain. */
  parent: z.string().nullable(),
  is_taken: z.boolean(),
});
export type FoundExternal = z.infer<typeof foundExternal>;

export async function findExternal(
  db: Db,
  workspace_id: string,
  kind: ContentKind,
  system: string,
  asked: AskedExternal[],
): Promise<Result<FoundExternal[]>> {
  const args = { p_workspace: workspace_id, p_kind: kind, p_system: system, p_asked: asked };
  return callJson(db, 'find_external', args, z.array(foundExternal));
}

/** Ids of the members of a workspace by their e-mail in lower case. */
export async function memberIds(db: Db, workspace_id: string): Promise<Result<ReadonlyMap<string, string>>> {
  const members = await db
    .from('memberships')
    .select('user_id, profile:profiles(email)')
    .eq('workspace_id', workspace_id);
  if (members.error) return problemFromPostgres(members.error);
  return ok(
    new Map(
      members.data.flatMap(({ user_id, profile }): [string, string][] =>
        profile?.email ? [[profile.email.toLowerCase(), user_id]] : [],
      ),
    ),
  );
}

const exportedRecords = z.array(z.object({ nth: z.number(), owner_slug: z.string(), body: bodyJson }));
type RecordKind = 'flow_run' | 'conversation';
export type ExportedRecord = z.infer<typeof exportedRecords>[number];

/** The records of everything that is there, or of what has these slugs, page by page. */
export async function exportRecords(
  db: Db,
  workspace_id: string,
  record: RecordKind,
  slugs: string[] | null,
): Promise<Result<ExportedRecord[]>> {
  const all: ExportedRecord[] = [];
  for (;;) {
    const args = { p_workspace: workspace_id, p_record: record, p_slugs: slugs, p_after: all.length, p_limit: 200 };
    const page = await callJson(db, 'export_records', args, exportedRecords);
    if (!page.ok) return page;
    all.push(...page.data);
    if (page.data.length < 200) return ok(all);
  }
}
