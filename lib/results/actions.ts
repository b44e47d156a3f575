'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { removeResults } from './data/imports.ts';

// Files come through `POST /api/v1/{workspace}/results`.

export const removeResultsAction = defineAction({
  name: 'results.remove',
  permission: 'import.run',
  input: z.object({ import_id: z.uuid() }),
  run: ({ db }, { import_id }) => removeResults(db, import_id),
});
