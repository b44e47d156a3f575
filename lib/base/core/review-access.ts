import type { Permission } from './permissions.ts';

/** Who may call which function about proposals and their review; `access.ts` takes it in. */
export const REVIEW_ACCESS = {
  read_review_queue: 'content.read',
  read_review_item: 'content.read',
  decide_proposal: 'review.decide',
  read_review_facets: 'content.read',
  decide_proposals: 'review.decide',
  undo_decision: 'review.decide',
  undo_decisions: 'review.decide',
  assign_proposals: 'review.decide',
  claim_proposal: 'review.decide',
  release_proposal: 'review.decide',
  save_review_filter: 'review.decide',
  delete_review_filter: 'review.decide',
  regenerate_proposal: 'own row or review.decide',
  withdraw_proposal: 'own row or review.decide',
} as const satisfies Record<string, Permission | `own row or ${Permission}`>;
