'use server';

import { z } from 'zod';
import { NAMED_KINDS } from '#lib/core/content-kinds';
import { ok } from '#lib/core/problem';
import { exportBundle } from '#lib/services/exports';
import { defineAction } from './define-action.ts';

/** A bundle of some of the working content as the text of a file. */
export const exportSelectionAction = defineAction({
  name: 'export.selection',
  permission: 'content.read',
  input: z.object({
    only: z
      .array(z.object({ kind: z.enum(NAMED_KINDS), slug: z.string() }))
      .min(1)
      .max(20_000),
  }),
  run: async ({ db, workspace }, { only }) => {
    const bundle = await exportBundle(db, { workspace_id: workspace.id, now: new Date(), only });
    return bundle.ok ? ok(`${JSON.stringify(bundle.data, null, 2)}\n`) : bundle;
  },
});
