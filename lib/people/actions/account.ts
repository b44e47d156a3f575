'use server';

import { headers } from 'next/headers';
import { z } from 'zod';
import { definePersonAction } from '#lib/base/actions/define-action.ts';
import { CALLER_HEADER } from '#lib/base/core/caller.ts';
import { fail } from '#lib/base/core/problem.ts';
import { tokenClient } from '#lib/base/data/clients/token.ts';
import { env } from '#lib/base/env.ts';
import { displayName, newPassword } from '../core/account.ts';
import { isDemoPerson } from '../core/demo.ts';
import { MOST_PICTURE_BYTES } from '../core/picture.ts';
import { setDisplayName } from '../data/account.ts';
import { changePassword, changePicture } from '../services/account.ts';
import { tries } from '../services/sign-in-limit.ts';

export const renameAction = definePersonAction({
  name: 'account.rename',
  permission: 'signed_in',
  input: z.object({ display_name: displayName }),
  run: ({ db, user_id }, input) => setDisplayName(db, user_id, input.display_name),
});

/** A picture in base64, cut and scaled by the browser; null takes it away. */
export const changePictureAction = definePersonAction({
  name: 'account.picture',
  permission: 'signed_in',
  input: z.object({
    content: z
      .base64()
      .max(Math.ceil((MOST_PICTURE_BYTES * 4) / 3) + 4)
      .nullable(),
  }),
  run: ({ db }, { content }) => changePicture(db, content),
});

export const changePasswordAction = definePersonAction({
  name: 'account.password',
  permission: 'signed_in',
  input: z.object({ current: z.string().max(1_000), next: newPassword }),
  run: async ({ db, email }, input) => {
    if (env().embedded && isDemoPerson(email))
      return fail('forbidden', 'The people of the demo keep their password: everybody signs in as them.');
    const caller = (await headers()).get(CALLER_HEADER) ?? '';
    if (!tries.take(caller, email))
      return fail('unavailable', 'Too many tries from here. Wait five minutes, then try again.');
    const changed = await changePassword(db, { email, ...input }, prove, Date.now());
    if (changed.ok) tries.giveBack(caller, email);
    return changed;
  },
});

async function prove(email: string, password: string): Promise<boolean> {
  const { supabaseUrl, publishableKey } = env();
  const alone = tokenClient(supabaseUrl, publishableKey);
  const { error } = await alone.auth.signInWithPassword({ email, password });
  if (error) return false;
  await alone.auth.signOut({ scope: 'local' });
  return true;
}
