/** Words of the sign-in page. */
export const signInText = {
  title: 'Sign in to Trailwright',
  subtitle: 'The studio for trails of short lessons.',
  email: 'E-mail',
  password: 'Password',
  signIn: 'Sign in',
  sendLink: 'E-mail me a sign-in link',
  linkSent: 'Check your inbox',
  linkSentTo: (email: string) => `A link to sign in is on its way to ${email}. It works once, for one hour.`,
  emailNeeded: 'Enter your e-mail address, like ada@example.org.',
  passwordNeeded: 'Enter your password.',
  unreachable: 'The studio did not answer.',
  unreachableNext: 'Check your connection and try again in a moment.',
  demo: 'Look around in the demo workspace',
  signInAs: (name: string) => `Sign in as ${name}`,
  ended: 'Your session has ended. Sign in to pick up where you were.',
  used: 'This link has been used before, or is older than an hour. Ask for another one.',
  linkTitle: 'Almost there',
  linkLead:
    'Press the button to sign in on this device. The link in your mail works once, so it waits for you to do this.',
  linkButton: 'Sign in to Trailwright',
  linkNot: 'If you did not ask for the link, close this page: nobody gets in without it.',
  /** What each role may do, in a few words. */
  may: {
    editor: 'Writes and arranges, imports, stages snapshots',
    reviewer: 'Also approves drafts',
    admin: 'Also promotes, rolls back, manages members',
  },
} as const;
