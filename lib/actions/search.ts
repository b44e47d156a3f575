'use server';

import { z } from 'zod';
import { searchTitles } from '#lib/data/search';
import { defineAction } from './define-action.ts';

export const searchTitlesAction = defineAction({
  name: 'search.titles',
  permission: 'content.read',
  input: z.object({ typed: z.string().max(200) }),
  run: ({ db, workspace }, input) => searchTitles(db, workspace.id, input.typed),
});
