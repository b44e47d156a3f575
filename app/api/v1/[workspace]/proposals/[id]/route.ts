import type { NextRequest } from 'next/server';
import { answerProposal, type ProposalContext } from './proposal-door.ts';

/** A proposal with what it takes to decide it. */
export async function GET(request: NextRequest, context: ProposalContext): Promise<Response> {
  return answerProposal(request, context, 'content.read');
}
