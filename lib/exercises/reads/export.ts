import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { exportScope } from '../core/export.ts';
import { previewExport } from '../services/export.ts';

/** What exercises would lose in each format of another tool. The file itself is `POST /api/v1/{workspace}/exports`. */
export const exportPreviewRead = defineRead({
  name: 'export-preview',
  method: 'POST',
  permission: 'content.read',
  input: z.object({ scope: exportScope }),
  run: ({ db, workspace }, { scope }) => previewExport(db, { workspace_id: workspace.id, scope }),
});
