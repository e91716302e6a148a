import {
  countAffected,
  valueAfter,
  asRoles,
  valueBefore,
  personNamed,
  listRoles,
  strong,
  targetOf,
  textOf,
} from './parts.js';
import type { AuditRecord, Part, SentencesOf } from './sentence.js';

function updatedWorkspace(record: AuditRecord): readonly Part[] {
  if (!record.changes['name']) return ['changed the logo of the workspace'];
  return [
    'renamed the workspace from ',
    strong(textOf(valueBefore(record, 'name'))),
    ' to ',
    strong(textOf(valueAfter(record, 'name'))),
  ];
}

function updatedSettings(record: AuditRecord): readonly Part[] {
  const required = valueAfter(record, 'two_factor_required');
  if (typeof required !== 'boolean') return ['changed what the workspace asks of its users'];
  return [
    required ? 'made two-factor authentication required' : 'no longer requires two-factor authentication',
  ];
}

function updatedMember(record: AuditRecord): readonly Part[] {
  if (!record.changes['roles']) return ['changed the nickname of ', targetOf(record)];
  const [from, to] = [valueBefore(record, 'roles'), valueAfter(record, 'roles')].map((given) =>
    strong(listRoles(given)),
  );
  return ['changed the role of ', targetOf(record), ' from ', from ?? '', ' to ', to ?? ''];
}

export const workspaceSentences = {
  'workspace.created': {
    name: 'Workspace created',
    did: (record) => ['created the workspace ', targetOf(record)],
    tried: 'create a workspace',
  },
  'workspace.updated': {
    name: 'Workspace changed',
    did: updatedWorkspace,
    tried: 'change the workspace',
  },
  'workspace.sessions_ended': {
    name: 'All users logged out',
    did: 'logged all users out of the workspace',
    tried: 'log all users out of the workspace',
  },
  'workspace.settings_updated': {
    name: 'Entry rules changed',
    did: updatedSettings,
    tried: 'change what the workspace asks of its users',
  },
  'member.invited': {
    name: 'Member invited',
    did: (record) => ['invited ', targetOf(record), ...asRoles(valueAfter(record, 'roles'))],
    tried: 'invite somebody',
  },
  'member.updated': {
    name: 'Member changed',
    did: updatedMember,
    tried: 'change a member',
  },
  'member.removed': {
    name: 'Member removed',
    did: (record) => ['removed ', targetOf(record), ' from the workspace'],
    tried: 'remove a member',
  },
  'member.left': { name: 'Member left', did: 'left the workspace', tried: 'leave the workspace' },
  'member.suspended': {
    name: 'Member suspended',
    did: (record) => ['suspended ', targetOf(record)],
    tried: 'suspend a member',
  },
  'member.reinstated': {
    name: 'Member let in again',
    did: (record) => ['let ', targetOf(record), ' in again'],
    tried: 'let a suspended member in again',
  },
  'member.exported': {
    name: 'Members exported',
    did: (record) => ['exported ', countAffected(record, 'member'), ' as a file'],
    tried: 'export the members as a file',
  },
  'invitation.resent': {
    name: 'Invitation sent again',
    did: (record) => ['sent the invitation to ', targetOf(record), ' again'],
    tried: 'send an invitation again',
  },
  'invitation.revoked': {
    name: 'Invitation withdrawn',
    did: (record) => ['withdrew the invitation to ', targetOf(record)],
    tried: 'withdraw an invitation',
  },
  'invitation.declined': {
    name: 'Invitation declined',
    did: 'declined the invitation',
    tried: 'decline an invitation',
  },
  'invitation.accepted': {
    name: 'Invitation accepted',
    did: 'accepted the invitation and joined the workspace',
    tried: 'accept an invitation',
  },
  'invitation.waits_for_confirmation': {
    name: 'Acceptance waits',
    did: 'accepted the invitation and waits for an admin to let them in',
    tried: 'accept an invitation',
  },
  'invitation.confirmed': {
    name: 'Acceptance confirmed',
    did: (record) => ['let ', targetOf(record), ' in'],
    tried: 'let somebody in',
  },
  'workspace.owner_change_started': {
    name: 'Change of the owner begun',
    did: (record) => [
      'chose ',
      personNamed(valueAfter(record, 'pending_owner_name')),
      ' to be the next owner',
    ],
    tried: 'choose another owner',
  },
  'workspace.owner_change_withdrawn': {
    name: 'Change of the owner withdrawn',
    did: (record) => [
      'no longer wants ',
      personNamed(valueBefore(record, 'pending_owner_name')),
      ' to be the next owner',
    ],
    tried: 'withdraw the change of the owner',
  },
  'workspace.owner_changed': {
    name: 'Owner changed',
    did: (record) => ['took the workspace over from ', personNamed(valueBefore(record, 'owner_name'))],
    tried: 'take the workspace over',
  },
  'workspace.owner_change_reversed': {
    name: 'Change of the owner reversed',
    did: (record) => ['took the workspace back from ', personNamed(valueBefore(record, 'owner_name'))],
    tried: 'take the workspace back',
  },
  'workspace.removal_scheduled': {
    name: 'Removal scheduled',
    did: 'scheduled the removal of the workspace',
    tried: 'schedule the removal of the workspace',
  },
  'workspace.removal_cancelled': {
    name: 'Removal cancelled',
    did: 'cancelled the removal of the workspace',
    tried: 'cancel the removal of the workspace',
  },
  'workspace.restored': {
    name: 'Workspace restored',
    did: 'restored the workspace after its removal',
    tried: 'restore the workspace',
  },
} satisfies SentencesOf<'workspace' | 'member' | 'invitation'>;
