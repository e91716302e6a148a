import type { Page } from 'playwright-core';
import { PASSWORD } from '../../../seeds/cast.js';
import { newcomer } from '../../support/newcomers.js';
import {
  type Agency,
  Client,
  cookieOf,
  createWorkspace,
  hire,
  join,
  memberIdOf,
  signedOut,
} from '../../support/people.js';
import { until } from '../../support/until.js';
import type { Scene } from './scenes.js';
import { type Stage, mailedLink } from './stage.js';

interface People {
  readonly rita: string;
  readonly victor: string;
  readonly suspended: string;
  /** A role that ends, and whose it is. */
  readonly reviewer: Client;
  readonly grant: string;
}

/** Roles that end, a person kept out, a person who waits, and workspaces that go or pass on. */
export async function memberScenes(stage: Stage, agency: Agency) {
  const people = await arrange(stage, agency);
  await oneWaits(stage, agency);
  const going = await createWorkspace(agency.owner, 'Lantern & Daughters');
  await going.post('workspaces/current/schedule-for-removal').expect(200);
  const outsider = await keptOut(stage, agency.owner);
  const reversal = await handedOver(stage);
  const list = `/w/${agency.workspaceId}/settings/members`;
  const beside = (id: string) => ({ as: 'owner' as const, path: `${list}/${id}` });
  const workspace = {
    as: 'owner' as const,
    path: `/w/${agency.workspaceId}/settings/workspace`,
    shows: 'Workspace',
  };
  const scenes: Scene[] = [
    { name: 'member', ...beside(people.rita), act: untilGiven, shows: /^(Members|Rita Rowe)$/ },
    {
      name: 'member-why',
      ...beside(people.rita),
      path: `${list}/${people.rita}?why=leads%3Aread`,
      act: untilExplained,
      shows: /^(Members|Rita Rowe)$/,
    },
    {
      name: 'member-why-not',
      ...beside(people.suspended),
      path: `${list}/${people.suspended}?why=campaigns%3Acreate`,
      act: untilExplained,
      shows: /^(Members|Sven Sail)$/,
    },
    {
      name: 'member-give',
      ...beside(people.victor),
      act: dialog('Give a role'),
      shows: /^(Members|Victor Vance)$/,
    },
    {
      name: 'member-replace',
      ...beside(people.victor),
      act: dialog('Replace all'),
      shows: /^(Members|Victor Vance)$/,
    },
    {
      name: 'member-change-grant',
      ...beside(people.rita),
      act: changeGrant,
      shows: /^(Members|Rita Rowe)$/,
    },
    {
      name: 'member-unknown',
      ...beside('0192a000-0000-7000-8000-000000000000'),
      act: untilUnknown,
      shows: 'Members',
    },
    {
      name: 'members-suspended',
      as: 'owner',
      path: `${list}?status=suspended`,
      act: untilListed,
      shows: 'Members',
    },
    { name: 'invite-file', as: 'owner', path: list, act: chooseFile, shows: 'Members' },
    { name: 'workspace', ...workspace, act: untilOwned },
    { name: 'change-owner', ...workspace, act: dialog('Change owner') },
    { name: 'remove-workspace', ...workspace, act: removeWorkspace },
    {
      name: 'workspace-going',
      as: 'owner',
      path: `/w/${going.workspaceId}/settings/workspace`,
      act: untilGoing,
      shows: 'Workspace',
    },
    {
      name: 'other-address',
      as: 'outsider',
      path: `/w/${outsider.workspaceId}`,
      shows: /another e-mail address/,
    },
    { name: 'reversal', path: reversal, shows: /^Take .* back$/ },
    { name: 'reversal-unknown', path: '/ownership-reversals/nothing', shows: 'This link leads nowhere' },
    {
      name: 'extension',
      as: 'reviewer',
      path: `/w/${agency.workspaceId}/extension/${people.grant}`,
      act: untilAsking,
      shows: 'Ask for more time',
    },
    {
      name: 'extension-over',
      as: 'owner',
      path: `/w/${agency.workspaceId}/extension/0192a000-0000-7000-8000-000000000000`,
      act: untilOver,
      shows: 'Ask for more time',
    },
  ];
  return { scenes, reviewer: people.reviewer, outsider };
}

