'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { decision } from '../core/proposal.ts';
import * as data from '../data/proposals.ts';
import { decideProposal } from '../services/decide.ts';

const one = z.object({ proposal_id: z.uuid() });

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
