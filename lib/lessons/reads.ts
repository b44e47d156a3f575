import { z } from 'zod';
import { LONGEST_LESSON } from '#lib/base/core/content-kinds.ts';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { renderPreview } from './services.ts';

/** A text as readers would see it; it need not be saved. */
export const previewRead = defineRead({
  name: 'preview',
  method: 'POST',
  permission: 'content.read',
  input: z.object({ content_md: z.string().max(LONGEST_LESSON) }),
  run: ({ db, workspace }, input) => renderPreview(db, workspace, input.content_md),
});
