import { roleInSentence } from '../../words/roles.js';
import type { AuditLogList } from '../../api-client/index.js';
import { dayOf } from '../../ui/day.js';

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

/** Somebody other than who did it; a name can be erased. */
const person = (name: unknown): Part =>
  strong(typeof name === 'string' ? name : 'somebody whose name was erased');

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

const counted = (count: number | null, one: string): string =>
  `${(count ?? 0).toLocaleString()} ${one}${count === 1 ? '' : 's'}`;

const role = (name: unknown): readonly Part[] => [strong(roleInSentence(text(name)))];

const ownedBy = (record: AuditRecord): readonly Part[] =>
  typeof after(record, 'owner') === 'string' ? [' for ', person(after(record, 'owner'))] : [];

/** It and those it made are counted together. */
const andBelow = ({ affected_count: count }: AuditRecord): readonly Part[] =>
  count !== null && count > 1 ? [' and ', strong(counted(count - 1, 'key')), ' made with it'] : [];

const withKeys = ({ affected_count: count }: AuditRecord): readonly Part[] =>
  count ? [' and its ', strong(counted(count, 'key'))] : [];

/** In the log of a workspace below, where whoever let the role in or kept it did not publish it. */
const isCopy = ({ audit_metadata }: AuditRecord): boolean =>
  audit_metadata['admin_workspace_name'] !== undefined;
const ofAdmin = ({ audit_metadata }: AuditRecord): readonly Part[] => [
  ' of ',
  strong(text(audit_metadata['admin_workspace_name'])),
];

/** Over all of them, or over so many. */
const inSubs = ({ affected_count: count, audit_metadata }: AuditRecord): readonly Part[] =>
  audit_metadata['all_subs'] === true || count === null
    ? [' in all workspaces of the group']
    : [' in ', strong(counted(count, 'workspace')), ' of the group'];

function until(record: AuditRecord): readonly Part[] {
  const change = record.changes['expires_at'];
  if (!change) return [];
  return typeof change.after === 'string' ? [', until ', strong(dayOf(change.after))] : [', without an end'];
}

function updatedKey(record: AuditRecord): readonly Part[] {
  if (record.changes['name'])
    return [
      'renamed the API key ',
      strong(text(before(record, 'name'))),
      ' to ',
      strong(text(after(record, 'name'))),
    ];
  return ['changed when the API key ', target(record), ' expires', ...until(record)];
}

