'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { discardImport } from '../data/imports.ts';
import { beginApplying, undoImport, withImport } from '../services/imports.ts';
import { promoteImport, stageImport } from '../services/stage.ts';

// The upload itself, which plans an import, is `POST /api/v1/{workspace}/imports`: actions are no place for large bodies.

const import_id = z.uuid();

export const applyImportAction = defineAction({
  name: 'import.apply',
  permission: 'import.run',
  input: z.object({ import_id, conflicts: z.enum(['refuse', 'ours', 'theirs']) }),
  run: ({ db, workspace }, { import_id, conflicts }) =>
    withImport(db, workspace.id, import_id, () => beginApplying(db, workspace.id, import_id, conflicts)),
});

export const discardImportAction = defineAction({
  name: 'import.discard',
  permission: 'import.run',
  input: z.object({ import_id }),
  run: ({ db, workspace }, { import_id }) =>
    withImport(db, workspace.id, import_id, () => discardImport(db, import_id)),
});

export const undoImportAction = defineAction({
  name: 'import.undo',
  permission: 'import.run',
  input: z.object({ import_id }),
  run: ({ db, workspace }, input) => undoImport(db, workspace.id, input.import_id),
});

export const stageImportAction = defineAction({
  name: 'import.stage',
  permission: 'snapshot.stage',
  input: z.object({ import_id, version_label: z.string().trim().max(100).optional() }),
  run: ({ db, workspace }, input) => stageImport(db, workspace.id, input.import_id, input.version_label),
});

export const promoteImportAction = defineAction({
  name: 'import.promote',
  permission: 'snapshot.promote',
  input: z.object({ import_id }),
  run: ({ db, workspace }, input) => promoteImport(db, workspace.id, input.import_id),
});
