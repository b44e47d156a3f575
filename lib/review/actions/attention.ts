'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { opinion } from '../core/attention.ts';
import * as data from '../data/attention.ts';

export const giveSecondOpinionAction = defineAction({
  name: 'review.second_opinion',
  permission: 'review.decide',
  input: z.object({ proposal_id: z.uuid(), opinion }),
  run: ({ db, workspace }, { proposal_id, opinion: given }) =>
    data.giveSecondOpinion(db, workspace.id, proposal_id, given),
});
