import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { readSuggestions } from '../services/suggestions.ts';

/** Likely links. Reading all lessons takes seconds, and whoever asks meanwhile waits for the same answer. */
export const suggestionsRead = defineRead({
  name: 'suggestions',
  permission: 'content.read',
  input: z.object({}),
  run: ({ db, workspace }) => readSuggestions(db, workspace.id),
  isShared: true,
});
