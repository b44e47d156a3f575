'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { PROFILE_KINDS } from '../core/profiles.ts';
import { saveProfile } from '../services/profiles.ts';

export const saveProfileAction = defineAction({
  name: 'profile.save',
  permission: 'content.write',
  input: z.object({
    kind: z.enum(PROFILE_KINDS),
    owner_id: z.uuid(),
    key: z.string().max(200).optional(),
    seen: z.uuid().optional(),
    base: z.record(z.string(), z.unknown()),
    patch: z.record(z.string(), z.unknown()),
  }),
  run: ({ db, workspace }, edit) => saveProfile(db, workspace.id, edit),
});
