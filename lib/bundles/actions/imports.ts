'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { discardImport, planLines } from '../data/imports.ts';
import { applyImport, readImport, readImports, readPlan, undoImport, withImport } from '../services/imports.ts';
import { promoteImport, stageImport } from '../services/stage.ts';

// The upload itself, which plans an import, is `POST /api/v1/{workspace}/imports`: actions are no place for large bodies.

const import_id = z.uuid();

export const listImportsAction = defineAction({
  name: 'import.list',
  permission: 'content.read',
  input: z.object({}),
  run: ({ db, workspace }) => readImports(db, workspace.id),
});

export const readImportAction = defineAction({
  name: 'import.read',
  permission: 'content.read',
  input: z.object({ import_id }),
  run: ({ db, workspace }, input) => readImport(db, workspace.id, input.import_id),
});

export const readPlanAction = defineAction({
  name: 'import.plan',
  permission: 'import.run',
  input: z.object({ import_id }),
  run: ({ db, workspace }, input) => readPlan(db, workspace.id, input.import_id),
});

export const planLinesAction = defineAction({
  name: 'import.lines',
  permission: 'import.run',
  input: z.object({
    import_id,
    actions: z.array(z.enum(['create', 'update', 'unchanged', 'conflict'])),
    after: z.number().int().min(0),
  }),
  run: ({ db, workspace }, { import_id, actions, after }) =>
    withImport(db, workspace.id, import_id, () => planLines(db, import_id, actions, after)),
});

export const applyImportAction = defineAction({
  name: 'import.apply',
  permission: 'import.run',
  input: z.object({ import_id, conflicts: z.enum(['refuse', 'ours', 'theirs']) }),
  run: ({ db, workspace }, { import_id, conflicts }) =>
    withImport(db, workspace.id, import_id, () => applyImport(db, import_id, conflicts)),
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
