import type { Page } from 'playwright-core';
import { delegable, systemRoles } from '@bailiwick/rbac';
import { newcomer } from '../../support/newcomers.js';
import { type Agency, type Client, createWorkspace, hire, join, memberIdOf } from '../../support/people.js';
import { until } from '../../support/until.js';
import type { Scene } from './scenes.js';
import { type Stage, mailedLink } from './stage.js';

interface Group {
  readonly admin: Client;
  /** Accepted, got a request for more since, and a person has acted in it. */
  readonly bakery: Client;
  /** The link to it. */
  readonly link: string;
  /** Made by the admin workspace, and offered to a person. */
  readonly managed: string;
  /** Was asked, and has not answered. */
  readonly books: Client;
  readonly invitation: string;
  readonly offer: string;
  /** Stands alone, and was turned down by one that blocked it. */
  readonly pier: Client;
  readonly chandlery: Client;
}

/** A workspace above others, one below that agreed, one that was made, and one that has yet to answer. */
export async function groupScenes(stage: Stage, agency: Agency) {
  const group = await arrange(stage, agency);
  return { scenes: scenesOf(agency, group), baker: group.bakery, bookseller: group.books };
}

async function arrange(stage: Stage, { owner }: Agency): Promise<Group> {
  const { app } = stage;
  const [baker, seller, heir] = [
    newcomer('Bruno', 'Baker'),
    newcomer('Bella', 'Book'),
    newcomer('Ivo', 'Inlet'),
  ];
  const admin = await createWorkspace(owner, 'Harbour Group');
  const gail = await hire(app, admin, newcomer('Gail', 'Gannet'), 'editor');
  const bakery = await createWorkspace(await join(app, baker), 'The Corner Bakery at the Old Harbour');
  const books = await createWorkspace(await join(app, seller), 'Lighthouse & Sons');
  const link = await invite(
    admin,
    bakery,
    delegable.filter((one) => !one.startsWith('webhooks:')),
  );
  await bakery.post(`workspace-group-members/${link}/acceptance`).expect(200);
  await invite(admin, books);
  const { body: made } = await admin.post('workspace-group/subs', { name: 'Tidewater' }).expect(200);
  await admin.post(`workspace-group-members/${made.id}/hand-over`, { email: heir.email }).expect(200);
  await admin
    .post(`workspace-group-members/${link}/ceiling-requests`, {
      permissions: delegable,
    })
    .expect(200);
  await admin
    .post('workspace-group/grants', {
      member_ids: [await memberIdOf(gail)],
      role_id: systemRoles.editor.id,
      subs: [link],
      reason: 'For the campaigns of the season.',
    })
    .expect(200);
  await admin.patch('workspace-group/guardrails', { session_hours: 72, invitation_hours: 48 }).expect(200);
  await actIn(admin.in(bakery.workspaceId));
  const pier = await createWorkspace(owner, 'Pier Partners');
  const chandlery = await createWorkspace(bakery, 'Chandlery');
  await chandlery.post(`workspace-group-members/${await invite(pier, chandlery)}/block`).expect(200);
  const [invitation, offer] = await Promise.all([
    mailedLink(stage, seller.email, 'group-invitations'),
    mailedLink(stage, heir.email, 'group-invitations'),
  ]);
  return { admin, bakery, link, managed: made.id, books, invitation, offer, pier, chandlery };
}

async function invite(admin: Client, sub: Client, permissions?: readonly string[]): Promise<string> {
  const { body } = await admin
    .post('workspace-group-members', {
      sub_workspace_id: sub.workspaceId,
      ...(permissions && { permissions }),
    })
    .expect(200);
  return body.id;
}

/** What stays there until it is kept, or goes with the link. */
async function actIn(there: Client): Promise<void> {
  for (const name of ['holger', 'hanna'])
    await there.post('workspace-members', { email: `${name}@helpers.example`, role: 'editor' }).expect(200);
  await there.post('roles', { name: 'Season', permissions: ['campaigns:read'] }).expect(200);
}

