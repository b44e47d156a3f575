/** Words of making a workspace. */
export const workspacesText = {
  title: 'Create a workspace',
  lead: 'A workspace is a team and its catalogue. You become its admin and can invite others.',
  name: 'Name',
  namePlaceholder: 'Version control academy',
  nameNeeded: 'Write a name of at least 2 characters.',
  slug: 'Slug',
  slugHelp: 'Part of every address. Lowercase letters, digits and hyphens.',
  create: 'Create workspace',
  back: 'Back',
  signedInAs: (email: string) => `Signed in as ${email}`,
} as const;
