import type { Db } from '#lib/base/data/clients/token.ts';
import { callJson } from '#lib/base/data/rpc.ts';
import { comparedJson, habitsJson, type Opinion, secondOpinionsJson } from '../core/attention.ts';

export const readHabits = (db: Db, workspace_id: string) =>
  callJson(db, 'read_review_habits', { p_workspace: workspace_id }, habitsJson);

export const readSecondOpinions = (db: Db, workspace_id: string) =>
  callJson(db, 'read_second_opinions', { p_workspace: workspace_id }, secondOpinionsJson);

/** Says what a second person thinks of a draft; nothing changes by it. */
export const giveSecondOpinion = (db: Db, workspace_id: string, proposal_id: string, given: Opinion) =>
  callJson(
    db,
    'give_second_opinion',
    { p_workspace: workspace_id, p_proposal: proposal_id, p_opinion: given },
    comparedJson,
  );
