'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { versionName } from '../core/version-name.ts';
import { nameVersion, removeVersionName } from '../data/named-versions.ts';
import { restoreVersion } from '../data/versions.ts';

const revision_id = z.number().int().positive();

export const restoreVersionAction = defineAction({
  name: 'history.restore',
  permission: 'content.write',
  input: z.object({ revision_id, newest: z.number().int().positive() }),
  run: ({ db, workspace }, input) => restoreVersion(db, workspace.id, input.revision_id, input.newest),
});

export const nameVersionAction = defineAction({
  name: 'history.name',
  permission: 'content.write',
  input: z.object({ revision_id, name: z.string().refine((said) => versionName(said) !== null) }),
  run: ({ db, workspace }, input) => nameVersion(db, workspace.id, input.revision_id, input.name),
});

export const removeVersionNameAction = defineAction({
  name: 'history.remove_name',
  permission: 'content.write',
  input: z.object({ revision_id }),
  run: ({ db, workspace }, input) => removeVersionName(db, workspace.id, input.revision_id),
});