async function arrange({ app }: Stage, { owner, view }: Agency): Promise<People> {
  const { body: role } = await owner
    .post('roles', {
      name: 'Reviewer',
      description: 'Looks at campaigns.',
      permissions: ['campaigns:read', 'workspaces:read'],
    })
    .expect(200);
  const give = (member_id: string, days: number) =>
    owner.post('grants', {
      member_id,
      role_id: role.id,
      expires_at: new Date(Date.now() + days * 86_400_000).toISOString(),
      reason: 'For the review before the season.',
    });
  const reviewer = await hire(app, owner, newcomer('Rita', 'Rowe'), 'view');
  const rita = await memberIdOf(reviewer);
  const { body: grant } = await give(rita, 2).expect(200);
  const sven = await memberIdOf(await hire(app, owner, newcomer('Sven', 'Sail'), 'editor'));
  await owner.post(`workspace-members/${sven}/suspension`).expect(200);
  return { rita, victor: await memberIdOf(view), suspended: sven, reviewer, grant: grant.id };
}

async function oneWaits(stage: Stage, { owner }: Agency): Promise<void> {
  const inviter = await hire(stage.app, owner, newcomer('Ines', 'Inn'), 'admin');
  const guest = newcomer('Wanda', 'Wait');
  await inviter.post('workspace-members', { email: guest.email, role: 'view' }).expect(200);
  const link = await mailedLink(stage, guest.email, 'invitations');
  await owner.patch(`workspace-members/${await memberIdOf(inviter)}`, { role: 'view' }).expect(200);
  const { first_name, last_name } = guest;
  await signedOut(stage.app)
    .post(`invitations/by-token/${link.slice(link.lastIndexOf('/') + 1)}/acceptance`, {
      first_name,
      last_name,
      password: PASSWORD,
    })
    .expect(200);
}

/** A workspace that lets in other addresses than that of one of its members. */
async function keptOut({ app }: Stage, owner: Client): Promise<Client> {
  const closed = await createWorkspace(owner, 'Closed Circle');
  const outsider = await hire(app, closed, newcomer('Otto', 'Outer'), 'view');
  await closed.patch('workspaces/current/settings', { email_domains: ['harbour.example'] }).expect(200);
  return outsider;
}

/** @returns the mailed way back */
async function handedOver(stage: Stage): Promise<string> {
  const { app } = stage;
  const [person, heir] = [newcomer('Paula', 'Pier'), newcomer('Hugo', 'Heir')];
  const old = await createWorkspace(await join(app, person), 'Pier & Partners');
  const next = await hire(app, old, heir, 'admin');
  const proven = await old.post('auth/reauthentication', { password: PASSWORD }).expect(200);
  const fresh = new Client(app.url, cookieOf(proven), old.workspaceId, old.userId);
  const { sec } = proven.body;
  await fresh.post('workspaces/current/change-owner', { email: heir.email, sec }).expect(200);
  await next.post('workspaces/current/change-owner/confirmation').expect(200);
  return mailedLink(stage, person.email, 'ownership-reversals');
}

const untilGiven = async (page: Page) => {
  await page.getByRole('list', { name: 'Roles' }).getByText('Given by you').first().waitFor();
};
const untilExplained = async (page: Page) => {
  await page.getByText(/^(Allowed|Not allowed)$/).waitFor();
  await page.getByText(/^(Allowed|Not allowed)$/).scrollIntoViewIfNeeded();
};
const untilUnknown = (page: Page) => page.getByText('This person is not here').waitFor();
const untilListed = (page: Page) => page.getByRole('row').nth(1).waitFor();
const untilOwned = (page: Page) =>
  page.getByRole('list', { name: 'Ownership' }).getByText('Olive Oakes').waitFor();
const untilGoing = (page: Page) => page.getByRole('button', { name: 'Cancel the removal' }).waitFor();
const untilAsking = (page: Page) => page.getByRole('button', { name: 'Ask for more time' }).waitFor();
const untilOver = (page: Page) => page.getByText('This role is over').waitFor();

/** On a phone a dialog with a field stays out of sight until the keyboard had its chance to open. */
async function inSight(page: Page, role: 'dialog' | 'alertdialog' = 'dialog'): Promise<void> {
  await page.getByRole(role).waitFor();
  const opacity = `getComputedStyle(document.querySelector('[role=${role}]').parentElement).opacity`;
  await until('the dialog is in sight', async () => (await page.evaluate(opacity)) === '1');
}

const dialog = (name: string) => async (page: Page) => {
  await page.getByRole('button', { name }).click();
  await inSight(page);
};

async function changeGrant(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Actions for the role Reviewer' }).click();
  await page.getByRole('menuitem', { name: 'Change end or reason' }).click();
  await inSight(page);
}

async function removeWorkspace(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Remove workspace' }).click();
  await inSight(page, 'alertdialog');
}

async function chooseFile(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Invite people' }).click();
  await page.locator('input[type=file]').setInputFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      [
        'email,role',
        'ada@team.example,Viewer',
        'ben@team.example,',
        'carl@team,Editor',
        'dora@team.example,Captain',
      ].join('\n'),
    ),
  });
  await page.getByText('ada@team.example').waitFor();
  await inSight(page);
}
