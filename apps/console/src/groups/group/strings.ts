import type { Taken } from './types.js';

const subs = (count: number) =>
  count === 1 ? '1 sub workspace' : `${count.toLocaleString()} sub workspaces`;
const people = (count: number) => (count === 1 ? '1 person' : `${count.toLocaleString()} people`);
const counted = (count: number, one: string) => `${count.toLocaleString()} ${one}${count === 1 ? '' : 's'}`;

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
      subs(count),
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

export const adding = {
  title: 'Add a sub workspace',
  text: 'Its owner gets a mail, and decides within 7 days. Nothing changes until then.',
  sub: 'Workspace',
  subHint: 'Choose one of yours, or paste the ID that its owner finds in the settings.',
  placeholder: 'Name or ID',
  none: 'None of yours. A whole ID works as well.',
  byId: 'The workspace of this ID',
  needed: 'Choose a workspace, or paste its whole ID.',
  action: 'Invite',
  done: 'The owner of the workspace can now decide.',
  problems: {
    not_found: 'There is no workspace of this ID.',
    already_grouped: 'It has an admin workspace already, or another invitation is open there.',
    group_kind: 'It has sub workspaces itself, so it cannot be one.',
    group_blocked: 'It takes no invitations from this workspace.',
  } as Readonly<Record<string, string>>,
};

export const making = {
  title: 'Create a managed workspace',
  text: 'It belongs to whoever owns this one. You can hand it over to a client later; it then stays in the group, and the client decides what you may do.',
  name: 'Name',
  placeholder: 'Corner Bakery',
  action: 'Create workspace',
  done: (name: string) => `${name} is ready.`,
};

export const subsList = {
  list: 'Sub workspaces',
  search: 'Search sub workspaces',
  sort: 'Sort by',
  sorts: { name: 'Name', activity: 'Last activity', date: 'Date added' },
  order: 'Order',
  ascending: 'Ascending',
  descending: 'Descending',
  columns: {
    name: 'Workspace',
    status: 'Status',
    kind: 'Kind',
    members: 'Members',
    activity: 'Last activity',
    date: 'Added',
  },
  added: 'added',
  active: 'active',
  members: (count: number) => counted(count, 'member'),
  copy: (name: string) => `Copy the ID of ${name}`,
  openOne: (name: string) => `Open ${name}`,
  details: (name: string) => `Details of ${name}`,
  actionsFor: (name: string) => `Actions for ${name}`,
  remove: 'Remove from group',
  none: {
    title: 'No sub workspaces yet',
    text: 'Whichever accepts your invitation, or is created here, is listed.',
  },
  noneFound: { title: 'No workspace of that name', text: 'Try fewer letters.' },
  noRole: 'No role there',
  goes: 'Being removed',
};

export const invited = {
  title: 'Invited workspaces',
  text: 'Until they accept, nothing can be done there.',
  list: 'Invited workspaces',
  invited: 'invited',
  expires: 'expires',
  withdraw: 'Withdraw',
  withdrawOf: (name: string) => `Withdraw the invitation of ${name}`,
  withdrawTitle: 'Withdraw the invitation?',
  withdrawText: 'The link in the mail stops working. You can invite the workspace again.',
  withdrawn: 'The invitation was withdrawn.',
  forget: 'Take off the list',
  forgetOf: (name: string) => `Take off the list: ${name}`,
  forgotten: 'It is off the list.',
  again: 'Invite again',
  againOf: (name: string) => `Invite again: ${name}`,
  sent: 'The owner of the workspace can decide again.',
};

export const blocks = {
  title: 'Blocked admin workspaces',
  text: 'They cannot invite this workspace.',
  since: 'since',
  unblock: 'Unblock',
  unblockOf: (name: string) => `Unblock ${name}`,
  unblockTitle: (name: string) => `Unblock ${name}?`,
  unblockText: 'It can invite this workspace again. Nothing changes unless you accept.',
  unblocked: (name: string) => `${name} can invite this workspace again.`,
};

export const removing = {
  title: (name: string) => `Remove ${name} from the group?`,
  text: 'You lose all access by way of the group at once, and what was made that way there goes with it. The workspace itself stays, with its own people and data.',
  action: 'Remove',
  removed: (name: string) => `${name} is no longer in the group.`,
};

