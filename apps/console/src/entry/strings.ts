import { passwordMinLength } from '../page-data.js';

export const strays = {
  notFoundTitle: 'Nothing here',
  notFoundText: 'The address may be mistyped, or you may not have access to what it leads to.',
  home: 'Go to my workspaces',
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

export const signIn = {
  title: 'Sign in',
  submit: 'Sign in',
  noAccount: 'No account yet?',
  signUp: 'Sign up',
  ended: 'The workspace has signed its users out. Sign in again to go on.',
  confirmed: 'Your address is confirmed. Sign in to go on.',
  unverified: 'Confirm your address first: a new link is in your mail.',
};

export const signUp = {
  title: 'Create your account',
  submit: 'Create account',
  haveAccount: 'Have an account?',
  signIn: 'Sign in',
  mailTitle: 'Check your mail',
  mailText: (email: string) =>
    `We have sent a link to ${email}. Open it to finish. It works once, for 24 hours.`,
  again: 'Send another link',
  sentAgain: 'Another link is on its way.',
  other: 'Use another address',
  devInbox: 'Open the inbox of this machine',
};

export const verifyEmail = {
  title: 'Confirm your e-mail address',
  text: (email: string) => `Confirm that ${email} is yours. Your account is then ready.`,
  submit: 'Confirm my address',
  signIn: 'Sign in',
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
