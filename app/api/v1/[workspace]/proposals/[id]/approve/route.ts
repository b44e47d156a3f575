import type { NextRequest } from 'next/server';
import { approvalOf } from '#lib/review/core/http-request.ts';
import { answerDecision, type ProposalContext } from '../proposal-door.ts';

/** Approves a proposal, as it is or as `{final, parts, base_hash, concept_id, domain_id}` says; answers the proposal as it stands then. */
export async function POST(request: NextRequest, context: ProposalContext): Promise<Response> {
  return answerDecision(request, context, approvalOf);
}
