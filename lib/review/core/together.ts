import { type NotApprovable, whyNot } from './may-decide.ts';
import type { LeftOut, QueueItem } from './proposal.ts';

/** Why a proposal cannot be decided together with others. `kind`: it is of another kind than the first that was chosen. */
export type Apart = LeftOut | 'kind' | 'not_reviewer';

const OF_ONE: Record<NotApprovable, Apart> = {
  decided: 'decided',
  superseded: 'decided',
  own: 'own',
  gone: 'gone',
  merge_first: 'changed',
  // Exercises weigh more in any case; whether their lesson is there is not known from the queue.
  lesson_first: 'risk',
  claimed: 'claimed',
  not_reviewer: 'not_reviewer',
};

/** Why a row of the queue cannot be approved together with others of its kind; null where it can. decide_proposals says the same. */
export function whyApart(
  item: QueueItem,
  me: { user_id: string; is_reviewer: boolean; may_approve_own: boolean },
): Apart | null {
  const why = whyNot({ ...item, may_approve_own: me.may_approve_own, waits_for_lesson: false, base_md: null }, me);
  if (why) return OF_ONE[why];
  return item.risks.length > 0 ? 'risk' : null;
}

/** What of the rows that were chosen can be approved together, and what cannot, with the reason for each. */
export function chooseTogether(
  chosen: readonly QueueItem[],
  me: Parameters<typeof whyApart>[1],
): { fit: QueueItem[]; apart: { item: QueueItem; why: Apart }[] } {
  const alone = chosen.map((item) => ({ item, why: whyApart(item, me) }));
  const group = alone.find(({ why }) => why === null)?.item.in_group;
  const fit: QueueItem[] = [];
  const apart: { item: QueueItem; why: Apart }[] = [];
  for (const { item, why } of alone) {
    const reason = why ?? (item.in_group === group ? null : 'kind');
    if (reason) apart.push({ item, why: reason });
    else fit.push(item);
  }
  return { fit, apart };
}
