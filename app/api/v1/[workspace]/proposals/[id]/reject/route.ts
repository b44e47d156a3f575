import type { NextRequest } from 'next/server';
import { rejectionOf } from '#lib/review/core/http-request.ts';
import { answerDecision, type ProposalContext } from '../proposal-door.ts';

/** Rejects a proposal, `{reason_code, reason?}`; answers the proposal as it stands then. */
export async function POST(request: NextRequest, context: ProposalContext): Promise<Response> {
  return answerDecision(request, context, rejectionOf);
}
