import { passwordMinLength } from '../../ui/page-data.js';

export const strays = {
  notFoundTitle: 'Nothing here',
  notFoundText: 'The address may be mistyped, or you may not have access to what it leads to.',
  errorTitle: 'Something went wrong',
  suspendedTitle: 'Your membership is suspended',
  suspendedText: 'Ask an admin of this workspace to let you in again.',
};

export const fields = {
  email: 'E-mail address',
  password: 'Password',
  firstName: 'First name',
  lastName: 'Last name',
  passwordHint: `At least ${passwordMinLength} characters. A few random words are easy to remember and hard to guess.`,
};

export const devInboxText = 'Open the inbox of this machine';

export const signIn = {
  title: 'Sign in',
  submit: 'Sign in',
  noAccount: 'No account yet?',
  signUp: 'Sign up',
  ended: 'The workspace has signed its users out. Sign in again to go on.',
  confirmed: 'Your address is confirmed. Sign in to go on.',
  forgot: 'Forgot your password?',
  reset: 'Your password is changed, and every session was ended. Sign in with the new one.',
  signedOut: 'You are signed out on all devices.',
  unverified: 'Confirm your address first: a new link is in your mail.',
};

export const codeStep = {
  submit: 'Sign in',
  startOver: 'Start over',
  app: {
    title: 'Enter your code',
    text: 'Your authenticator app shows six digits for this account.',
    label: 'Code',
    other: 'Use a recovery code instead',
  },
  recovery: {
    title: 'Enter a recovery code',
    text: 'You got ten of them when you set up your authenticator app. Each works once.',
    label: 'Recovery code',
    other: 'Use the authenticator app instead',
  },
};

export const forgotPassword = {
  title: 'Forgot your password?',
  text: 'Enter the address you sign in with. A link to choose a new password goes there.',
  submit: 'Send the link',
  askedTitle: 'Check your mail',
  askedText: (email: string) =>
    `If there is an account for ${email}, a link is on its way. It works once, for 1 hour.`,
  other: 'Use another address',
  signIn: 'Back to sign in',
};

export const resetPassword = {
  title: 'Choose a new password',
  text: 'You are then signed out everywhere, and sign in with the new one.',
  newPassword: 'New password',
  submit: 'Change my password',
  again: 'Send me a new link',
  states: {
    expired: ['This link has expired', 'Links work for 1 hour. Ask for a new one.'],
    used: [
      'This link was already used',
      'It works once. Sign in with your new password, or ask for a new link.',
    ],
    revoked: ['This link is no longer good', 'Your password was changed since it was sent.'],
  },
  unknown: [
    'This link leads nowhere',
    'It may have been cut off in the mail. Copy all of it, or ask for a new one.',
  ],
} as const;

export const signUp = {
  title: 'Create your account',
  submit: 'Create account',
  haveAccount: 'Have an account?',
  mailTitle: 'Check your mail',
  mailText: (email: string) =>
    `We have sent a link to ${email}. Open it to finish. It works once, for 24 hours.`,
  again: 'Send another link',
  sentAgain: 'Another link is on its way.',
  other: 'Use another address',
};

export const verifyEmail = {
  title: 'Confirm your e-mail address',
  text: (email: string) => `Confirm that ${email} is yours. Your account is then ready.`,
  submit: 'Confirm my address',
  signUp: 'Sign up again',
  states: {
    expired: ['This link has expired', 'Links work for 24 hours. Sign up again to get a new one.'],
    used: ['This link was already used', 'Your address is confirmed. Sign in with your password.'],
    revoked: ['This link is no longer needed', 'Your address was confirmed another way. Sign in.'],
  },
  unknown: [
    'This link leads nowhere',
    'It may have been cut off in the mail. Copy all of it, or sign up again.',
  ],
} as const;
