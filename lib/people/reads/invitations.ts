import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { listInvitations, listMyInvitations } from '../data/invitations.ts';

const input = z.object({});

export const invitationsRead = defineRead({
  name: 'invitations',
  permission: 'member.manage',
  input,
  run: ({ db, workspace }) => listInvitations(db, workspace.id),
});

/** What waits for the person themselves, whatever workspace they look at just now. */
export const myInvitationsRead = defineRead({
  name: 'my-invitations',
  permission: 'member.read',
  input,
  run: ({ db }) => listMyInvitations(db),
});
