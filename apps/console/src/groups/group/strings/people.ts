import { counted } from '../../../words/counts.js';
import { countSubs } from './counts.js';
import type { Taken } from '../types.js';

export const peopleTab = {
  list: 'People in sub workspaces',
  search: 'Search people by name or address',
  columns: { person: 'Person', where: 'In' },
  showAll: (name: string, where: string) => `${where}: where ${name} is`,
  places: (name: string) => `Where ${name} is`,
  through: { direct: 'member', group: 'by way of the group' },
  rest: (count: number) => `+${count.toLocaleString()}`,
  more: (count: number) => `and ${counted(count, 'more workspace')}`,
  hidden: (count: number) =>
    `${countSubs(count)} ${count === 1 ? 'does' : 'do'} not let you see who is in ${count === 1 ? 'it' : 'them'}.`,
  statuses: { active: '', suspended: 'suspended' },
  none: { title: 'Nobody is found', text: 'Try fewer letters, or another part of the address.' },
  empty: {
    title: 'Nobody yet',
    text: 'Whoever is in a sub workspace that lets you see its people is listed here.',
  },
  removeOf: (name: string) => `Remove ${name} everywhere`,
};

export const leaving = {
  title: (name: string) => `Remove ${name} everywhere?`,
  text: 'From every sub workspace in which you may remove members: their membership, the roles they were given, and their API keys. They lose access at once. Roles they gave to others stay.',
  here: 'Also remove them from this workspace',
  made: 'Withdraw the invitations they sent, and revoke the keys they made for service principals',
  action: 'Remove everywhere',
  receipt: (name: string) => `${name} was removed`,
  taken: 'Taken away',
  kept: 'Left as it is',
  what: ({ member, grants: roles, api_keys: keys, group_grants: all, ...made }: Taken) =>
    [
      ...(member === 'removed' ? ['membership'] : []),
      ...(member === 'uninvited' ? ['invitation'] : []),
      ...(roles > 0 ? [counted(roles, 'role')] : []),
      ...(all > 0 ? [`${counted(all, 'role')} in sub workspaces`] : []),
      ...(keys > 0 ? [counted(keys, 'API key')] : []),
      ...(made.invitations > 0 ? [`${counted(made.invitations, 'invitation')} they sent`] : []),
      ...(made.service_keys > 0
        ? [`${counted(made.service_keys, 'key')} they made for service principals`]
        : []),
    ].join(', '),
  hidden: (count: number) =>
    `${countSubs(count)} ${count === 1 ? 'does' : 'do'} not let you see who is in ${count === 1 ? 'it' : 'them'}, and ${count === 1 ? 'was' : 'were'} left as ${count === 1 ? 'it is' : 'they are'}.`,
  nothing: 'They were in no workspace from which you may remove them.',
  reasons: {
    owner_stays: 'They own it.',
    owner_role: 'They own it.',
    outranked: 'They may do as much there as you, or more.',
    permission_required: 'You may not remove members there.',
    acting_limited: 'They are an admin there.',
    own_roles: 'That is you.',
    holds_role: 'All who hold their role here are there.',
  } as Readonly<Record<string, string>>,
  download: 'Download as CSV',
  file: 'receipt.csv',
  downloaded: 'The receipt is in your downloads.',
};
