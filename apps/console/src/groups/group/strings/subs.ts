import { counted } from '../../../words/counts.js';

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

export const removing = {
  title: (name: string) => `Remove ${name} from the group?`,
  text: 'You lose all access by way of the group at once, and what was made that way there goes with it. The workspace itself stays, with its own people and data.',
  action: 'Remove',
  removed: (name: string) => `${name} is no longer in the group.`,
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
