import type { Page } from 'playwright-core';
import { systemRoles } from '@bailiwick/rbac';
import { newcomer } from '../../support/newcomers.js';
import { type Agency, type Client, hire, memberIdOf } from '../../support/people.js';
import { until } from '../../support/until.js';
import type { Scene } from './scenes.js';
import type { Stage } from './stage.js';

interface Access {
  readonly hires: string;
  readonly labels: string;
  readonly service: string;
}

/** Roles that people hold, a program with keys, and a key that made another. */
export async function accessScenes({ app }: Stage, { owner, workspaceId }: Agency): Promise<Scene[]> {
  const made = await arrange(owner);
  for (const [first, last] of [
    ['Lara', 'Lane'],
    ['Leo', 'Lund'],
  ] as const) {
    const person = await hire(app, owner, newcomer(first, last), 'client');
    await owner.post('grants', { member_id: await memberIdOf(person), role_id: made.labels }).expect(200);
  }
  await keys(owner, app.url, made.service);
  return scenesOf(`/w/${workspaceId}/settings`, made);
}

async function arrange(owner: Client): Promise<Access> {
  const labels = await owner
    .post('roles', {
      name: 'Labels and lists',
      description: 'For whoever keeps lists and labels in order.',
      permissions: ['workspaces:read', 'roles:read', 'leads:read', 'lead_labels:read', 'lead_labels:update'],
    })
    .expect(200);
  const hires = await owner
    .post('roles', {
      name: 'Hiring',
      permissions: ['workspaces:read', 'workspace_members:create', 'workspace_members:read'],
      assignable_role_ids: [systemRoles.editor.id],
    })
    .expect(200);
  const service = await owner
    .post('service-principals', { name: 'Nightly sync', role_ids: [systemRoles.editor.id] })
    .expect(200);
  return { labels: labels.body.id, hires: hires.body.id, service: service.body.id };
}

