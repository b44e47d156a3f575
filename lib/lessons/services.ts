import { ok, type Result } from '#lib/base/core/problem.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { type LessonOptions, type RenderedLesson, renderLesson } from './core/html/html.ts';
import { readSparkTitles } from './data.ts';

/** A lesson as readers will see it, from text that need not be saved. Links between sparks lead to their workbench. */
export async function renderPreview(
  db: Db,
  workspace: { id: string; slug: string },
  content_md: string,
): Promise<Result<RenderedLesson>> {
  return ok(await renderLesson(content_md, studioOptions(db, workspace)));
}

/** How lessons are shown within the studio. */
export function studioOptions(db: Db, workspace: { id: string; slug: string }): LessonOptions {
  return {
    headingShift: 1,
    resolveSparks: async (slugs) => {
      const found = await readSparkTitles(db, workspace.id, slugs);
      const titles = found.ok ? found.data : [];
      return new Map(
        titles.map(({ slug, title }) => [slug, { href: inWorkspace(workspace.slug).spark(slug), title }] as const),
      );
    },
  };
}
