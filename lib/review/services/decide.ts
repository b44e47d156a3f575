import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { humanShare } from '../core/human-share.ts';
import type { Decision } from '../core/proposal.ts';
import * as data from '../data/proposals.ts';
import { textOf } from './items.ts';

/** Decides a proposal. Where its text was edited, how much of it is a person's is worked out from both texts. */
export async function decideProposal(db: Db, workspace_id: string, proposal_id: string, decision: Decision) {
  if (decision.do === 'reject' || decision.final?.content_md === undefined)
    return data.decide(db, workspace_id, proposal_id, decision);
  const item: Result<Parameters<typeof textOf>[0]> = await data.readItem(db, workspace_id, proposal_id);
  if (!item.ok) return item;
  const draft = textOf(item.data) ?? '';
  return data.decide(db, workspace_id, proposal_id, {
    ...decision,
    human_share: humanShare(draft, decision.final.content_md),
  });
}
