import type { ProfileActivity } from '../../api-client/index.js';

type AccountRecord = Pick<ProfileActivity['items'][number], 'activity' | 'outcome' | 'changes'>;

interface Line {
  readonly done: string | ((record: AccountRecord) => string);
  /** Where it can also fail. */
  readonly failed?: string;
}

const after = ({ changes }: AccountRecord, field: string): unknown => changes[field]?.after;
const before = ({ changes }: AccountRecord, field: string): unknown => changes[field]?.before;

/** The log of one's own account, told to its owner. It may not have been them, so it never says so. */
export const activityLines: Readonly<Record<string, Line>> = {
  'account.created': { done: 'Account created' },
  'account.updated': { done: 'Name changed' },
  'account.signed_in': { done: 'Signed in' },
  'account.sign_in_failed': { done: 'Sign-in failed', failed: 'Sign-in failed: the password was wrong' },
  'account.signed_out': { done: 'Signed out' },
  'account.password_changed': {
    done: 'Password changed',
    failed: 'Password not changed: the current one was wrong',
  },
  'account.password_reset_requested': { done: 'Link to choose a new password asked for' },
  'account.password_reset': { done: 'New password chosen by a mailed link' },
  'account.session_ended': { done: 'Logged out of one device' },
  'account.sessions_ended': {
    done: (record) => `Logged out of all devices${counted(before(record, 'sessions'))}`,
  },
  'account.reauthenticated': { done: 'Proved again who it is', failed: 'Could not prove who it is' },
  'two_factor.enrolment_started': { done: 'Began to set up two-factor authentication' },
  'two_factor.enabled': { done: 'Two-factor authentication turned on' },
  'two_factor.replacement_started': { done: 'Began to move to another authenticator app' },
  'two_factor.replaced': { done: 'Moved to another authenticator app' },
  'two_factor.disabled': { done: 'Two-factor authentication switched off' },
  'two_factor.recovery_codes_generated': { done: 'New recovery codes made' },
  'two_factor.recovery_code_used': {
    done: (record) => `Recovery code used${left(after(record, 'left'))}`,
  },
  'two_factor.challenge_failed': {
    done: 'Wrong code at sign-in',
    failed: 'Wrong code at sign-in, after the right password',
  },
  'two_factor.challenge_ended': {
    done: 'Sign-in ended',
    failed: 'Sign-in ended after too many wrong codes, after the right password',
  },
  'two_factor.signed_in': { done: 'Second factor shown at sign-in' },
};

const counted = (count: unknown) => (typeof count === 'number' ? ` (${count.toLocaleString()})` : '');
const left = (count: unknown) => (typeof count === 'number' ? `: ${count} left` : '');

/** An activity this console is too old to know still has a line, with the name it has in the API. */
export function lineOf(record: AccountRecord): string {
  const line = activityLines[record.activity];
  if (!line) return record.activity;
  if (record.outcome !== 'done' && line.failed) return line.failed;
  return typeof line.done === 'string' ? line.done : line.done(record);
}
