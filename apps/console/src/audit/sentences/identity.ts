import type { SentencesOf } from './sentence.js';

export const identitySentences = {
  'user.signed_in': {
    name: 'Entered the workspace',
    did: 'signed in and entered the workspace',
    tried: 'enter the workspace',
  },
  'two_factor.enrolment_started': {
    name: 'Two-factor authentication begun',
    did: 'began to set up two-factor authentication',
    tried: 'set up two-factor authentication',
  },
  'two_factor.enabled': {
    name: 'Two-factor authentication on',
    did: 'turned on two-factor authentication',
    tried: 'turn on two-factor authentication',
  },
  'two_factor.replacement_started': {
    name: 'Authenticator app: replacement begun',
    did: 'began to move to another authenticator app',
    tried: 'move to another authenticator app',
  },
  'two_factor.replaced': {
    name: 'Authenticator app replaced',
    did: 'moved to another authenticator app',
    tried: 'move to another authenticator app',
  },
  'two_factor.disabled': {
    name: 'Two-factor authentication off',
    did: 'switched off two-factor authentication',
    tried: 'switch off two-factor authentication',
  },
  'two_factor.recovery_codes_generated': {
    name: 'Recovery codes made',
    did: 'made new recovery codes',
    tried: 'make new recovery codes',
  },
  'two_factor.recovery_code_used': {
    name: 'Recovery code used',
    did: 'used a recovery code',
    tried: 'use a recovery code',
  },
  'two_factor.challenge_failed': {
    name: 'Wrong code at sign-in',
    did: 'gave a wrong code when signing in',
    tried: 'sign in with a wrong code',
  },
  'two_factor.challenge_ended': {
    name: 'Too many wrong codes at sign-in',
    did: 'gave too many wrong codes when signing in',
    tried: 'sign in with too many wrong codes',
  },
  'two_factor.signed_in': {
    name: 'Second factor shown',
    did: 'showed the second factor when signing in',
    tried: 'show the second factor',
  },
  'account.created': { name: 'Account created', did: 'created their account', tried: 'create an account' },
  'account.updated': { name: 'Name changed', did: 'changed their name', tried: 'change their name' },
  'account.signed_in': { name: 'Signed in', did: 'signed in', tried: 'sign in' },
  'account.sign_in_failed': { name: 'Sign-in failed', did: 'could not sign in', tried: 'sign in' },
  'account.signed_out': { name: 'Signed out', did: 'signed out', tried: 'sign out' },
  'account.password_changed': {
    name: 'Password changed',
    did: 'changed their password',
    tried: 'change their password',
  },
  'account.password_reset_requested': {
    name: 'Password reset asked for',
    did: 'asked for a link to choose a new password',
    tried: 'ask for a link to choose a new password',
  },
  'account.password_reset': {
    name: 'Password reset',
    did: 'chose a new password by a mailed link',
    tried: 'choose a new password by a mailed link',
  },
  'account.session_ended': {
    name: 'Logged out of one device',
    did: 'logged out of one device',
    tried: 'log out of one device',
  },
  'account.sessions_ended': {
    name: 'Logged out of all devices',
    did: 'logged out of all devices',
    tried: 'log out of all devices',
  },
  'account.reauthenticated': {
    name: 'Fresh login',
    did: 'proved again who they are',
    tried: 'prove again who they are',
  },
} satisfies SentencesOf<'user' | 'two_factor' | 'account'>;
