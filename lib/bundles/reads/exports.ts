import { z } from 'zod';
import { NAMED_KINDS } from '#lib/base/core/content-kinds.ts';
import { ok } from '#lib/base/core/problem.ts';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { exportBundle } from '../services/exports.ts';

/** A bundle of some of the working content as the text of a file. */
export const exportRead = defineRead({
  name: 'export',
  method: 'POST',
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
