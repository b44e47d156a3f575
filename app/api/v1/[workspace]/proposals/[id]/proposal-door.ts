import type { NextRequest } from 'next/server';
import { z } from 'zod';
import type { Permission } from '#lib/base/core/permissions.ts';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Decision } from '#lib/review/core/proposal.ts';
import { decideProposal } from '#lib/review/services/decide.ts';
import { readWithExercises } from '#lib/review/services/items.ts';
import { type Caller, callerOf, jsonIn, refuse } from '../../upload-door.ts';

export interface ProposalContext {
  params: Promise<{ workspace: string; id: string }>;
}

type Change = (db: Caller['db'], workspace_id: string, proposal_id: string) => Promise<Result<unknown>>;

/** One proposal as it stands, after a change where there is one. An id that cannot be one is a proposal that is not there. */
export async function answerProposal(
  request: NextRequest,
  { params }: ProposalContext,
  permission: Permission,
  change?: Change,
): Promise<Response> {
  const { workspace, id } = await params;
  const caller = await callerOf(request, workspace, permission);
  if (!caller.ok) return refuse(caller.problem);
  const proposal_id = z.uuid().safeParse(id);
  if (!proposal_id.success) return refuse(fail('not_found', 'There is no such proposal in this workspace.').problem);
  const { db, workspace_id } = caller.data;
  const changed = await change?.(db, workspace_id, proposal_id.data);
  if (changed && !changed.ok) return refuse(changed.problem);
  const item = await readWithExercises(db, workspace_id, proposal_id.data);
  return item.ok ? Response.json(item.data, { headers: { 'cache-control': 'no-store' } }) : refuse(item.problem);
}

/** A lesson of a million characters, written as JSON. */
const MOST_CHARACTERS = 8_000_000;

/** Decides as the body says. */
export function answerDecision(
  request: NextRequest,
  context: ProposalContext,
  decisionOf: (body: unknown) => Result<Decision>,
): Promise<Response> {
  return answerProposal(request, context, 'review.decide', async (db, workspace_id, proposal_id) => {
    // A request without a body comes with an empty one.
    const text = await request.text();
    const body = text === '' ? ok({}) : jsonIn(text, MOST_CHARACTERS);
    const made = body.ok ? decisionOf(body.data) : body;
    return made.ok ? decideProposal(db, workspace_id, proposal_id, made.data) : made;
  });
}