export const impact = {
  title: 'What follows',
  looking: 'Looking at what follows',
  gain: (count: number) =>
    `${people(count)} of the admin workspace ${count === 1 ? 'gains' : 'gain'} permissions.`,
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

export const drawer = {
  ceiling: 'What you may do there',
  ceilingTexts: {
    consented: 'At most, whatever role somebody holds. Its owner can allow less at any time.',
    managed: 'At most, whatever role somebody holds.',
  },
  more: 'Ask for more',
  moreTitle: (name: string) => `Ask ${name} for more`,
  moreText: 'Its owner gets a mail and decides. What you may do now stays as it is.',
  moreAction: 'Ask',
  moreNone: 'Choose what you need besides.',
  asked: 'The owner of the workspace can now decide.',
  waiting: (by: string) => `${by} asked for more`,
  waitingList: 'Asked for',
  withdrawRequest: 'Withdraw the request',
  requestWithdrawn: 'The request was withdrawn.',
  people: 'Who of you may do what there',
  peopleText: 'Never more than is allowed there, whatever the role.',
  nobody: 'Nobody holds a role there by way of the group.',
  everywhere: 'everywhere',
  onlyThere: 'only there',
  give: 'Give a role',
  handOver: 'Hand over',
  handOverText:
    'The person you name becomes its owner when they accept. It stays in the group, and they decide from then on what you may do.',
  handOverTitle: (name: string) => `Hand ${name} over`,
  email: 'E-mail address of the new owner',
  handOverAction: 'Hand over',
  offered: (email: string) => `Offered to ${email}`,
  until: 'until',
  takeBack: 'Withdraw the offer',
  offeredDone: (email: string) => `${email} can now accept it.`,
  tookBack: 'The workspace stays with you.',
  unknown: { title: 'This workspace is not in the group', text: 'It may have left.' },
};

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
    `${subs(count)} ${count === 1 ? 'does' : 'do'} not let you see who is in ${count === 1 ? 'it' : 'them'}.`,
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
    `${subs(count)} ${count === 1 ? 'does' : 'do'} not let you see who is in ${count === 1 ? 'it' : 'them'}, and ${count === 1 ? 'was' : 'were'} left as ${count === 1 ? 'it is' : 'they are'}.`,
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

export const grants = {
  list: 'Roles in sub workspaces',
  columns: { choose: 'Choose', who: 'Who', role: 'Role', where: 'Where', until: 'Until', by: 'Given by' },
  holders: {
    owner: 'The owner of the admin workspace',
    admin: 'All admins of the admin workspace',
  } as Readonly<Record<string, string>>,
  all: 'All sub workspaces',
  allHint: 'also those added later',
  choose: (who: string, role: string, where: string) => `${who}: ${role}, ${where}`,
  forGood: 'For good',
  system: 'From the start',
  give: 'Give a role',
  giveTitle: 'Give a role in sub workspaces',
  giveText: 'Nobody may do more there than the sub workspace allows.',
  audience: 'Give to',
  audiences: {
    people: 'People I choose',
    owner: 'The owner of the admin workspace',
    admin: 'All admins of the admin workspace',
  },
  whom: 'People',
  whomHint: 'Members of this workspace; choose as many as you like.',
  whomNone: 'No active member of that name',
  chosenPeople: 'Chosen people',
  dropPerson: (name: string) => `Leave ${name} out`,
  role: 'Role',
  where: 'Where',
  places: { all: 'In all sub workspaces, also those added later', chosen: 'In chosen ones' },
  searchSubs: 'Search sub workspaces',
  subs: 'Sub workspaces to choose from',
  chosenSubs: (count: number) => `${counted(count, 'workspace')} chosen`,
  chooseFound: 'Choose all that are shown',
  noSubs: 'No sub workspace of that name.',
  needPeople: 'Choose somebody.',
  needSubs: 'Choose at least one workspace.',
  action: 'Give',
  given: (count: number, existing: number) =>
    [
      count === 1 ? '1 role was given.' : `${count.toLocaleString()} roles were given.`,
      ...(existing > 0 ? [`${existing.toLocaleString()} were given like this already.`] : []),
    ].join(' '),
  take: (count: number) => `Take away ${counted(count, 'role')}`,
  takeTitle: (count: number) => `Take away ${counted(count, 'role')}?`,
  takeText: 'Whoever held them loses that access at once.',
  takeAction: 'Take away',
  taken: (count: number) =>
    `${count === 1 ? '1 role was' : `${count.toLocaleString()} roles were`} taken away.`,
  chosen: (count: number) => `${counted(count, 'role')} chosen`,
  clear: 'Choose none',
  chooseShown: (count: number) => `Choose all ${count.toLocaleString()} that are shown`,
  allRoles: 'Any role',
  filterRole: 'Role',
  thisRole: 'chosen',
  anyPerson: 'Any person',
  filterPerson: 'Person',
  noPerson: 'No member of that name',
  onePerson: 'one person',
  heldBy: (name: string) => `What ${name} was given`,
  held: (name: string, count: number, role?: string) =>
    role
      ? `${name} was given the role ${role} ${count === 1 ? 'once' : `${count.toLocaleString()} times`}.`
      : `${name} was given ${counted(count, 'role')} in sub workspaces.`,
  takeAll: 'Take all away',
  takeAllTitle: (name: string, count: number, role?: string) =>
    `Take away ${count === 1 ? 'the one role' : `all ${counted(count, 'role')}`} of ${name}${role ? ` as ${role}` : ''}?`,
  takeAllText:
    'They lose that access at once. What all owners or admins of the admin workspace hold, they keep as one of these.',
  none: {
    title: 'Nobody holds a role in sub workspaces',
    text: 'Give somebody a role, in all of them or in chosen ones.',
  },
  noneFiltered: { title: 'No role matches', text: 'Look at everybody and all roles.' },
};

export const guardrails = {
  title: 'Guardrails',
  text: 'What you ask of everybody in sub workspaces. These rules only ever restrict; the owner of a sub workspace can always get in.',
  notice:
    'What becomes looser counts at once. What becomes stricter counts at once in managed workspaces and in those that are invited from now on; elsewhere after 7 days, and their owners are told.',
  two_factor_required: 'Two-factor authentication required',
  twoFactorText: 'Whoever has not set it up gets in once they have.',
  email_domains: 'E-mail domains',
  domainsHint:
    'Separated by spaces. Only people whose address is of one of these get in; with none, everybody does.',
  session_hours: 'Longest session, in hours',
  sessionHint: 'Whoever signed in longer ago signs in again. Empty: as long as any.',
  invitation_hours: 'Longest invitation, in hours',
  invitationHint: 'Empty: as long as any.',
  keys_allowed: 'API keys are allowed',
  keysText: 'Switched off, programs with a key are turned away.',
  saved: 'The guardrails are saved.',
  from: 'In workspaces that agreed to earlier rules these count from',
  notDomain: 'One of these is no domain.',
  notHours: 'A whole number of hours.',
  binding: 'Rules that bind here',
  bindingText: 'Set by the admin workspace, for everybody in here but its owner.',
  next: 'From',
  lines: {
    twoFactor: 'Two-factor authentication is required.',
    domains: (names: string) => `Only people with an address of ${names} get in.`,
    session: (hours: number) => `Whoever signed in more than ${counted(hours, 'hour')} ago signs in again.`,
    invitation: (hours: number) => `Invitations are open for ${counted(hours, 'hour')} at most.`,
    keys: 'API keys are turned away.',
  },
  none: 'No rules: everything is as this workspace decides.',
};

export const activity = {
  list: 'What happened in sub workspaces',
  text: 'Read live from the workspaces that let you read their audit log.',
  search: 'Search names, addresses and changes',
  columns: { what: 'Activity', where: 'Workspace', when: 'Time', more: 'Details' },
  none: {
    title: 'Nothing to be seen',
    text: 'Workspaces that let you read their audit log tell here what happened. To read it has to be asked for.',
  },
  noneFound: { title: 'No record matches', text: 'Try fewer letters.' },
  hidden: (count: number) => `${subs(count)} ${count === 1 ? 'does' : 'do'} not.`,
  oneSub: 'one workspace',
  anySub: 'Any workspace',
  noSub: 'No workspace of that name',
};

export const sub = {
  admin: 'Admin workspace',
  since: 'since',
  id: 'ID of the admin workspace',
  copyId: 'Copy the ID of the admin workspace',
  kindTexts: {
    consented: 'The owner of this workspace agreed to it, and can allow less or leave at any time.',
    managed: 'This workspace was created by it, and belongs to whoever owns it.',
  },
  may: 'What it may do here',
  mayText: 'At most. Who of them does it is decided there; every act stands in your audit log.',
  narrow: 'Allow less',
  narrowTitle: 'Allow less',
  narrowText:
    'Untick what they shall no longer do. It counts at once; to allow more again, they have to ask.',
  narrowLess: (count: number) =>
    count === 0 ? 'Nothing is unticked yet.' : `${counted(count, 'permission')} less.`,
  narrowNone: 'Nothing at all would be left. To end it, leave the group.',
  save: 'Allow less',
  narrowed: 'They may do less here from now on.',
  request: (by: string, name: string) => `${by} of ${name} asks to do more here`,
  requestText: 'Nothing changes unless you allow it.',
  requestList: 'Besides what they may do already',
  allow: 'Allow',
  refuse: 'Refuse',
  allowed: 'They may do more here from now on.',
  refused: 'It stays as it is.',
  people: 'Who is here through it',
  peopleText: 'People of the admin workspace, with the roles they hold here by way of the group.',
  nobody: 'Nobody at present.',
  left: 'What was made through it',
  leftText:
    'Members, given roles and API keys that people of the admin workspace made here. They go when you leave the group, unless you keep them as your own.',
  leftNone: 'Nothing was made here through the group.',
  partial: 'There is more than is shown.',
  kinds: {
    members: 'Members and invitations',
    grants: 'Given roles',
    api_keys: 'API keys',
    roles: 'Roles',
  },
  rolesStay: 'These stay as your own in any case.',
  holds: (name: string, role: string) => `${name}: ${role}`,
  keep: 'Keep as our own',
  kept: (count: number) => `${count === 1 ? 'It is' : `${count.toLocaleString()} are`} your own now.`,
  all: 'All of them',
  leave: 'Leave workspace group',
  leaveSection: 'Leave the group',
  leaveSectionText:
    'Everything the admin workspace may do here ends at once. Your people, data and audit log stay.',
  leaveManaged:
    'This workspace was created by the admin workspace and belongs to it. Once it is handed over to you, you can leave.',
  leaveTitle: (name: string) => `Leave the group of ${name}?`,
  leaveText:
    'Nobody of the admin workspace gets in here by way of the group any more. This cannot be taken back.',
  leaveDies: 'This goes with it. Tick what you want to keep as your own.',
  leaveAction: 'Leave',
  leftDone: (name: string) => `This workspace is no longer in the group of ${name}.`,
  loading: 'Looking at what goes with it',
  onlyOwner: 'Only the owner of this workspace can change this.',
};

export const invitation = {
  title: (admin: string) => `${admin} wants to run this workspace with you`,
  short: (admin: string) => `${admin} asks to be the admin workspace of this one.`,
  textOf: (admin: string, sub: string) => `${admin} asks to be the admin workspace of ${sub}.`,
  facts: [
    'Nothing changes unless you accept.',
    'Every act of theirs here stands in your audit log, with the name of whoever did it.',
    'You can allow less, or leave, at any time.',
  ],
  asks: 'What they may do here, if you accept',
  rules: 'Rules that would bind here',
  accept: 'Accept',
  reject: 'Reject',
  block: 'Reject and block',
  rejectTitle: (admin: string) => `Reject the invitation of ${admin}?`,
  rejectText: 'They are told, and can invite this workspace again.',
  blockTitle: (admin: string) => `Reject and block ${admin}?`,
  blockText: 'They are told, and cannot invite this workspace again.',
  accepted: (admin: string) => `${admin} is the admin workspace of this one now.`,
  rejected: 'The invitation was rejected.',
  blocked: (admin: string) => `${admin} can no longer invite this workspace.`,
  look: 'Look at it',
  requestBanner: (admin: string) => `${admin} asks to do more in this workspace.`,
  expires: 'You can decide until',
};
