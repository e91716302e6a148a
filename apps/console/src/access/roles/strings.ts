const people = (count: number) => (count === 1 ? '1 person' : `${count.toLocaleString()} people`);
const permissions = (count: number) =>
  count === 1 ? '1 permission' : `${count.toLocaleString()} permissions`;

export const roles = {
  title: 'Roles',
  text: 'What people may do here. Whoever has several roles may do what any of them permits.',
  list: 'Roles of the workspace',
  make: 'New role',
  columns: { role: 'Role', kind: 'Kind', permissions: 'Permissions', holders: 'Held by' },
  kinds: { system: 'System', custom: 'Custom', published: 'Published', kept: 'Group' },
  keptBy: (admin: string) => `Kept by ${admin}`,
  asksMore: 'Asks for more',
  heldBy: (count: number) => (count === 0 ? 'Nobody' : count.toLocaleString()),
  permissions,
  summary: (count: number, held: number) =>
    `${permissions(count)} · held by ${held === 0 ? 'nobody' : held.toLocaleString()}`,
  noDescription: 'No description',
  none: { title: 'No roles', text: 'Roles of your own are listed here.' },
  actionsFor: (name: string) => `Actions for ${name}`,
  copy: 'Copy as a new role',
  remove: 'Delete role',
  all: 'All roles',
  unknown: { title: 'There is no such role here', text: 'It may have been deleted.' },
};

export const role = {
  newTitle: 'New role',
  newText: 'Choose what people with this role may do. You can give what you hold yourself.',
  copied: (name: string) => `This starts as a copy of ${name}.`,
  leftOut: (count: number) =>
    count === 1
      ? 'One permission was left out, because you do not hold it yourself.'
      : `${count} permissions were left out, because you do not hold them yourself.`,
  name: 'Name',
  description: 'Description',
  descriptionHint: 'For whom it is, and what for.',
  save: 'Save changes',
  make: 'Create role',
  discard: 'Discard changes',
  saved: (name: string) => `${name} was saved.`,
  made: (name: string) => `The role ${name} was created.`,
  nothingChosen: 'Nothing is permitted yet.',
  chosen: (count: number) => `${permissions(count)} chosen.`,
  readOnly: {
    system: 'System roles stay as they are. Copy this one to make a role of your own.',
    kept: (admin: string) =>
      `Kept by ${admin}: it can be changed only there. You can give it like any other role, or copy it to make one of your own.`,
    permission: 'Your role lets you look at roles, and not change them.',
    beyond: 'This role permits more than you may do yourself, so you cannot change it.',
  },
  own: 'You hold this role yourself, so somebody else has to change what it permits. Its name and description you can change.',
  published:
    'Published to all sub workspaces. What you save changes it there as well: less counts at once, and more waits for the owner there, except in workspaces that you manage.',
};

export const publication = {
  publish: 'Publish to all sub workspaces',
  stop: 'Stop publishing',
  publishTitle: (name: string) => `Publish ${name} to all sub workspaces?`,
  publishFacts: (subs: number) => [
    `${subs === 1 ? 'The one sub workspace gets' : `All ${subs.toLocaleString()} sub workspaces get`} this role, and so does each that joins later. Nobody holds it there until somebody gives it.`,
    'It permits there what it permits here, as far as the workspace lets yours do that.',
    'What you change here changes there: less at once, and more once the owner there accepts it; in workspaces that you manage, at once.',
    'There it can be neither changed nor deleted. The owners get a mail.',
  ],
  publishAction: 'Publish',
  published: (name: string) => `${name} is now in all sub workspaces.`,
  stopTitle: (name: string) => `Stop publishing ${name}?`,
  stopFacts: [
    'The copies stay as they are, with everybody who holds them, and belong to their workspaces from here on.',
    'What you change here no longer changes anything there. The owners get a mail.',
    'If you publish the role again, a new copy is made beside the one of before.',
  ],
  stopAction: 'Stop publishing',
  stopped: (name: string) => `${name} is no longer published.`,
  stuck: 'This role permits what no workspace lets its admin workspace do. Take it out first:',
  offer: (admin: string) => `${admin} asks that this role permit more`,
  offerText: 'Nothing changes unless the owner of this workspace accepts.',
  offerList: 'Besides what it permits already',
  accept: 'Accept',
  accepted: (name: string) => `${name} permits more from now on.`,
};

