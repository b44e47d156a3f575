import { z } from 'zod';
import { NAMED_KINDS } from '#lib/base/core/content-kinds.ts';
import { ok } from '#lib/base/core/problem.ts';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { exportBundle } from '../services/exports.ts';
import { exportCourses, exportUnits } from '../services/outside-export.ts';

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

/** A concept as a unit file or a trail as a course export: the text of a file that goes out as it came. */
export const exportFileRead = defineRead({
  name: 'export-file',
  method: 'POST',
  permission: 'content.read',
  input: z.object({ format: z.enum(['unit', 'course']), slug: z.string() }),
  run: async ({ db, workspace }, { format, slug }) => {
    const write = format === 'unit' ? exportUnits : exportCourses;
    const files = await write(db, { workspace_id: workspace.id }, [slug]);
    return files.ok ? ok(`${JSON.stringify(files.data[0]?.content, null, 2)}\n`) : files;
  },
});
