import type { Role } from '#lib/base/core/permissions.ts';

const roles: Record<Role, string> = { editor: 'editor', reviewer: 'reviewer', admin: 'admin' };

/** Words of being invited: the admin's side stands in the settings. */
export const invitationText = {
  title: (workspace: string) => `Join “${workspace}”`,
  from: (by: string | null, role: Role) =>
    by
      ? `${by} invites you to this workspace as ${roles[role]}.`
      : `You are invited to this workspace as ${roles[role]}.`,
  ends: 'Ends',
  madeOutFor: (email: string) => `This invitation is for ${email}.`,
  accept: 'Accept',
  acceptOf: (workspace: string) => `Accept the invitation to ${workspace}`,
  decline: 'Decline',
  declineOf: (workspace: string) => `Decline the invitation to ${workspace}`,
  declined: (workspace: string) => `The invitation to ${workspace} is declined`,
  accepted: (workspace: string) => `You are in “${workspace}” now`,
  declinedTitle: 'Invitation declined',
  declinedWhy: 'You are not in the workspace. Nobody but its admins is told.',
  notAnswered: 'The invitation was not answered',

  goneTitle: 'This link leads nowhere',
  goneWhy:
    'The invitation was answered or withdrawn, another one has taken its place, or its seven days are over. Ask whoever sent it for a new link.',
  notRead: 'The invitation could not be read',
  toStudio: 'Go to the studio',

  otherTitle: (email: string) => `You are signed in as ${email}`,
  otherWhy: 'Sign out to accept with the address that was invited, or ask for an invitation to this one.',
  signOut: 'Sign out',

  newTitle: 'New here?',
  newLead: 'Choose a name and a password. That makes your account.',
  name: 'Your name',
  nameHelp: 'What colleagues see beside what you write.',
  password: 'Password',
  passwordHelp: 'At least 10 characters.',
  join: 'Make account and join',
  oldTitle: 'Already have an account?',
  oldLead: (email: string) => `Sign in with ${email}; you come back here to accept.`,
  signIn: 'Sign in',
  mailLead: (email: string) =>
    `Sign in with ${email} first, by password or by a link that is mailed to you. You come back here to accept; if not, the invitation waits on your first page.`,
  signInToAccept: 'Sign in to accept',

  waitingTitle: 'Invitations',
  waitingLead: (email: string) => `Waiting for ${email}. You are in a workspace once you accept, and not before.`,
  noneTitle: 'No invitation is waiting',
  noneWhy: 'An admin invites you by your address, or you make a workspace of your own.',
  newWorkspace: 'Create a workspace',
  homeHeading: 'Invitations to you',
} as const;
