import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { type LessonStretch, renderDifference } from '#lib/lessons/core/html/difference.ts';
import { renderLesson } from '#lib/lessons/core/html/html.ts';
import { type MergePart, mergedText, mergeTexts } from '#lib/lessons/core/text-merge.ts';
import { studioOptions } from '#lib/lessons/services.ts';
import { analyse } from '#lib/quality/core/analyse.ts';
import type { Finding } from '#lib/quality/core/finding.ts';
import type { ItemForPrograms, ReviewItem } from '../core/proposal.ts';
import * as data from '../data/proposals.ts';

/** A finding, with the words that it is about where it is about some. */
export interface ShownFinding extends Pick<Finding, 'code' | 'severity' | 'subject' | 'reason'> {
  passage: string | null;
}

/** A proposal as it is looked at. */
export interface ShownItem extends ItemForPrograms {
  /**
   * What of a lesson would differ, as readers see it; of stale exercises, what of their lesson differs since they were written. Null where
   * there is no lesson before it, or it cannot be rendered.
   */
  difference: LessonStretch[] | null;
  /** The whole text as readers would see it; null where it has none. */
  html: string | null;
  /** Draft and lesson merged, for a proposal that was written for another text. */
  merge: MergePart[] | null;
  /** What the analysers find in the text, where there is one. */
  findings: ShownFinding[];
}

const MOST_FINDINGS = 9;
/** Characters: enough to find a passage by. */
const LONGEST_PASSAGE = 200;

/** The text that an approval would write; null where it writes none. */
export function textOf({ body, lesson }: Pick<ReviewItem, 'body' | 'lesson'>): string | null {
  if (body.kind === 'draft') return lesson?.content_md ?? null;
  return body.kind === 'spark' || body.kind === 'piece' ? body.content_md : null;
}

/** A proposal, and the exercises that it changes or removes as they are now. */
export async function readWithExercises(
  db: Db,
  workspace_id: string,
  proposal_id: string,
): Promise<Result<ItemForPrograms>> {
  const found = await data.readItem(db, workspace_id, proposal_id);
  if (!found.ok) return found;
  const now = actsOnExercises(found.data) ? await data.readProposedExercises(db, workspace_id, proposal_id) : ok([]);
  return now.ok ? ok({ ...found.data, exercises_now: now.data }) : now;
}

/** Reads a proposal and renders what would change. */
export async function openItem(
  db: Db,
  workspace: { id: string; slug: string },
  proposal_id: string,
): Promise<Result<ShownItem>> {
  const found = await readWithExercises(db, workspace.id, proposal_id);
  if (!found.ok) return found;
  const item = found.data;
  const [text, options] = [textOf(item), studioOptions(db, workspace)];
  const isRewrite = item.body.kind === 'spark' && item.lesson !== null;
  const merge =
    item.status === 'stale' && isRewrite && item.base_md !== null && text !== null
      ? mergeTexts(item.base_md, item.lesson?.content_md ?? '', text)
      : null;
  // What merged by itself is shown as it would change the lesson that stands there now.
  const written = (merge && mergedText(merge)) ?? text;
  const [difference, rendered] = await Promise.all([
    isRewrite && written !== null
      ? renderDifference(item.lesson?.content_md ?? '', written, { ...options, keeps_same: true })
      : item.base_md !== null
        ? renderDifference(item.base_md, item.lesson?.content_md ?? '', { ...options, keeps_same: true })
        : null,
    text !== null && !isRewrite ? renderLesson(text, options) : null,
  ]);
  return ok({
    ...item,
    difference,
    html: rendered?.html ?? null,
    merge,
    findings: findingsOf(item, text),
  });
}

const actsOnExercises = ({ body }: ReviewItem): boolean =>
  (body.kind === 'exercises' || body.kind === 'quiz') && body.exercises.some((part) => part.do !== 'add');

/** What of a draft could be better, the first nine: a key leads to each. */
function findingsOf({ body, lesson }: ReviewItem, content_md: string | null): ShownItem['findings'] {
  if (content_md === null || body.kind === 'piece') return [];
  const summary = body.kind === 'spark' ? body.summary : (lesson?.summary ?? null);
  const estimated_mins = body.kind === 'spark' ? Math.max(1, Math.round(body.minutes)) : 5;
  return analyse({ content_md, estimated_mins, summary })
    .findings.slice(0, MOST_FINDINGS)
    .map(({ code, severity, subject, reason, place }) => ({
      code,
      severity,
      subject,
      reason,
      passage:
        place && 'from' in place
          ? content_md.slice(place.from, Math.min(place.to, place.from + LONGEST_PASSAGE))
          : null,
    }));
}
