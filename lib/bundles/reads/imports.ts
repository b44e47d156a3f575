import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { planLines } from '../data/imports.ts';
import { readImport, readImports, readPlan, withImport } from '../services/imports.ts';

const import_id = z.uuid();

/** The log. Whoever looks ends the imports whose process is gone, so asking leaves a trace. */
export const importsRead = defineRead({
  name: 'imports',
  method: 'POST',
  permission: 'content.read',
  input: z.object({}),
  run: ({ db, workspace }) => readImports(db, workspace.id),
});

/** One import; like the log, it ends what is abandoned. */
export const importRead = defineRead({
  name: 'import',
  method: 'POST',
  permission: 'content.read',
  input: z.object({ import_id }),
  run: ({ db, workspace }, input) => readImport(db, workspace.id, input.import_id),
});

/** The plan of an import, made anew: what the database remembers of the earlier one is written over. */
export const importPlanRead = defineRead({
  name: 'import-plan',
  method: 'POST',
  permission: 'import.run',
  input: z.object({ import_id }),
  run: ({ db, workspace }, input) => readPlan(db, workspace.id, input.import_id),
});

export const importLinesRead = defineRead({
  name: 'import-lines',
  permission: 'import.run',
  input: z.object({
    import_id,
    actions: z.array(z.enum(['create', 'update', 'unchanged', 'conflict'])),
    after: z.number().int().min(0),
  }),
  run: ({ db, workspace }, { import_id, actions, after }) =>
    withImport(db, workspace.id, import_id, () => planLines(db, import_id, actions, after)),
});
