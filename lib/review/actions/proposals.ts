'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import {
  decision,
  decisionTogether,
  LONGEST_FILTER_NAME,
  LONGEST_INSTRUCTION,
  MOST_TOGETHER,
  reviewFilter,
} from '../core/proposal.ts';
import * as data from '../data/proposals.ts';
import { decideProposal } from '../services/decide.ts';

const one = z.object({ proposal_id: z.uuid() });
const several = z.object({ proposal_ids: z.uuid().array().min(1).max(MOST_TOGETHER) });

export const decideAction = defineAction({
  name: 'review.decide',
  permission: 'review.decide',
  input: one.extend({ decision }),
  run: ({ db, workspace }, { proposal_id, decision: made }) => decideProposal(db, workspace.id, proposal_id, made),
});

export const undoDecisionAction = defineAction({
  name: 'review.undo',
  permission: 'review.decide',
  input: one,
  run: ({ db, workspace }, { proposal_id }) => data.undoDecision(db, workspace.id, proposal_id),
});

export const decideTogetherAction = defineAction({
  name: 'review.decide_together',
  permission: 'review.decide',
  input: several.extend({ decision: decisionTogether }),
  run: ({ db, workspace }, { proposal_ids, decision: made }) =>
    data.decideTogether(db, workspace.id, proposal_ids, made),
});

export const undoTogetherAction = defineAction({
  name: 'review.undo_together',
  permission: 'review.decide',
  input: several,
  run: ({ db, workspace }, { proposal_ids }) => data.undoTogether(db, workspace.id, proposal_ids),
});

export const assignProposalsAction = defineAction({
  name: 'review.assign',
  permission: 'review.decide',
  input: several.extend({ to: z.uuid().nullable() }),
  run: ({ db, workspace }, { proposal_ids, to }) => data.assignProposals(db, workspace.id, proposal_ids, to),
});

// Whose draft it is, is for the database to say.
export const regenerateProposalAction = defineAction({
  name: 'review.regenerate',
  permission: 'job.start',
  input: one.extend({ instruction: z.string().trim().max(LONGEST_INSTRUCTION).nullable() }),
  run: ({ db, workspace }, { proposal_id, instruction }) =>
    data.regenerateProposal(db, workspace.id, proposal_id, instruction),
});

export const saveFilterAction = defineAction({
  name: 'review.save_filter',
  permission: 'review.decide',
  input: z.object({ name: z.string().trim().min(1).max(LONGEST_FILTER_NAME), filter: reviewFilter }),
  run: ({ db, workspace }, { name, filter }) => data.saveFilter(db, workspace.id, name, filter),
});

export const deleteFilterAction = defineAction({
  name: 'review.delete_filter',
  permission: 'review.decide',
  input: z.object({ filter_id: z.uuid() }),
  run: ({ db, workspace }, { filter_id }) => data.deleteFilter(db, workspace.id, filter_id),
});

export const claimProposalAction = defineAction({
  name: 'review.claim',
  permission: 'review.decide',
  input: one,
  run: ({ db, workspace }, { proposal_id }) => data.claimProposal(db, workspace.id, proposal_id),
});

export const releaseProposalAction = defineAction({
  name: 'review.release',
  permission: 'review.decide',
  input: one,
  run: ({ db, workspace }, { proposal_id }) => data.releaseProposal(db, workspace.id, proposal_id),
});

// Whose it is, is for the database to say.
export const withdrawProposalAction = defineAction({
  name: 'review.withdraw',
  permission: 'job.start',
  input: one,
  run: ({ db, workspace }, { proposal_id }) => data.withdrawProposal(db, workspace.id, proposal_id),
});
