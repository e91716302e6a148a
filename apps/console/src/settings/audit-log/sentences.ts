import { roleInSentence } from '../../roles.js';
import type { AuditLogList } from '../../api-client/index.js';

export type AuditRecord = AuditLogList['items'][number];
/** Plain words, and what is to stand out among them. */
export type Part = string | { readonly strong: string };

interface Sentences {
  /** The number the API filters by. */
  readonly number: number;
  /** What it is called in a list of kinds. */
  readonly name: string;
  /** What follows the name of who did it. */
  readonly did: (record: AuditRecord) => readonly Part[];
  /** What follows "tried to", when it was refused or failed. */
  readonly tried: string;
}

const strong = (text: string): Part => ({ strong: text });
const target = ({ target: { name } }: AuditRecord): Part => strong(name ?? 'somebody whose name was erased');
const after = (record: AuditRecord, field: string): unknown => record.changes[field]?.after;
const before = (record: AuditRecord, field: string): unknown => record.changes[field]?.before;
const text = (value: unknown): string => (typeof value === 'string' ? value : 'nothing');
const roles = (value: unknown): string =>
  Array.isArray(value) ? value.map((name) => roleInSentence(String(name))).join(', ') : 'no role';

/** `as editor`, where the record says so. */
const as = (given: unknown): readonly Part[] => (given ? [' as ', strong(roles(given))] : []);

function updatedWorkspace(record: AuditRecord): readonly Part[] {
  if (!record.changes['name']) return ['changed the logo of the workspace'];
  return [
    'renamed the workspace from ',
    strong(text(before(record, 'name'))),
    ' to ',
    strong(text(after(record, 'name'))),
  ];
}

function updatedSettings(record: AuditRecord): readonly Part[] {
  const required = after(record, 'two_factor_required');
  if (typeof required !== 'boolean') return ['changed what the workspace asks of its users'];
  return [
    required ? 'made two-factor authentication required' : 'no longer requires two-factor authentication',
  ];
}

function updatedMember(record: AuditRecord): readonly Part[] {
  if (!record.changes['roles']) return ['changed the nickname of ', target(record)];
  const [from, to] = [before(record, 'roles'), after(record, 'roles')].map((given) => strong(roles(given)));
  return ['changed the role of ', target(record), ' from ', from ?? '', ' to ', to ?? ''];
}

