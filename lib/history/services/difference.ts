import { NAMED_KINDS } from '#lib/base/core/content-kinds.ts';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { LessonStretch } from '#lib/lessons/core/html/difference.ts';
import { renderDifference } from '#lib/lessons/core/html/difference.ts';
import { studioOptions } from '#lib/lessons/services.ts';
import type { Difference } from '../core/history.ts';
import { type Names, refsOf } from '../core/lines.ts';
import { namesOf } from '../data/names.ts';

export interface BothStates extends Pick<Difference, 'before' | 'after'> {
  /** The lessons as readers see them; null where none differs, or one cannot be rendered. */
  lesson: LessonStretch[] | null;
}

/** How two states of a lesson differ as readers see it. */
export async function lessonOf(
  db: Db,
  workspace: { id: string; slug: string },
  before: Difference['before'],
  after: Difference['after'],
): Promise<LessonStretch[] | null> {
  const [old, now] = [before?.content_md, after?.content_md];
  if (typeof old !== 'string' || typeof now !== 'string' || old === now) return null;
  return renderDifference(old, now, studioOptions(db, workspace));
}

/** What the ids in some changes are called. */
export async function namesFor(db: Db, workspace_id: string, changes: Difference[]): Promise<Result<Names>> {
  const wanted = new Map(NAMED_KINDS.map((kind) => [kind, new Set<string>()]));
  for (const { kind, before, after } of changes) {
    for (const ref of refsOf(kind)) {
      for (const state of [before, after]) {
        const id = state?.[ref.column];
        if (typeof id === 'string') wanted.get(ref.kind)?.add(id);
      }
    }
  }
  return namesOf(db, workspace_id, wanted);
}
