import { counted } from '../../words/counts.js';
import {
  countAffected,
  valueAfter,
  valueBefore,
  personNamed,
  roleNamed,
  strong,
  targetOf,
  untilEnd,
} from './parts.js';
import type { AuditRecord, Part, SentencesOf } from './sentence.js';

/** Over all of them, or over so many. */
const inSubs = ({ affected_count: count, audit_metadata }: AuditRecord): readonly Part[] =>
  audit_metadata['all_subs'] === true || count === null
    ? [' in all workspaces of the group']
    : [' in ', strong(counted(count, 'workspace')), ' of the group'];

export const groupSentences = {
  'group.invited': {
    name: 'Workspace invited into a group',
    did: (record) =>
      record.target.name
        ? ['asked to manage this workspace from ', targetOf(record)]
        : ['invited a workspace into the group'],
    tried: 'invite a workspace into the group',
  },
  'group.invitation_withdrawn': {
    name: 'Group invitation withdrawn',
    did: 'withdrew the invitation of a workspace into the group',
    tried: 'withdraw the invitation of a workspace into the group',
  },
  'group.joined': {
    name: 'Workspace joined a group',
    did: (record) => ['linked the workspace with ', targetOf(record)],
    tried: 'accept an admin workspace',
  },
  'group.rejected': {
    name: 'Group invitation turned down',
    did: 'turned an invitation into a group down',
    tried: 'turn an invitation into a group down',
  },
  'group.left': {
    name: 'Workspace left a group',
    did: (record) => ['ended the link with ', targetOf(record), ' by leaving the group'],
    tried: 'leave the group',
  },
  'group.removed': {
    name: 'Workspace removed from a group',
    did: (record) => ['ended the link with ', targetOf(record)],
    tried: 'end a link with another workspace',
  },
  'group.ceiling_changed': {
    name: 'Authority of an admin workspace changed',
    did: (record) => ['changed what the admin workspace may do, in the link with ', targetOf(record)],
    tried: 'change what the admin workspace may do',
  },
  'group.ceiling_requested': {
    name: 'More authority asked for',
    did: (record) => ['asked for more authority, in the link with ', targetOf(record)],
    tried: 'ask for more authority in a workspace of the group',
  },
  'group.ceiling_request_ended': {
    name: 'Request for authority ended',
    did: (record) => ['ended a request for more authority, in the link with ', targetOf(record)],
    tried: 'end a request for more authority',
  },
  'group.adopted': {
    name: 'Kept what was made through the group',
    did: (record) => ['made things the workspace’s own that came by way of ', targetOf(record)],
    tried: 'keep what was made through the group',
  },
  'group.sub_created': {
    name: 'Managed workspace created',
    did: (record) => ['created the managed workspace ', targetOf(record)],
    tried: 'create a managed workspace',
  },
  'group_grant.created': {
    name: 'Role in the group given',
    did: (record) => [
      'gave ',
      targetOf(record),
      ' the role ',
      ...roleNamed(valueAfter(record, 'role')),
      ...inSubs(record),
      ...untilEnd(record),
    ],
    tried: 'give a role in workspaces of the group',
  },
  'group_grant.revoked': {
    name: 'Role in the group taken away',
    did: (record) => [
      'took the role ',
      ...roleNamed(valueBefore(record, 'role')),
      ' from ',
      targetOf(record),
      ...inSubs(record),
    ],
    tried: 'take a role in workspaces of the group away',
  },
  'group_grant.ended': {
    name: 'Role in the group ended',
    did: (record) => [
      'took the role ',
      ...roleNamed(valueBefore(record, 'role')),
      ' from ',
      targetOf(record),
      ...inSubs(record),
      ', since its time was over',
    ],
    tried: 'end a role in workspaces of the group whose time was over',
  },
  'group.person_removed': {
    name: 'Person removed from the group',
    did: (record) => [
      'took ',
      targetOf(record),
      ' out of ',
      countAffected(record, 'workspace'),
      ' of the group',
    ],
    tried: 'take a person out of the group',
  },
  'guardrails.updated': {
    name: 'Guardrails changed',
    did: 'changed what the admin workspace asks of everybody in its group',
    tried: 'change the rules for the group',
  },
  'group.hand_over_offered': {
    name: 'Managed workspace offered',
    did: (record) => ['offered ', targetOf(record), ' to ', personNamed(valueAfter(record, 'email'))],
    tried: 'hand a managed workspace over',
  },
  'group.hand_over_withdrawn': {
    name: 'Offer of a managed workspace ended',
    did: (record) => ['ended the offer of the workspace to ', personNamed(valueBefore(record, 'email'))],
    tried: 'keep a managed workspace',
  },
  'group.handed_over': {
    name: 'Managed workspace handed over',
    did: (record) => ['took the workspace over, in the link with ', targetOf(record)],
    tried: 'take a managed workspace over',
  },
  'group.unblocked': {
    name: 'Admin workspace no longer blocked',
    did: (record) => ['takes invitations from ', targetOf(record), ' again'],
    tried: 'take invitations from an admin workspace again',
  },
} satisfies SentencesOf<'group' | 'group_grant' | 'guardrails'>;
