import type { NextRequest } from 'next/server';
import { undoDecision } from '#lib/review/data/proposals.ts';
import { answerProposal, type ProposalContext } from '../proposal-door.ts';

/** Takes a decision back; answers the proposal as it stands then. */
export async function POST(request: NextRequest, context: ProposalContext): Promise<Response> {
  return answerProposal(request, context, 'review.decide', undoDecision);
}