async function keys(owner: Client, url: string, service: string): Promise<void> {
  await owner
    .post('api-keys', {
      name: 'Import of leads',
      scopes: ['leads:all', 'lead_lists:read'],
      member_id: service,
    })
    .expect(200);
  const expires_at = new Date(Date.now() + 30 * 86_400_000).toISOString();
  const { body: maker } = await owner
    .post('api-keys', { name: 'Provisioning', scopes: ['all:read', 'api_keys:create'], expires_at })
    .expect(200);
  const child = await fetch(`${url}/api/v2/api-keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${maker.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Report of the week', scopes: ['campaigns:read', 'visitors:read'] }),
  });
  if (child.status !== 200) throw new Error(await child.text());
}

function scenesOf(at: string, { labels, hires, service }: Access): Scene[] {
  const as = 'owner';
  const roles = { as, path: `${at}/roles`, shows: 'Roles' } as const;
  const role = { as, path: `${at}/roles/${labels}`, shows: 'Labels and lists' } as const;
  const keys = { as, path: `${at}/api-keys`, shows: 'API Keys' } as const;
  return [
    {
      name: 'roles',
      ...roles,
      act: (page) => page.getByRole('link', { name: 'Labels and lists' }).waitFor(),
    },
    { name: 'role', ...role, act: untilShown },
    {
      name: 'role-system',
      ...role,
      path: `${at}/roles/${systemRoles.editor.id}`,
      shows: 'Editor',
      act: untilShown,
    },
    { name: 'role-new', ...role, path: `${at}/roles/new`, shows: 'New role', act: untilShown },
    {
      name: 'role-compared',
      ...role,
      path: `${at}/roles/${labels}?compare=${systemRoles.view.id}&differs=true`,
      act: (page) => page.getByText(/^Compared with Viewer/).waitFor(),
    },
    { name: 'role-search', ...role, path: `${at}/roles/${labels}?search=labels`, act: untilShown },
    {
      name: 'role-nothing-found',
      ...role,
      path: `${at}/roles/${labels}?search=nothing+of+that`,
      act: (page) => page.getByText('No permission matches').waitFor(),
    },
    { name: 'role-affected', ...role, act: changeWhatTheyMay },
    { name: 'role-saving', ...role, act: saveWhatTheyLose },
    { name: 'role-delete', ...roles, act: deleteInUse },
    { name: 'role-assignable', ...role, path: `${at}/roles/${hires}`, shows: 'Hiring', act: toAssignable },
    { name: 'role-unknown', ...roles, path: `${at}/roles/${service}`, act: untilUnknown },
    { name: 'api-keys', ...keys, act: openDetails },
    { name: 'api-keys-of-one', ...keys, path: `${at}/api-keys?member=${service}`, act: untilListed },
    { name: 'api-key-new', ...keys, act: openCreate },
    { name: 'api-key-scopes', ...keys, act: chooseScopes },
    { name: 'api-key-shown', ...keys, act: makeKey },
    { name: 'api-key-rotate', ...keys, act: menu('Actions for Provisioning', 'Make a new secret') },
    { name: 'api-key-edit', ...keys, act: menu('Actions for Provisioning', 'Rename or change expiry') },
    { name: 'api-key-revoke', ...keys, act: revoke },
    { name: 'service-principals', ...keys, path: `${at}/api-keys?tab=services`, act: untilListed },
    { name: 'service-principal-new', ...keys, path: `${at}/api-keys?tab=services`, act: newService },
  ];
}

const untilListed = (page: Page) => page.getByRole('row').nth(1).waitFor();
const untilShown = (page: Page) => page.getByRole('checkbox').first().waitFor();
const untilUnknown = (page: Page) => page.getByText('There is no such role here').waitFor();

/** A box is a native one under its drawing: what is pressed is the label around both. */
const box = (page: Page, name: string) => page.getByRole('checkbox', { name, exact: true });

async function changeWhatTheyMay(page: Page): Promise<void> {
  await untilShown(page);
  await box(page, 'Change: Lead labels').uncheck({ force: true });
  await box(page, 'Create: Leads').check({ force: true });
  await page.getByText(/ gains? permissions, /).waitFor();
  await page.getByRole('button', { name: 'Show who' }).click();
}

async function saveWhatTheyLose(page: Page): Promise<void> {
  await changeWhatTheyMay(page);
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByRole('alertdialog').waitFor();
}

async function deleteInUse(page: Page): Promise<void> {
  await menu('Actions for Labels and lists', 'Delete role')(page);
  await page.getByRole('button', { name: /Role that takes its place/ }).click();
  await page.getByRole('option', { name: 'Viewer', exact: true }).click();
  await page.getByText(/(is|are) affected|Nobody gains or loses/).waitFor();
}

async function toAssignable(page: Page): Promise<void> {
  await untilShown(page);
  await page.getByRole('heading', { name: /may give these roles/ }).scrollIntoViewIfNeeded();
}

async function openDetails(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'What Import of leads may do' }).click();
  await page.getByText('Made by the key Provisioning').waitFor();
}

async function openCreate(page: Page): Promise<void> {
  await untilListed(page);
  await page.getByRole('button', { name: 'New API key' }).click();
  await inSight(page);
}

async function chooseScopes(page: Page): Promise<void> {
  await openCreate(page);
  await box(page, 'See everything').check({ force: true });
  await box(page, 'All: Campaigns').check({ force: true });
  await box(page, 'All: Leads').scrollIntoViewIfNeeded();
}

async function makeKey(page: Page): Promise<void> {
  await openCreate(page);
  await page.getByLabel('Name', { exact: true }).fill('Only shown');
  await box(page, 'See everything').check({ force: true });
  await page.getByRole('button', { name: 'Create key' }).click();
  await page.getByRole('button', { name: 'Copy the key' }).waitFor();
  await inSight(page);
}

async function revoke(page: Page): Promise<void> {
  await menu('Actions for Provisioning', 'Revoke')(page);
  await page.getByText(/stops working with it/).waitFor();
}

async function newService(page: Page): Promise<void> {
  await untilListed(page);
  await page.getByRole('button', { name: 'New service principal' }).click();
  await page.getByRole('checkbox', { name: 'Editor' }).waitFor({ state: 'attached' });
  await inSight(page);
}

const menu = (name: string, item: string) => async (page: Page) => {
  await page.getByRole('button', { name }).click();
  await page.getByRole('menuitem', { name: item }).click();
};

/** On a phone a dialog with a field stays out of sight until the keyboard had its chance to open. */
async function inSight(page: Page): Promise<void> {
  await page.getByRole('dialog').waitFor();
  const opacity = "getComputedStyle(document.querySelector('[role=dialog]').parentElement).opacity";
  await until('the dialog is in sight', async () => (await page.evaluate(opacity)) === '1');
}
