import { z } from 'zod';
import { defineRead } from '#lib/base/actions/define-read.ts';
import { readSuggestions } from '../services/suggestions.ts';

/** Read by its address: reading all lessons takes seconds, and change sets go to the server one after the other. */
export const suggestionsRead = defineRead({
  name: 'suggestions',
  permission: 'content.read',
  input: z.object({}),
  run: ({ db, workspace }) => readSuggestions(db, workspace.id),
});
