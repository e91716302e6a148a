import { counted } from '../../words/counts.js';
import {
  valueAfter,
  asRoles,
  valueBefore,
  crud,
  personNamed,
  roleNamed,
  listRoles,
  strong,
  targetOf,
  textOf,
  untilEnd,
} from './parts.js';
import type { AuditRecord, Part, SentencesOf } from './sentence.js';

function updatedKey(record: AuditRecord): readonly Part[] {
  if (record.changes['name'])
    return [
      'renamed the API key ',
      strong(textOf(valueBefore(record, 'name'))),
      ' to ',
      strong(textOf(valueAfter(record, 'name'))),
    ];
  return ['changed when the API key ', targetOf(record), ' expires', ...untilEnd(record)];
}

function updatedService(record: AuditRecord): readonly Part[] {
  if (record.changes['roles'])
    return [
      'changed the roles of the service principal ',
      targetOf(record),
      ' to ',
      strong(listRoles(valueAfter(record, 'roles'))),
    ];
  return [
    'renamed the service principal ',
    strong(textOf(valueBefore(record, 'name'))),
    ' to ',
    targetOf(record),
  ];
}

const ownedBy = (record: AuditRecord): readonly Part[] =>
  typeof valueAfter(record, 'owner') === 'string' ? [' for ', personNamed(valueAfter(record, 'owner'))] : [];

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
  strong(textOf(audit_metadata['admin_workspace_name'])),
];

export const accessSentences = {
  ...crud('role', 'role'),
  'role.published': {
    name: 'Role published',
    did: (record) =>
      isCopy(record)
        ? ['brought in the role ', targetOf(record), ...ofAdmin(record)]
        : ['published the role ', targetOf(record), ' to the workspaces of the group'],
    tried: 'publish a role',
  },
  'role.unpublished': {
    name: 'Role no longer published',
    did: (record) =>
      isCopy(record)
        ? ['made the role ', targetOf(record), ...ofAdmin(record), ' the workspace’s own']
        : ['no longer publishes the role ', targetOf(record)],
    tried: 'end the publication of a role',
  },
  'role.publication_changed': {
    name: 'Published role changed',
    did: (record) => ['changed the published role ', targetOf(record)],
    tried: 'change a published role',
  },
  'role.publication_accepted': {
    name: 'Published role accepted',
    did: (record) => ['accepted what the published role ', targetOf(record), ' may do from now on'],
    tried: 'accept a change of a published role',
  },
  'api_key.created': {
    name: 'API key created',
    did: (record) => ['made the API key ', targetOf(record), ...ownedBy(record)],
    tried: 'make an API key',
  },
  'api_key.revoked': {
    name: 'API key revoked',
    did: (record) => ['revoked the API key ', targetOf(record), ...andBelow(record)],
    tried: 'revoke an API key',
  },
  'api_key.updated': {
    name: 'API key changed',
    did: updatedKey,
    tried: 'change an API key',
  },
  'api_key.rotated': {
    name: 'API key rotated',
    did: (record) => ['made a new secret for the API key ', targetOf(record)],
    tried: 'make a new secret for an API key',
  },
  'api_key.ended': {
    name: 'API key expired',
    did: (record) => ['ended the API key ', targetOf(record), ', whose time was over'],
    tried: 'end an API key',
  },
  'service_principal.created': {
    name: 'Service principal created',
    did: (record) => [
      'made the service principal ',
      targetOf(record),
      ...asRoles(valueAfter(record, 'roles')),
    ],
    tried: 'make a service principal',
  },
  'service_principal.updated': {
    name: 'Service principal changed',
    did: updatedService,
    tried: 'change a service principal',
  },
  'service_principal.removed': {
    name: 'Service principal removed',
    did: (record) => ['removed the service principal ', targetOf(record), ...withKeys(record)],
    tried: 'remove a service principal',
  },
  'grant.created': {
    name: 'Role given',
    did: (record) => [
      'gave ',
      targetOf(record),
      ' the role ',
      ...roleNamed(valueAfter(record, 'role')),
      ...untilEnd(record),
    ],
    tried: 'give a role',
  },
  'grant.updated': {
    name: 'Role: time changed',
    did: (record) => ['changed how long ', targetOf(record), ' holds a role', ...untilEnd(record)],
    tried: 'change how long a role is held',
  },
  'grant.revoked': {
    name: 'Role taken away',
    did: (record) => [
      'took the role ',
      ...roleNamed(valueBefore(record, 'role')),
      ' from ',
      targetOf(record),
    ],
    tried: 'take a role away',
  },
  'grant.ended': {
    name: 'Role ended',
    did: (record) => [
      'took the role ',
      ...roleNamed(valueBefore(record, 'role')),
      ' from ',
      targetOf(record),
      ', since its time was over',
    ],
    tried: 'end a role whose time was over',
  },
  'grant.extension_requested': {
    name: 'More time asked for',
    did: ({ audit_metadata }) => [
      'asked to keep the role ',
      ...roleNamed(audit_metadata['role']),
      ' for longer',
    ],
    tried: 'ask to keep a role for longer',
  },
  'access.refused': { name: 'Access refused', did: 'was refused', tried: 'see something' },
} satisfies SentencesOf<'api_key' | 'service_principal' | 'grant' | 'role' | 'access'>;
