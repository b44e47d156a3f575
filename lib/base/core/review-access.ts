import type { Permission } from './permissions.ts';

/** Who may call which function about proposals, their review, what is said about them and who is told of it; `access.ts` takes it in. */
export const REVIEW_ACCESS = {
  read_review_queue: 'content.read',
  read_review_item: 'content.read',
  decide_proposal: 'review.decide',
  undo_decision: 'review.decide',
  claim_proposal: 'review.decide',
  release_proposal: 'review.decide',
  withdraw_proposal: 'own row or review.decide',
  ask_for_proposal: 'review.decide',
  start_thread: 'comment.write',
  add_comment: 'comment.write',
  edit_comment: 'own row or comment.write',
  delete_comment: 'own row or comment.write',
  resolve_thread: 'comment.write',
  read_threads: 'content.read',
  read_notifications: 'content.read',
  mark_notifications: 'notification.keep',
  read_notification_settings: 'content.read',
  set_notification_settings: 'notification.keep',
  read_home_work: 'content.read',
} as const satisfies Record<string, Permission | `own row or ${Permission}`>;
