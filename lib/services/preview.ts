import { ok, type Result } from '#lib/core/problem';
import { type RenderedLesson, renderLesson } from './lesson-html.ts';

/** A lesson as readers will see it, from text that need not be saved. Rendering never fails: bad input shows as text. */
export async function renderPreview(content_md: string): Promise<Result<RenderedLesson>> {
  return ok(await renderLesson(content_md));
}