/** A sentence for everything that is recorded, by the activity's name. */
export const sentences: Readonly<Record<string, Sentences>> = {
  'user.signed_in': {
    number: 1,
    name: 'Entered the workspace',
    did: () => ['signed in and entered the workspace'],
    tried: 'enter the workspace',
  },
  'two_factor.enrolment_started': {
    number: 22,
    name: 'Two-factor authentication begun',
    did: () => ['began to set up two-factor authentication'],
    tried: 'set up two-factor authentication',
  },
  'two_factor.enabled': {
    number: 23,
    name: 'Two-factor authentication on',
    did: () => ['turned on two-factor authentication'],
    tried: 'turn on two-factor authentication',
  },
  'two_factor.replacement_started': {
    number: 24,
    name: 'Authenticator app: replacement begun',
    did: () => ['began to move to another authenticator app'],
    tried: 'move to another authenticator app',
  },
  'two_factor.replaced': {
    number: 25,
    name: 'Authenticator app replaced',
    did: () => ['moved to another authenticator app'],
    tried: 'move to another authenticator app',
  },
  'two_factor.disabled': {
    number: 26,
    name: 'Two-factor authentication off',
    did: () => ['switched off two-factor authentication'],
    tried: 'switch off two-factor authentication',
  },
  'two_factor.recovery_codes_generated': {
    number: 27,
    name: 'Recovery codes made',
    did: () => ['made new recovery codes'],
    tried: 'make new recovery codes',
  },
  'two_factor.recovery_code_used': {
    number: 28,
    name: 'Recovery code used',
    did: () => ['used a recovery code'],
    tried: 'use a recovery code',
  },
  'two_factor.challenge_failed': {
    number: 29,
    name: 'Wrong code at sign-in',
    did: () => ['gave a wrong code when signing in'],
    tried: 'sign in with a wrong code',
  },
  'two_factor.challenge_ended': {
    number: 30,
    name: 'Too many wrong codes at sign-in',
    did: () => ['gave too many wrong codes when signing in'],
    tried: 'sign in with too many wrong codes',
  },
  'two_factor.signed_in': {
    number: 31,
    name: 'Second factor shown',
    did: () => ['showed the second factor when signing in'],
    tried: 'show the second factor',
  },
  'workspace.created': {
    number: 1001,
    name: 'Workspace created',
    did: (record) => ['created the workspace ', target(record)],
    tried: 'create a workspace',
  },
  'workspace.updated': {
    number: 1002,
    name: 'Workspace changed',
    did: updatedWorkspace,
    tried: 'change the workspace',
  },
  'workspace.sessions_ended': {
    number: 1003,
    name: 'All users logged out',
    did: () => ['logged all users out of the workspace'],
    tried: 'log all users out of the workspace',
  },
  'workspace.settings_updated': {
    number: 1004,
    name: 'Entry rules changed',
    did: updatedSettings,
    tried: 'change what the workspace asks of its users',
  },
  'member.invited': {
    number: 1010,
    name: 'Member invited',
    did: (record) => ['invited ', target(record), ...as(after(record, 'roles'))],
    tried: 'invite somebody',
  },
  'member.updated': {
    number: 1011,
    name: 'Member changed',
    did: updatedMember,
    tried: 'change a member',
  },
  'member.removed': {
    number: 1012,
    name: 'Member removed',
    did: (record) => ['removed ', target(record), ' from the workspace'],
    tried: 'remove a member',
  },
  'member.left': {
    number: 1013,
    name: 'Member left',
    did: () => ['left the workspace'],
    tried: 'leave the workspace',
  },
  'invitation.resent': {
    number: 1020,
    name: 'Invitation sent again',
    did: (record) => ['sent the invitation to ', target(record), ' again'],
    tried: 'send an invitation again',
  },
  'invitation.revoked': {
    number: 1021,
    name: 'Invitation withdrawn',
    did: (record) => ['withdrew the invitation to ', target(record)],
    tried: 'withdraw an invitation',
  },
  'invitation.declined': {
    number: 1022,
    name: 'Invitation declined',
    did: () => ['declined the invitation'],
    tried: 'decline an invitation',
  },
  'invitation.accepted': {
    number: 1023,
    name: 'Invitation accepted',
    did: () => ['accepted the invitation and joined the workspace'],
    tried: 'accept an invitation',
  },
  'invitation.waits_for_confirmation': {
    number: 1024,
    name: 'Acceptance waits',
    did: () => ['accepted the invitation and waits for an admin to let them in'],
    tried: 'accept an invitation',
  },
  'invitation.confirmed': {
    number: 1025,
    name: 'Acceptance confirmed',
    did: (record) => ['let ', target(record), ' in'],
    tried: 'let somebody in',
  },
  'role.created': {
    number: 1030,
    name: 'Role created',
    did: (record) => ['created the role ', target(record)],
    tried: 'create a role',
  },
  'role.updated': {
    number: 1031,
    name: 'Role changed',
    did: (record) => ['changed the role ', target(record)],
    tried: 'change a role',
  },
  'role.deleted': {
    number: 1032,
    name: 'Role deleted',
    did: (record) => ['deleted the role ', target(record)],
    tried: 'delete a role',
  },
  'access.refused': {
    number: 1099,
    name: 'Access refused',
    did: () => ['was refused'],
    tried: 'see something',
  },
  'account.created': {
    number: 1201,
    name: 'Account created',
    did: () => ['created their account'],
    tried: 'create an account',
  },
  'account.updated': {
    number: 1202,
    name: 'Name changed',
    did: () => ['changed their name'],
    tried: 'change their name',
  },
  'account.signed_in': { number: 1203, name: 'Signed in', did: () => ['signed in'], tried: 'sign in' },
  'account.sign_in_failed': {
    number: 1204,
    name: 'Sign-in failed',
    did: () => ['could not sign in'],
    tried: 'sign in',
  },
  'account.signed_out': { number: 1205, name: 'Signed out', did: () => ['signed out'], tried: 'sign out' },
  'account.password_changed': {
    number: 1206,
    name: 'Password changed',
    did: () => ['changed their password'],
    tried: 'change their password',
  },
  'account.password_reset_requested': {
    number: 1207,
    name: 'Password reset asked for',
    did: () => ['asked for a link to choose a new password'],
    tried: 'ask for a link to choose a new password',
  },
  'account.password_reset': {
    number: 1208,
    name: 'Password reset',
    did: () => ['chose a new password by a mailed link'],
    tried: 'choose a new password by a mailed link',
  },
  'account.session_ended': {
    number: 1209,
    name: 'Logged out of one device',
    did: () => ['logged out of one device'],
    tried: 'log out of one device',
  },
  'account.sessions_ended': {
    number: 1210,
    name: 'Logged out of all devices',
    did: () => ['logged out of all devices'],
    tried: 'log out of all devices',
  },
  'account.reauthenticated': {
    number: 1211,
    name: 'Fresh login',
    did: () => ['proved again who they are'],
    tried: 'prove again who they are',
  },
};

/** An activity this console is too old to know still has a line, with the name it has in the API. */
export function sentenceOf(record: AuditRecord): readonly Part[] {
  const known = sentences[record.activity];
  if (record.outcome !== 'done') return ['tried to ', known?.tried ?? record.activity];
  return known?.did(record) ?? ['did ', strong(record.activity)];
}

export const actorOf = ({ user_name, user_email, actor_type }: AuditRecord): string =>
  user_name ?? user_email ?? (actor_type === 'system' ? 'The system' : 'Somebody whose name was erased');
