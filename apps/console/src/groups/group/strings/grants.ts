import { counted } from '../../../words/counts.js';

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
