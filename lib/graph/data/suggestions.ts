import { z } from 'zod';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { call, callJson } from '#lib/base/data/rpc.ts';

const lessonText = z.object({
  id: z.string(),
  title: z.string(),
  content_md: z.string(),
  /** As an importer left them: a list of anything. */
  key_concepts: z.array(z.unknown()).optional(),
});
export type LessonText = z.infer<typeof lessonText>;

/** Sparks with their lessons in the order of their ids, from the one after another on. Long lessons come with their beginning. */
export async function readLessonTexts(
  db: Db,
  workspace_id: string,
  page: { after?: string; limit: number },
): Promise<Result<LessonText[]>> {
  const asked = { p_workspace: workspace_id, p_after: page.after, p_limit: page.limit };
  return callJson(db, 'read_lesson_texts', asked, z.array(lessonText));
}

/** Links that somebody waved off. */
export async function readDismissed(db: Db, workspace_id: string): Promise<Result<[source: string, target: string][]>> {
  return callJson(
    db,
    'read_dismissed_suggestions',
    { p_workspace: workspace_id },
    z.array(z.tuple([z.string(), z.string()])),
  );
}

/** Waves a suggested link off for everybody, or lets it be suggested again. */
export async function dismissSuggestion(
  db: Db,
  workspace_id: string,
  pair: { source_id: string; target_id: string; is_dismissed: boolean },
): Promise<Result<boolean>> {
  return call(db, 'dismiss_suggestion', {
    p_workspace: workspace_id,
    p_source: pair.source_id,
    p_target: pair.target_id,
    p_is_dismissed: pair.is_dismissed,
  });
}
