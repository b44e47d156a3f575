import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { type LessonStretch, renderDifference } from '#lib/lessons/core/html/difference.ts';
import { renderLesson } from '#lib/lessons/core/html/html.ts';
import { studioOptions } from '#lib/lessons/services.ts';
import type { Judged } from '../core/attention.ts';
import * as data from '../data/attention.ts';

/** A draft that waits for a second opinion, as it is looked at. */
export interface ShownJudged extends Judged {
  /** What of a lesson would differ; null where there was none. */
  difference: LessonStretch[] | null;
  /** A new text as readers would see it. */
  html: string | null;
}

/** The drafts that wait for a second opinion of this person; the first one is rendered. */
export async function openSecondOpinions(
  db: Db,
  workspace: { id: string; slug: string },
): Promise<Result<{ total: number; first: ShownJudged | null }>> {
  const found = await data.readSecondOpinions(db, workspace.id);
  if (!found.ok) return found;
  const [first] = found.data.items;
  if (!first) return ok({ total: found.data.total, first: null });
  const text = first.body.kind === 'spark' ? first.body.content_md : null;
  const options = studioOptions(db, workspace);
  const difference =
    text !== null && first.before_md !== null
      ? await renderDifference(first.before_md, text, { ...options, keeps_same: true })
      : null;
  const html = text !== null && difference === null ? (await renderLesson(text, options)).html : null;
  return ok({ total: found.data.total, first: { ...first, difference, html } });
}
