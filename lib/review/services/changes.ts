import { fail, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { getLesson } from '#lib/catalogue/data/entities.ts';
import { mergedText, mergeTexts } from '#lib/lessons/core/text-merge.ts';
import type { PassageChange } from '../core/change.ts';
import { changePassage } from '../core/passage-change.ts';
import type { ReviewItem } from '../core/proposal.ts';
import { proposeChange } from '../data/changes.ts';
import * as data from '../data/proposals.ts';

/** Proposes other words for a passage of a lesson, in the lesson as it is saved now. */
export async function suggestPassage(
  db: Db,
  workspace_id: string,
  spark_id: string,
  { passage, note }: PassageChange,
): Promise<Result<string>> {
  const lesson = await getLesson(db, workspace_id, spark_id);
  if (!lesson.ok) return lesson;
  const { content_md, version } = lesson.data;
  const changed = changePassage(content_md, passage);
  if (!changed.ok) return changed;
  return proposeChange(db, workspace_id, spark_id, { base_version: version, content_md: changed.data, passage, note });
}

/** Approves what somebody suggested beside a passage. Where the lesson moved on since, both are merged if they can be. */
export async function acceptSuggestion(db: Db, workspace_id: string, proposal_id: string) {
  const found = await data.readItem(db, workspace_id, proposal_id);
  if (!found.ok) return found;
  const { status, stale_because, base_md, body, lesson } = found.data;
  if (stale_because === 'gone')
    return fail('not_found', 'The lesson is gone. Open the proposal to see what was suggested.');
  const before = status === 'stale' ? base_md : (lesson?.content_md ?? null);
  if (!isOnlyItsPassage(body, before))
    return fail('conflict', 'This changes more than the words that show here. Open the proposal to see all of it.');
  // Where what carries a risk is looked at for a while, that time begins with the first press.
  const claimed = await data.claimProposal(db, workspace_id, proposal_id);
  if (!claimed.ok) return claimed;
  const left = Math.ceil(claimed.data.opens_in_ms / 1_000);
  if (left > 0)
    return fail('wrong_state', `This carries a risk. Look at it once more: it can be accepted in ${left} s.`);
  if (status !== 'stale') return data.decide(db, workspace_id, proposal_id, { do: 'approve' });
  const merged =
    base_md !== null && body.kind === 'spark' && lesson
      ? mergedText(mergeTexts(base_md, body.content_md, lesson.content_md))
      : null;
  if (merged === null || !lesson)
    return fail('conflict', 'The lesson says something else here by now. Open the proposal to choose between both.');
  return data.decide(db, workspace_id, proposal_id, {
    do: 'approve',
    final: { content_md: merged },
    base_hash: lesson.base_hash,
  });
}

/** What stands in the margin is all that is approved there: whoever proposed past the studio may have sent another text. */
function isOnlyItsPassage(body: ReviewItem['body'], before: string | null): boolean {
  if (body.kind !== 'spark' || !body.passage || before === null) return false;
  const changed = changePassage(before, body.passage);
  return changed.ok && changed.data === body.content_md && Object.keys(body.fields ?? {}).length === 0;
}
