'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { createPersona } from '../services/personas.ts';

export const createPersonaAction = defineAction({
  name: 'persona.create',
  permission: 'content.write',
  input: z.object({ display_name: z.string() }),
  run: ({ db, workspace }, { display_name }) => createPersona(db, workspace.id, display_name),
});
