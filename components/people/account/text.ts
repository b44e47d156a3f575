/** Words of the page of one's own account. */
export const accountText = {
  title: 'Your account',
  lead: (email: string) => `Signed in as ${email}.`,
  welcomeTitle: 'You are in',
  welcomeLead:
    'Your account is made. Add a picture if you like. Name, picture and password can be changed later, under your picture at the top right.',
  toWorkspace: 'Go to the workspace',
  back: 'Back to the studio',

  picture: 'Picture',
  pictureHelp: 'A PNG, JPEG or WebP. Its middle is cut to a square.',
  choosePicture: 'Choose a picture',
  changePicture: 'Choose another picture',
  removePicture: 'Remove picture',
  pictureSaved: 'Your picture is changed',
  pictureRemoved: 'Your picture is removed',
  pictureUnreadable: 'The browser cannot show this file as a picture.',

  name: 'Name',
  nameHelp: 'What colleagues see beside what you write.',
  saveName: 'Save name',
  nameSaved: 'Your name is changed',

  password: 'Password',
  passwordLead: 'A new one signs this account out everywhere else.',
  current: 'Current password',
  next: 'New password',
  nextHelp: 'At least 10 characters.',
  savePassword: 'Change password',
  passwordSaved: 'Your password is changed',
  currentNeeded: 'Write your current password.',
  show: 'Show password',
  hide: 'Hide password',
  demo: 'The people of the demo keep their password: everybody signs in as them.',
} as const;
