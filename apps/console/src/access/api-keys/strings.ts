const keys = (count: number) => (count === 1 ? '1 key' : `${count.toLocaleString()} keys`);

export const apiKeys = {
  title: 'API Keys',
  text: 'For programs that work with this workspace. A key never does more than whoever it belongs to.',
  tabs: { keys: 'Keys', services: 'Service principals' },
  parts: 'Keys and service principals',
  make: 'New API key',
  list: 'API keys',
  columns: {
    key: 'Key',
    owner: 'Belongs to',
    scopes: 'May do',
    expires: 'Expires',
    used: 'Last used',
  },
  none: { title: 'No API keys', text: 'A program that has a key can work here without anybody signing in.' },
  noneOf: { title: 'No key of this one', text: 'Make a key for it, or look at all keys.' },
  me: 'You',
  service: 'Service principal',
  madeBy: (name: string) => `Made by the key ${name}`,
  madeByAnother: 'Made by another key',
  never: 'Never',
  unused: 'Never',
  expires: 'expires',
  neverExpires: 'never expires',
  used: 'used',
  neverUsed: 'never used',
  expired: 'Expired',
  overlap: 'The secret of before works until',
  details: (name: string) => `What ${name} may do`,
  only: (name: string) => `Only keys of ${name}`,
  onlyOne: 'Only keys of one owner',
  showAll: (name: string) => `Stop showing only keys of ${name}`,
  actionsFor: (name: string) => `Actions for ${name}`,
  edit: 'Rename or change expiry',
  rotate: 'Make a new secret',
  revoke: 'Revoke',
};

export const create = {
  title: 'New API key',
  name: 'Name',
  nameHint: 'What uses it, so that you know later which one to revoke.',
  owner: 'For',
  ownerHint: 'A key of a service principal stays when people leave.',
  mine: 'Me',
  mineHint: 'It may never do more than you, and stops when you leave.',
  serviceHint: (roles: string) => `Service principal: ${roles}`,
  scopes: 'What it may do',
  scopesHint: 'As little as it needs. This cannot be changed later.',
  scopesNeeded: 'Choose at least one.',
  action: 'Create key',
};

export const expiry = {
  label: 'Expires',
  terms: { never: 'Never', '30': 'In 30 days', '90': 'In 90 days', '365': 'In a year', date: 'On a day' },
  keep: 'As it is',
  day: 'Last day',
  past: 'This day is over.',
};

export const scopes = {
  search: 'Search what it may do',
  wideTitle: 'Everything at once',
  wide: {
    all: 'Everything',
    create: 'Create everything',
    read: 'See everything',
    update: 'Change everything',
    delete: 'Delete everything',
  } as Readonly<Record<string, string>>,
  wideMeaning: 'Over all there is, also what later versions add.',
  everyMeaning: 'All that can be done with it, also what later versions add.',
  every: (name: string) => `${name}: everything`,
  andMore: (names: string, count: number) => `${names} and ${count.toLocaleString()} more`,
  locks: {
    mine: 'You may not do all of this yourself.',
    owners: 'Whoever the key is for may not do all of this.',
  },
  contained: (name: string) => `Contained in “${name}”.`,
  none: 'Nothing matches. Try fewer letters.',
  chosen: (count: number) => (count === 1 ? '1 scope chosen' : `${count.toLocaleString()} scopes chosen`),
};

export const keyShown = {
  title: (name: string) => `The key ${name}`,
  text: 'Copy it now and keep it where your program finds it. It is not shown again, and nobody can look it up.',
  label: 'API key',
  copy: 'Copy the key',
  copied: 'The key was copied.',
  notCopied: 'The browser does not allow copying. Select the key and copy it by hand.',
  try: 'Try it',
  done: 'I have kept it',
};

export const rotate = {
  title: (name: string) => `Make a new secret for ${name}?`,
  text: 'The key keeps its name, what it may do, and the keys it made. Its secret changes, and is shown once.',
  overlap: 'The secret of before',
  overlaps: {
    '24': {
      name: 'Works for 24 more hours',
      description: 'So that your programs can change over without a break.',
    },
    '0': {
      name: 'Stops at once',
      description: 'When it became known to somebody it should not be known to.',
    },
  },
  action: 'Make a new secret',
};

export const edit = {
  title: (name: string) => `Change ${name}`,
  name: 'Name',
  children: 'Keys that it made expire no later than it does.',
  done: (name: string) => `${name} was saved.`,
};

export const revoke = {
  title: (name: string) => `Revoke ${name}?`,
  text: 'Programs that use it are turned away at once. It cannot be brought back.',
  below: (count: number) =>
    count === 1
      ? 'The key that it made stops working with it.'
      : `The ${keys(count)} made with it stop working with it.`,
  action: 'Revoke',
  done: (name: string) => `${name} was revoked.`,
};

export const services = {
  make: 'New service principal',
  list: 'Service principals',
  columns: { name: 'Name', roles: 'Roles', keys: 'Keys', active: 'Last active' },
  none: {
    title: 'No service principals',
    text: 'A service principal is a member that is a program: its keys stay when people leave.',
  },
  never: 'Never',
  neverActive: 'never active',
  active: 'active',
  keys: (count: number) => (count === 0 ? 'No keys' : keys(count)),
  keysOf: (name: string, count: number) => `${count === 0 ? 'No keys' : keys(count)} of ${name}`,
  actionsFor: (name: string) => `Actions for ${name}`,
  edit: 'Rename or change roles',
  remove: 'Remove',
  createTitle: 'New service principal',
  editTitle: (name: string) => `Change ${name}`,
  name: 'Name',
  nameHint: 'The program that works here.',
  roles: 'Roles',
  rolesHint: 'What it may do at most. Each of its keys can do less.',
  rolesNeeded: 'Choose at least one role.',
  locked: 'It permits more than you may give.',
  create: 'Create service principal',
  created: (name: string) => `The service principal ${name} was created.`,
  saved: (name: string) => `${name} was saved.`,
  removeTitle: (name: string) => `Remove ${name}?`,
  removeText: (count: number) =>
    count === 0
      ? 'It has no keys. What it did stays in the audit log.'
      : `Its ${keys(count)} ${count === 1 ? 'stops' : 'stop'} working at once. What it did stays in the audit log.`,
  removed: (name: string) => `${name} was removed.`,
};