function updatedService(record: AuditRecord): readonly Part[] {
  if (record.changes['roles'])
    return [
      'changed the roles of the service principal ',
      target(record),
      ' to ',
      strong(roles(after(record, 'roles'))),
    ];
  return ['renamed the service principal ', strong(text(before(record, 'name'))), ' to ', target(record)];
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
  'api_key.created': {
    number: 37,
    name: 'API key created',
    did: (record) => ['made the API key ', target(record), ...ownedBy(record)],
    tried: 'make an API key',
  },
  'api_key.revoked': {
    number: 38,
    name: 'API key revoked',
    did: (record) => ['revoked the API key ', target(record), ...andBelow(record)],
    tried: 'revoke an API key',
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
  'member.suspended': {
    number: 1014,
    name: 'Member suspended',
    did: (record) => ['suspended ', target(record)],
    tried: 'suspend a member',
  },
  'member.reinstated': {
    number: 1015,
    name: 'Member let in again',
    did: (record) => ['let ', target(record), ' in again'],
    tried: 'let a suspended member in again',
  },
  'member.exported': {
    number: 1016,
    name: 'Members exported',
    did: (record) => ['exported ', strong(counted(record.affected_count, 'member')), ' as a file'],
    tried: 'export the members as a file',
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
  'workspace.owner_change_started': {
    number: 1040,
    name: 'Change of the owner begun',
    did: (record) => ['chose ', person(after(record, 'pending_owner_name')), ' to be the next owner'],
    tried: 'choose another owner',
  },
  'workspace.owner_change_withdrawn': {
    number: 1041,
    name: 'Change of the owner withdrawn',
    did: (record) => [
      'no longer wants ',
      person(before(record, 'pending_owner_name')),
      ' to be the next owner',
    ],
    tried: 'withdraw the change of the owner',
  },
  'workspace.owner_changed': {
    number: 1042,
    name: 'Owner changed',
    did: (record) => ['took the workspace over from ', person(before(record, 'owner_name'))],
    tried: 'take the workspace over',
  },
  'workspace.owner_change_reversed': {
    number: 1043,
    name: 'Change of the owner reversed',
    did: (record) => ['took the workspace back from ', person(before(record, 'owner_name'))],
    tried: 'take the workspace back',
  },
  'workspace.removal_scheduled': {
    number: 1050,
    name: 'Removal scheduled',
    did: () => ['scheduled the removal of the workspace'],
    tried: 'schedule the removal of the workspace',
  },
  'workspace.removal_cancelled': {
    number: 1051,
    name: 'Removal cancelled',
    did: () => ['cancelled the removal of the workspace'],
    tried: 'cancel the removal of the workspace',
  },
  'workspace.restored': {
    number: 1052,
    name: 'Workspace restored',
    did: () => ['restored the workspace after its removal'],
    tried: 'restore the workspace',
  },
  'api_key.updated': {
    number: 1060,
    name: 'API key changed',
    did: updatedKey,
    tried: 'change an API key',
  },
  'api_key.rotated': {
    number: 1061,
    name: 'API key rotated',
    did: (record) => ['made a new secret for the API key ', target(record)],
    tried: 'make a new secret for an API key',
  },
  'api_key.ended': {
    number: 1062,
    name: 'API key expired',
    did: (record) => ['ended the API key ', target(record), ', whose time was over'],
    tried: 'end an API key',
  },
  'service_principal.created': {
    number: 1070,
    name: 'Service principal created',
    did: (record) => ['made the service principal ', target(record), ...as(after(record, 'roles'))],
    tried: 'make a service principal',
  },
  'service_principal.updated': {
    number: 1071,
    name: 'Service principal changed',
    did: updatedService,
    tried: 'change a service principal',
  },
  'service_principal.removed': {
    number: 1072,
    name: 'Service principal removed',
    did: (record) => ['removed the service principal ', target(record), ...withKeys(record)],
    tried: 'remove a service principal',
  },
  'grant.created': {
    number: 1080,
    name: 'Role given',
    did: (record) => [
      'gave ',
      target(record),
      ' the role ',
      ...role(after(record, 'role')),
      ...until(record),
    ],
    tried: 'give a role',
  },
  'grant.updated': {
    number: 1081,
    name: 'Role: time changed',
    did: (record) => ['changed how long ', target(record), ' holds a role', ...until(record)],
    tried: 'change how long a role is held',
  },
  'grant.revoked': {
    number: 1082,
    name: 'Role taken away',
    did: (record) => ['took the role ', ...role(before(record, 'role')), ' from ', target(record)],
    tried: 'take a role away',
  },
  'grant.ended': {
    number: 1083,
    name: 'Role ended',
    did: (record) => [
      'took the role ',
      ...role(before(record, 'role')),
      ' from ',
      target(record),
      ', since its time was over',
    ],
    tried: 'end a role whose time was over',
  },
  'grant.extension_requested': {
    number: 1084,
    name: 'More time asked for',
    did: ({ audit_metadata }) => ['asked to keep the role ', ...role(audit_metadata['role']), ' for longer'],
    tried: 'ask to keep a role for longer',
  },
  'group.invited': {
    number: 1088,
    name: 'Workspace invited into a group',
    did: (record) =>
      record.target.name
        ? ['asked to manage this workspace from ', target(record)]
        : ['invited a workspace into the group'],
    tried: 'invite a workspace into the group',
  },
  'group.invitation_withdrawn': {
    number: 1089,
    name: 'Group invitation withdrawn',
    did: () => ['withdrew the invitation of a workspace into the group'],
    tried: 'withdraw the invitation of a workspace into the group',
  },
  'group.joined': {
    number: 1090,
    name: 'Workspace joined a group',
    did: (record) => ['linked the workspace with ', target(record)],
    tried: 'accept an admin workspace',
  },
  'group.rejected': {
    number: 1091,
    name: 'Group invitation turned down',
    did: () => ['turned an invitation into a group down'],
    tried: 'turn an invitation into a group down',
  },
  'group.left': {
    number: 1092,
    name: 'Workspace left a group',
    did: (record) => ['ended the link with ', target(record), ' by leaving the group'],
    tried: 'leave the group',
  },
  'group.removed': {
    number: 1093,
    name: 'Workspace removed from a group',
    did: (record) => ['ended the link with ', target(record)],
    tried: 'end a link with another workspace',
  },
  'group.ceiling_changed': {
    number: 1094,
    name: 'Authority of an admin workspace changed',
    did: (record) => ['changed what the admin workspace may do, in the link with ', target(record)],
    tried: 'change what the admin workspace may do',
  },
  'group.ceiling_requested': {
    number: 1095,
    name: 'More authority asked for',
    did: (record) => ['asked for more authority, in the link with ', target(record)],
    tried: 'ask for more authority in a workspace of the group',
  },
  'group.ceiling_request_ended': {
    number: 1096,
    name: 'Request for authority ended',
    did: (record) => ['ended a request for more authority, in the link with ', target(record)],
    tried: 'end a request for more authority',
  },
  'group.adopted': {
    number: 1097,
    name: 'Kept what was made through the group',
    did: (record) => ['made things the workspace’s own that came by way of ', target(record)],
    tried: 'keep what was made through the group',
  },
  'group.sub_created': {
    number: 1098,
    name: 'Managed workspace created',
    did: (record) => ['created the managed workspace ', target(record)],
    tried: 'create a managed workspace',
  },
  'access.refused': {
    number: 1099,
    name: 'Access refused',
    did: () => ['was refused'],
    tried: 'see something',
  },
  'group_grant.created': {
    number: 1100,
    name: 'Role in the group given',
    did: (record) => [
      'gave ',
      target(record),
      ' the role ',
      ...role(after(record, 'role')),
      ...inSubs(record),
      ...until(record),
    ],
    tried: 'give a role in workspaces of the group',
  },
  'group_grant.revoked': {
    number: 1101,
    name: 'Role in the group taken away',
    did: (record) => [
      'took the role ',
      ...role(before(record, 'role')),
      ' from ',
      target(record),
      ...inSubs(record),
    ],
    tried: 'take a role in workspaces of the group away',
  },
  'group_grant.ended': {
    number: 1102,
    name: 'Role in the group ended',
    did: (record) => [
      'took the role ',
      ...role(before(record, 'role')),
      ' from ',
      target(record),
      ...inSubs(record),
      ', since its time was over',
    ],
    tried: 'end a role in workspaces of the group whose time was over',
  },
  'group.person_removed': {
    number: 1103,
    name: 'Person removed from the group',
    did: (record) => [
      'took ',
      target(record),
      ' out of ',
      strong(counted(record.affected_count, 'workspace')),
      ' of the group',
    ],
    tried: 'take a person out of the group',
  },
  'guardrails.updated': {
    number: 1130,
    name: 'Guardrails changed',
    did: () => ['changed what the admin workspace asks of everybody in its group'],
    tried: 'change the rules for the group',
  },
  'role.published': {
    number: 1131,
    name: 'Role published',
    did: (record) =>
      isCopy(record)
        ? ['brought in the role ', target(record), ...ofAdmin(record)]
        : ['published the role ', target(record), ' to the workspaces of the group'],
    tried: 'publish a role',
  },
  'role.unpublished': {
    number: 1132,
    name: 'Role no longer published',
    did: (record) =>
      isCopy(record)
        ? ['made the role ', target(record), ...ofAdmin(record), ' the workspace’s own']
        : ['no longer publishes the role ', target(record)],
    tried: 'end the publication of a role',
  },
  'role.publication_changed': {
    number: 1133,
    name: 'Published role changed',
    did: (record) => ['changed the published role ', target(record)],
    tried: 'change a published role',
  },
  'role.publication_accepted': {
    number: 1134,
    name: 'Published role accepted',
    did: (record) => ['accepted what the published role ', target(record), ' may do from now on'],
    tried: 'accept a change of a published role',
  },
  'group.hand_over_offered': {
    number: 1150,
    name: 'Managed workspace offered',
    did: (record) => ['offered ', target(record), ' to ', person(after(record, 'email'))],
    tried: 'hand a managed workspace over',
  },
  'group.hand_over_withdrawn': {
    number: 1151,
    name: 'Offer of a managed workspace ended',
    did: (record) => ['ended the offer of the workspace to ', person(before(record, 'email'))],
    tried: 'keep a managed workspace',
  },
  'group.handed_over': {
    number: 1152,
    name: 'Managed workspace handed over',
    did: (record) => ['took the workspace over, in the link with ', target(record)],
    tried: 'take a managed workspace over',
  },
  'group.unblocked': {
    number: 1153,
    name: 'Admin workspace no longer blocked',
    did: (record) => ['takes invitations from ', target(record), ' again'],
    tried: 'take invitations from an admin workspace again',
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

/** What was done by a key says so. */
function withKey({ from_api, audit_metadata }: AuditRecord): readonly Part[] {
  const name = audit_metadata['api_key_name'];
  return from_api && typeof name === 'string' ? [' with the key ', strong(name)] : [];
}

/** The workspace of the group in which it was done, where the record is the stub of one that stands there. */
export function actedIn({ audit_metadata }: AuditRecord): string | undefined {
  const id = audit_metadata['acted_in'];
  return typeof id === 'string' ? id : undefined;
}

/** What was done in a workspace of the group stands in its own log; here no more is known than that. */
const elsewhere = ({ activity, outcome }: AuditRecord, sub: string | undefined): readonly Part[] => [
  outcome === 'done' ? 'acted in ' : 'tried to act in ',
  sub === undefined ? 'a sub workspace' : strong(sub),
  ': ',
  strong(sentences[activity]?.name ?? activity),
];

/**
 * An activity this console is too old to know still has a line, with the name it has in the API. `sub`: how the workspace is
 * called in which it was done, where one knows.
 */
export function sentenceOf(record: AuditRecord, sub?: string): readonly Part[] {
  if (actedIn(record) !== undefined) return [...elsewhere(record, sub), ...withKey(record)];
  const known = sentences[record.activity];
  if (record.outcome !== 'done') return ['tried to ', known?.tried ?? record.activity, ...withKey(record)];
  return [...(known?.did(record) ?? ['did ', strong(record.activity)]), ...withKey(record)];
}

export const actorOf = ({ user_name, user_email, actor_type }: AuditRecord): string =>
  user_name ?? user_email ?? (actor_type === 'system' ? 'The system' : 'Somebody whose name was erased');
