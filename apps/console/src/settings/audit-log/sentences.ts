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
};

/** An activity this console is too old to know still has a line, with the name it has in the API. */
export function sentenceOf(record: AuditRecord): readonly Part[] {
  const known = sentences[record.activity];
  if (record.outcome !== 'done') return ['tried to ', known?.tried ?? record.activity];
  return known?.did(record) ?? ['did ', strong(record.activity)];
}

export const actorOf = ({ user_name, user_email, actor_type }: AuditRecord): string =>
  user_name ?? user_email ?? (actor_type === 'system' ? 'The system' : 'Somebody whose name was erased');