export const matrix = {
  title: 'Permissions',
  search: 'Search permissions',
  compare: 'Compare with',
  compareNone: 'Nothing',
  compareSaved: 'As it is saved',
  compareSavedName: 'the role as it is saved',
  differs: 'Only what differs',
  compared: (name: string, added: number, missing: number) =>
    added + missing === 0
      ? `Permits the same as ${name}.`
      : `Compared with ${name}: ${added} added, ${missing} missing.`,
  marks: { added: 'Added', missing: 'Missing' },
  every: 'All',
  everyOf: (resource: string) => `All: ${resource}`,
  actionOf: (action: string, resource: string) => `${action}: ${resource}`,
  explain: (resource: string) => `What each permits: ${resource}`,
  locked: 'You do not hold this yourself, so you cannot give it.',
  someLocked: 'What you do not hold yourself cannot be chosen.',
  none: { title: 'No permission matches', text: 'Try fewer letters, or show what does not differ as well.' },
};

export const assignable = {
  title: 'People with this role may give these roles',
  text: 'They may give them to others without holding what is in them. Leave it empty where they give only what they hold.',
  locked: 'It permits more than you may do yourself.',
};

export const affected = {
  title: 'Who is affected',
  looking: 'Looking at who is affected',
  unknown: 'Who is affected could not be found out.',
  nobody: 'Nobody gains or loses anything by this.',
  count: (count: number, gain: number, lose: number) => {
    const what = [
      ...(gain > 0 ? [`${gain.toLocaleString()} ${gain === 1 ? 'gains' : 'gain'} permissions`] : []),
      ...(lose > 0 ? [`${lose.toLocaleString()} ${lose === 1 ? 'loses' : 'lose'} permissions`] : []),
    ];
    return `${people(count)} ${count === 1 ? 'is' : 'are'} affected: ${what.join(', ')}.`;
  },
  many: (count: number) => `${people(count)} are affected.`,
  show: 'Show who',
  hide: 'Hide who',
  first: (shown: number, count: number) =>
    `The first ${shown.toLocaleString()} of ${count.toLocaleString()} are listed.`,
  incomplete: 'So many hold this role that only the first 10,000 were looked at.',
  gains: 'Gains',
  loses: 'Loses',
  gain: 'Gain',
  lose: 'Lose',
  more: (count: number) => `and ${count.toLocaleString()} more`,
};

export const saving = {
  title: (name: string) => `Save ${name}?`,
  text: (names: string) => `${names} lose permissions at once. Work they have begun may stop in the middle.`,
  one: (name: string) => `${name} loses permissions at once. Work they have begun may stop in the middle.`,
  others: (names: string, count: number) => `${names} and ${count.toLocaleString()} more`,
};

export const deletion = {
  title: (name: string) => `Delete the role ${name}?`,
  unused: 'Nobody holds this role. It cannot be brought back.',
  published: 'The sub workspaces keep their copies, which are their own from then on.',
  used: (count: number) =>
    count === 1
      ? 'One person or invitation has this role. Choose which one takes its place.'
      : `${count.toLocaleString()} people and invitations have this role. Choose which one takes its place.`,
  replacement: 'Role that takes its place',
  choose: 'Choose a role',
  action: 'Delete role',
  done: (name: string) => `The role ${name} was deleted.`,
};

/** Why it would be refused, to whoever is about to do it. */
export const refusals: Readonly<Record<string, string>> = {
  permission_required: 'Your role does not allow this.',
  role_beyond_own:
    'The role permits more than you may do yourself. Somebody who may do all of it can do this.',
  outranked:
    'Somebody who holds this role may do as much as you, or more. You can only change what people may do who may do less than you.',
  own_roles:
    'You hold this role yourself, and nobody changes what they may do themselves. Somebody else has to.',
  owner_only: 'This is reserved to the owner of the workspace, and is in no other role.',
  owner_role: 'The role of the owner cannot be given this way.',
  role_exists: 'There is a role of this name already.',
  role_in_use: 'Somebody holds this role. Choose which one takes its place.',
  system_role: 'System roles cannot be changed.',
  published_role: 'This role comes from the admin workspace, and can be changed only there.',
  role_not_publishable:
    'The role is published, and no workspace lets its admin workspace do all of this. Leave that out, or stop publishing it.',
  unknown_role: 'The role that is to take its place is no longer there.',
  not_found: 'This role is no longer there.',
};

export const ceiling = {
  nothing: 'Nothing is allowed.',
  short: (label: string | null, count: number, all: number) =>
    `${label ? `As ${label}: ` : ''}${count.toLocaleString()} of ${all.toLocaleString()} permission${all === 1 ? '' : 's'}`,
};
