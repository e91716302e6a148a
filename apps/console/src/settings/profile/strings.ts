export const profile = {
  title: 'Profile',
  text: 'How others see you, in every workspace you belong to.',
  email: 'E-mail address',
  emailHint: 'You sign in with it, and notices go there.',
  save: 'Save',
  saved: 'Your name is saved.',
};
