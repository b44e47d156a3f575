import { z } from 'zod';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { Json } from '#lib/base/data/database.types.ts';
import { call, callJson } from '#lib/base/data/rpc.ts';
import {
  type Decision,
  type DecisionTogether,
  decidedJson,
  decidedTogetherJson,
  exerciseNow,
  facetsJson,
  itemJson,
  queueJson,
  type ReviewFilter,
} from '../core/proposal.ts';

/** So many proposals come at once. */
export const QUEUE_PAGE = 200;

export function readQueue(db: Db, workspace_id: string, filter: ReviewFilter, offset: number) {
  return callJson(
    db,
    'read_review_queue',
    { p_workspace: workspace_id, p_filter: filter as Json, p_offset: offset, p_limit: QUEUE_PAGE },
    queueJson,
  );
}

export const readFacets = (db: Db, workspace_id: string) =>
  callJson(db, 'read_review_facets', { p_workspace: workspace_id }, facetsJson);

export function readItem(db: Db, workspace_id: string, proposal_id: string) {
  return callJson(db, 'read_review_item', { p_workspace: workspace_id, p_proposal: proposal_id }, itemJson);
}

/** The exercises that a proposal changes or removes, as they are now. */
export function readProposedExercises(db: Db, workspace_id: string, proposal_id: string) {
  return callJson(
    db,
    'read_proposed_exercises',
    { p_workspace: workspace_id, p_proposal: proposal_id },
    exerciseNow.array(),
  );
}

export function decide(db: Db, workspace_id: string, proposal_id: string, made: Decision & { human_share?: number }) {
  return callJson(
    db,
    'decide_proposal',
    { p_workspace: workspace_id, p_proposal: proposal_id, p_decision: made as Json },
    decidedJson,
  );
}

/** Decides several as one change set; what cannot be decided is left out. */
export const decideTogether = (db: Db, workspace_id: string, proposal_ids: string[], made: DecisionTogether) =>
  callJson(
    db,
    'decide_proposals',
    { p_workspace: workspace_id, p_proposals: proposal_ids, p_decision: made as Json },
    decidedTogetherJson,
  );

export const undoTogether = (db: Db, workspace_id: string, proposal_ids: string[]): Promise<Result<number>> =>
  call(db, 'undo_decisions', { p_workspace: workspace_id, p_proposals: proposal_ids });

export const assignProposals = (
  db: Db,
  workspace_id: string,
  proposal_ids: string[],
  to: string | null,
): Promise<Result<number>> =>
  call(db, 'assign_proposals', { p_workspace: workspace_id, p_proposals: proposal_ids, p_to: to });

/** Has a model write a draft anew; gives the step that does. */
export const regenerateProposal = (
  db: Db,
  workspace_id: string,
  proposal_id: string,
  instruction: string | null,
): Promise<Result<string>> =>
  call(db, 'regenerate_proposal', {
    p_workspace: workspace_id,
    p_proposal: proposal_id,
    p_instruction: instruction,
  });

export const saveFilter = (db: Db, workspace_id: string, name: string, filter: ReviewFilter): Promise<Result<string>> =>
  call(db, 'save_review_filter', { p_workspace: workspace_id, p_name: name, p_filter: filter as Json });

export const deleteFilter = (db: Db, workspace_id: string, filter_id: string): Promise<Result<unknown>> =>
  call(db, 'delete_review_filter', { p_workspace: workspace_id, p_filter: filter_id });

const claimed = z.object({
  until: z.string(),
  /** How long it still has to be looked at before an approval. */
  opens_in_ms: z.number(),
});

/** Says that this person is deciding it, for ten minutes from now. */
export const claimProposal = (db: Db, workspace_id: string, proposal_id: string) =>
  callJson(db, 'claim_proposal', { p_workspace: workspace_id, p_proposal: proposal_id }, claimed);

export const releaseProposal = (db: Db, workspace_id: string, proposal_id: string): Promise<Result<unknown>> =>
  call(db, 'release_proposal', { p_workspace: workspace_id, p_proposal: proposal_id });

export const undoDecision = (db: Db, workspace_id: string, proposal_id: string): Promise<Result<unknown>> =>
  call(db, 'undo_decision', { p_workspace: workspace_id, p_proposal: proposal_id });

export const withdrawProposal = (db: Db, workspace_id: string, proposal_id: string): Promise<Result<unknown>> =>
  call(db, 'withdraw_proposal', { p_workspace: workspace_id, p_proposal: proposal_id });
