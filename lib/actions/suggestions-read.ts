import { z } from 'zod';
import { readSuggestions } from '#lib/services/suggestions';
import { defineRead } from './define-read.ts';

/** Read by its address: reading all lessons takes seconds, and acts go to the server one after the other. */
export const suggestionsRead = defineRead({
  name: 'suggestions',
  permission: 'content.read',
  input: z.object({}),
  run: ({ db, workspace }) => readSuggestions(db, workspace.id),
});
