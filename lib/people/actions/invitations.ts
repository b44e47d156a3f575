'use server';

import { z } from 'zod';
import { defineAction, definePersonAction } from '#lib/base/actions/define-action.ts';
import { ROLES } from '#lib/base/core/permissions.ts';
import { env } from '#lib/base/env.ts';
import * as data from '../data/invitations.ts';
import { inviteByLink } from '../services/invitations.ts';

const email = z.email('Write an address like name@example.org.');

export const inviteAction = defineAction({
  name: 'member.invite',
  permission: 'member.manage',
  input: z.object({ email, role: z.enum(ROLES) }),
  run: ({ db, workspace }, input) => inviteByLink(db, workspace.id, input, env().siteUrl),
});

export const withdrawInvitationAction = defineAction({
  name: 'member.withdraw_invitation',
  permission: 'member.manage',
  input: z.object({ email }),
  run: ({ db, workspace }, input) => data.withdrawInvitation(db, workspace.id, input.email),
});

export const answerInvitationAction = definePersonAction({
  name: 'invitation.answer',
  permission: 'signed_in',
  input: z.object({ id: z.uuid(), accepts: z.boolean() }),
  run: ({ db }, { id, accepts }) => data.answerInvitation(db, id, accepts),
});
