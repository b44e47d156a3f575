'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { dismissSuggestion } from '../data/suggestions.ts';

export const dismissSuggestionAction = defineAction({
  name: 'suggestions.dismiss',
  permission: 'content.write',
  input: z.object({ source_id: z.uuid(), target_id: z.uuid(), is_dismissed: z.boolean() }),
  run: ({ db, workspace }, pair) => dismissSuggestion(db, workspace.id, pair),
});
