import type { ReviewItem } from './proposal.ts';

/** Why a proposal cannot be approved as it stands; null where it can. The database refuses the same. */
export type NotApprovable =
  | 'decided'
  | 'superseded'
  | 'own'
  | 'gone'
  | 'merge_first'
  | 'lesson_first'
  | 'claimed'
  | 'not_reviewer';

type Seen = Pick<
  ReviewItem,
  'kind' | 'status' | 'stale_because' | 'is_own' | 'may_approve_own' | 'waits_for_lesson' | 'claim' | 'base_md'
>;

/** `me`: who looks at it. Somebody who may not decide at all is told so first. */
export function whyNot(item: Seen, me: { user_id: string; is_reviewer: boolean }): NotApprovable | null {
  if (!me.is_reviewer) return 'not_reviewer';
  if (item.status === 'superseded') return 'superseded';
  if (item.status !== 'pending' && item.status !== 'stale') return 'decided';
  if (item.claim && item.claim.by !== me.user_id) return 'claimed';
  if (item.is_own && !item.may_approve_own) return 'own';
  // Exercises stand beside the text, so there is nothing to merge: whoever decides is shown what changed in it since.
  const isBeside = item.kind === 'exercises' || item.kind === 'quiz';
  if (item.status === 'stale') return item.stale_because === 'gone' ? 'gone' : isBeside ? null : 'merge_first';
  return item.waits_for_lesson ? 'lesson_first' : null;
}

/** Rejecting asks for less: only what is decided, or what somebody else is deciding, cannot be rejected. */
export function whyNotReject(
  item: Seen,
  me: { user_id: string; is_reviewer: boolean },
): Extract<NotApprovable, 'decided' | 'superseded' | 'claimed' | 'not_reviewer'> | null {
  const why = whyNot(item, me);
  return why === 'decided' || why === 'superseded' || why === 'claimed' || why === 'not_reviewer' ? why : null;
}
