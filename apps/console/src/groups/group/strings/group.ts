import { counted } from '../../../words/counts.js';
import { countPeople, countSubs } from './counts.js';

export const group = {
  title: 'Workspace Group',
  texts: {
    standalone: 'Run several workspaces from one, or have yours run by another.',
    admin: 'The workspaces run from this one, and who of you does what there.',
    sub: 'Who runs this workspace with you, and what they may do here.',
  },
  parts: 'Workspace group',
  tabs: {
    subs: 'Sub workspaces',
    people: 'People',
    grants: 'Grants',
    guardrails: 'Guardrails',
    activity: 'Activity',
  },
  add: 'Add sub workspace',
  make: 'Create a managed workspace',
  counts: (count: number, pending: number, members: number) =>
    [
      countSubs(count),
      ...(pending > 0 ? [counted(pending, 'open invitation')] : []),
      `${counted(members, 'member')} in them`,
    ].join(' · '),
  standalone: {
    title: 'This workspace stands alone',
    facts: [
      'Add sub workspaces, and this one becomes their admin workspace: you open any of them from here, and give one person one role in many at once.',
      'Each sub workspace agrees to what you may do there, sees every act in its own audit log, and can allow less or leave at any time. One that you create yourselves is yours from the start, until you hand it over.',
      'A workspace is either above others or below one, never both.',
    ],
    mayNot: 'Your role lets you look at this, and not begin it.',
  },
  kinds: { consented: 'Consented', managed: 'Managed' },
  kindTexts: {
    consented: 'Its owner agreed to this, and can allow less or leave at any time.',
    managed: 'Created by the admin workspace, whose owner owns it as well.',
  },
  statuses: { accepted: 'Accepted', pending: 'Pending', expired: 'Expired', rejected: 'Rejected' },
};

export const authority = {
  label: 'Authority asked for',
  presets: {
    usual: {
      name: 'Admin, without the audit log',
      description: 'All an admin may do there. To read the audit log is asked for by itself.',
    },
    full: {
      name: 'Admin, with the audit log',
      description: 'All an admin may do there, and read what happened.',
    },
    own: { name: 'Choose one by one', description: 'Exactly what you need.' },
  },
  roleText: (sentence: string) => sentence || 'A role of this workspace.',
  shows: (count: number) => `What that is: ${counted(count, 'permission')}`,
  none: 'Choose at least one thing.',
  search: 'Search permissions',
  nothingFound: 'Nothing matches. Try fewer letters.',
  kept: 'This is allowed already.',
};

export const impact = {
  title: 'What follows',
  looking: 'Looking at what follows',
  gain: (count: number) =>
    `${countPeople(count)} of the admin workspace ${count === 1 ? 'gains' : 'gain'} permissions.`,
  lose: (count: number) =>
    count === 1
      ? '1 person or program loses permissions.'
      : `${count.toLocaleString()} people and programs lose permissions.`,
  dies: (members: number, roles: number, keys: number) => {
    const what = [
      ...(members > 0 ? [counted(members, 'member')] : []),
      ...(roles > 0 ? [counted(roles, 'given role')] : []),
      ...(keys > 0 ? [counted(keys, 'API key')] : []),
    ];
    return `What was made by way of the group goes with it: ${what.join(', ')}.`;
  },
  nobody: 'Nobody gains or loses anything by it.',
  who: 'Who that is',
  unknown: 'What follows could not be found out.',
};

export const activity = {
  list: 'What happened in sub workspaces',
  text: 'Read live from the workspaces that let you read their audit log.',
  search: 'Search names, addresses and changes',
  columns: { where: 'Workspace' },
  none: {
    title: 'Nothing to be seen',
    text: 'Workspaces that let you read their audit log tell here what happened. To read it has to be asked for.',
  },
  noneFound: { title: 'No record matches', text: 'Try fewer letters.' },
  hidden: (count: number) => `${countSubs(count)} ${count === 1 ? 'does' : 'do'} not.`,
  oneSub: 'one workspace',
  anySub: 'Any workspace',
  noSub: 'No workspace of that name',
};
