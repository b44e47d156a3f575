'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { lessonChange, passageChange } from '../core/change.ts';
import * as data from '../data/changes.ts';
import { acceptSuggestion, suggestPassage } from '../services/changes.ts';

const lesson = z.object({ spark_id: z.uuid() });

export const proposeChangeAction = defineAction({
  name: 'review.propose',
  permission: 'content.write',
  input: lesson.extend({ change: lessonChange }),
  run: ({ db, workspace }, { spark_id, change }) => data.proposeChange(db, workspace.id, spark_id, change),
});

export const suggestPassageAction = defineAction({
  name: 'review.suggest',
  permission: 'content.write',
  input: lesson.extend({ change: passageChange }),
  run: ({ db, workspace }, { spark_id, change }) => suggestPassage(db, workspace.id, spark_id, change),
});

export const acceptSuggestionAction = defineAction({
  name: 'review.accept',
  permission: 'review.decide',
  input: z.object({ proposal_id: z.uuid() }),
  run: ({ db, workspace }, { proposal_id }) => acceptSuggestion(db, workspace.id, proposal_id),
});