function scenesOf(agency: Agency, group: Group): Scene[] {
  const at = (workspaceId: string) => `/w/${workspaceId}/settings/workspace-group`;
  const shows = 'Workspace Group';
  const above = { as: 'owner', path: at(group.admin.workspaceId), shows } as const;
  const below = { as: 'baker', path: at(group.bakery.workspaceId), shows } as const;
  const tab = (name: string) => `${above.path}?tab=${name}`;
  return [
    { name: 'group-alone', as: 'owner', path: at(agency.workspaceId), shows, act: untilAlone },
    { name: 'group-turned-down', as: 'owner', path: at(group.pier.workspaceId), shows, act: untilTurnedDown },
    { name: 'group-blocks', as: 'baker', path: at(group.chandlery.workspaceId), shows, act: untilBlocking },
    { name: 'group', ...above, act: untilListed },
    { name: 'group-none-found', ...above, path: `${above.path}?search=nothing`, act: untilNoneFound },
    { name: 'group-add', ...above, act: add },
    { name: 'group-add-choice', ...above, act: addByChoice },
    { name: 'group-make', ...above, act: dialog('Create a managed workspace') },
    { name: 'group-remove', ...above, act: remove },
    { name: 'group-sub', ...above, path: `${above.path}?sub=${group.link}`, act: untilDrawn },
    { name: 'group-sub-managed', ...above, path: `${above.path}?sub=${group.managed}`, act: untilDrawn },
    { name: 'group-ask', ...above, path: `${above.path}?sub=${group.managed}`, act: askForMore },
    { name: 'group-people', ...above, path: tab('people'), act: openPerson },
    { name: 'group-leaver', ...above, path: tab('people'), act: leaver },
    { name: 'group-grants', ...above, path: tab('grants'), act: chooseGrant },
    { name: 'group-grants-of-one', ...above, path: tab('grants'), act: ofOne },
    { name: 'group-give', ...above, path: tab('grants'), act: give },
    { name: 'group-guardrails', ...above, path: tab('guardrails'), act: untilRuled },
    { name: 'group-activity', ...above, path: tab('activity'), act: untilListed },
    {
      name: 'group-record',
      as: 'owner',
      path: `/w/${group.admin.workspaceId}/settings/audit-logs`,
      shows: 'Audit Logs',
      act: openRecord,
    },
    {
      name: 'acting',
      as: 'owner',
      path: `/w/${group.bakery.workspaceId}/settings/members`,
      shows: 'Members',
      act: untilListed,
    },
    { name: 'group-below', ...below, act: untilBelow },
    { name: 'group-narrow', ...below, act: dialog('Allow less') },
    { name: 'group-leave', ...below, act: leave },
    {
      name: 'group-banner',
      as: 'bookseller',
      path: `/w/${group.books.workspaceId}/settings/profile`,
      shows: 'Profile',
      act: (page) => page.getByRole('link', { name: 'Look at it' }).waitFor(),
    },
    { name: 'group-asked', as: 'bookseller', path: at(group.books.workspaceId), shows, act: untilAsked },
    { name: 'group-invitation', path: group.invitation, shows: /asks to run/ },
    {
      name: 'group-invitation-mine',
      as: 'bookseller',
      path: group.invitation,
      shows: /asks to run/,
      act: openLine,
    },
    { name: 'group-hand-over', path: group.offer, shows: /is to be yours/ },
    {
      name: 'group-invitation-unknown',
      path: '/group-invitations/nothing',
      shows: 'This link leads nowhere',
    },
  ];
}

const untilAlone = (page: Page) => page.getByText('This workspace stands alone').waitFor();
const untilTurnedDown = (page: Page) =>
  page.getByRole('list', { name: 'Invited workspaces' }).getByText('Rejected').waitFor();
const untilBlocking = (page: Page) => page.getByRole('button', { name: /^Unblock/ }).waitFor();
const untilListed = (page: Page) => page.getByRole('row').nth(1).waitFor();
const untilNoneFound = (page: Page) => page.getByText('No workspace of that name').waitFor();
const untilDrawn = async (page: Page) => {
  await page.getByRole('dialog').getByRole('list', { name: 'What you may do there' }).waitFor();
  await inSight(page);
};
const untilRuled = (page: Page) => page.getByLabel('E-mail domains').waitFor();
const untilBelow = (page: Page) => page.getByRole('list', { name: 'Who is here through it' }).waitFor();
const untilAsked = (page: Page) => page.getByRole('button', { name: 'Accept' }).waitFor();

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

async function add(page: Page): Promise<void> {
  await dialog('Add sub workspace')(page);
  await page.getByText(/^What that is/).click();
}

async function addByChoice(page: Page): Promise<void> {
  await dialog('Add sub workspace')(page);
  await page.getByRole('button', { name: /Authority asked for/ }).click();
  await page.getByRole('option', { name: /Choose one by one/ }).click();
  await page.getByRole('checkbox', { name: 'All: Leads', exact: true }).scrollIntoViewIfNeeded();
}

async function remove(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Actions for The Corner/ }).click();
  await page.getByRole('menuitem', { name: 'Remove from group' }).click();
  await inSight(page, 'alertdialog');
  await page.getByText(/What was made by way of the group/).waitFor();
}

async function openPerson(page: Page): Promise<void> {
  await page.getByRole('button', { name: /where Gail Gannet is/ }).click();
}

async function leaver(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Remove Gail Gannet/ }).click();
  await inSight(page, 'alertdialog');
}

async function chooseGrant(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: /^Gail Gannet/ }).check({ force: true });
}

async function ofOne(page: Page): Promise<void> {
  const person = page.getByRole('combobox', { name: 'Person' });
  await person.fill('Gail');
  await page.getByRole('option', { name: /Gail Gannet/ }).waitFor();
  await page.getByRole('option', { name: /Olive Oakes/ }).waitFor({ state: 'detached' });
  // By the keyboard: on a phone the list, too, stays out of sight until that had its chance to open.
  await person.press('ArrowDown');
  await person.press('Enter');
  await page.getByRole('button', { name: 'Take all away' }).waitFor();
}

async function give(page: Page): Promise<void> {
  await dialog('Give a role')(page);
  await page.getByText('In chosen ones').click();
  await page.getByRole('checkbox', { name: 'Tidewater' }).check({ force: true });
}

async function leave(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Leave workspace group' }).click();
  await inSight(page, 'alertdialog');
  const kept = page.getByRole('checkbox', { name: /holger@/ }).last();
  // What the step changes is counted meanwhile, and its lines move the box away under the pointer.
  await until('it is ticked', async () => {
    await kept.check({ force: true }).catch(() => undefined);
    return kept.isChecked();
  });
}

async function askForMore(page: Page): Promise<void> {
  await untilDrawn(page);
  await page.getByRole('button', { name: 'Ask for more' }).click();
  await page.getByRole('dialog', { name: 'Ask Tidewater for more' }).waitFor();
  await page.getByRole('checkbox', { name: 'See: Audit log', exact: true }).check({ force: true });
}

async function openRecord(page: Page): Promise<void> {
  await page.getByRole('button', { name: /acted in The Corner Bakery.*: Role created/ }).click();
  await page.getByText('Acted in', { exact: true }).waitFor();
}

async function openLine(page: Page): Promise<void> {
  await page
    .getByRole('list', { name: 'What they may do there' })
    .getByText('Members', { exact: true })
    .click();
}
