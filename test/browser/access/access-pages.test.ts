import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemRoles } from '@bailiwick/rbac';
import { newcomer } from '../../support/newcomers.js';
import { type Agency, foundAgency, hire, memberIdOf } from '../../support/people.js';
import { describeInBrowser } from '../support/chromium.js';
import { type Stage, openStage } from '../support/stage.js';

/** A box is a native one under its drawing: what is pressed is the label around both. */
const box = (page: Page, name: string) => page.getByRole('checkbox', { name, exact: true });
const tick = (page: Page, name: string) => box(page, name).check({ force: true });
const untick = (page: Page, name: string) => box(page, name).uncheck({ force: true });

const choose = async (page: Page, select: string | RegExp, option: string) => {
  await page.getByRole('button', { name: select }).click();
  await page.getByRole('option', { name: option }).click();
};

describeInBrowser('roles, from the first to the last', () => {
  let stage: Stage;
  let agency: Agency;
  let page: Page;

  beforeAll(async () => {
    stage = await openStage();
    agency = await foundAgency(stage.app);
    page = await stage.open(`/w/${agency.workspaceId}/settings/roles`, { cookie: agency.owner.cookie });
  });
  afterAll(() => stage.close());

  const inMatrix = (role: string) => `/w/${agency.workspaceId}/settings/roles/${role}`;
  const mayOf = async (who: 'editor' | 'view') => {
    const { body } = await agency[who].get('me/permissions').expect(200);
    return body.permissions as string[];
  };

  it('makes one of what is chosen, all of a kind at once', async () => {
    await page.getByRole('link', { name: 'New role' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Labels and lists');
    await tick(page, 'All: Lead labels');
    await untick(page, 'Delete: Lead labels');
    await tick(page, 'See: Audit log');
    await page.getByText('4 permissions chosen.').waitFor();
    await page.getByRole('button', { name: 'Create role' }).click();
    await page.getByRole('heading', { name: 'Labels and lists', level: 1 }).waitFor();
  });

  it('says at the name that there is one of this name already', async () => {
    await page.goto(inMatrix('new'));
    await page.getByLabel('Name', { exact: true }).fill('labels AND lists');
    await page.getByRole('button', { name: 'Create role' }).click();
    await page.getByText('A role with this name already exists.').waitFor();
    await page.getByLabel('Name', { exact: true }).and(page.locator(':focus')).waitFor();
  });

  it('shows in what it differs from another, and only that', async () => {
    await page.goto(`/w/${agency.workspaceId}/settings/roles`);
    await page.getByRole('link', { name: 'Labels and lists' }).click();
    await choose(page, /Compare with/, 'Viewer');
    await page.getByText(/^Compared with Viewer: 3 added, \d+ missing\.$/).waitFor();
    await page.getByRole('switch', { name: 'Only what differs' }).focus();
    await page.keyboard.press('Space');
    await box(page, 'See: Tags').waitFor({ state: 'attached' });
    expect(await box(page, 'See: Webhooks').count()).toBe(0);
    expect(page.url()).toMatch(/compare=.*differs=/);
  });

  it('says before saving who gains and who loses what, and asks when a person loses', async () => {
    const { body } = await agency.owner.get('roles?limit=100').expect(200);
    const role = body.items.find(({ name }: { name: string }) => name === 'Labels and lists').id;
    const member_id = await memberIdOf(agency.view);
    await agency.owner.post('grants', { member_id, role_id: role }).expect(200);
    await page.goto(inMatrix(role));
    await tick(page, 'See: Webhooks');
    await untick(page, 'See: Audit log');
    await page.getByText('1 person is affected: 1 gains permissions, 1 loses permissions.').waitFor();
    await page.getByRole('button', { name: 'Show who' }).click();
    await page.getByRole('region', { name: 'Who is affected' }).getByText('Victor Vance').waitFor();
    await page.getByText('Read the audit log of the workspace.').filter({ visible: true }).waitFor();
    await page.getByRole('button', { name: 'Save changes' }).click();
    const asked = page.getByRole('alertdialog');
    await asked.getByText(/Victor Vance loses/).waitFor();
    expect(await mayOf('view')).toContain('audit_logs:read');
    await asked.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Labels and lists was saved.').waitFor();
    expect(await mayOf('view')).toContain('webhooks:read');
    expect(await mayOf('view')).not.toContain('audit_logs:read');
  });

  it('explains a refusal before anybody presses Save', async () => {
    const { body } = await agency.owner
      .post('roles', { name: 'Auditors', permissions: ['audit_logs:read'] })
      .expect(200);
    const equal = await hire(stage.app, agency.owner, newcomer('Ada', 'Ames'), 'admin');
    await agency.owner.post('grants', { member_id: await memberIdOf(equal), role_id: body.id }).expect(200);
    const admin = await stage.open(inMatrix(body.id), { cookie: agency.admin.cookie });
    await tick(admin, 'See: Webhooks');
    await admin.getByText(/may do as much as you, or more/).waitFor();
    expect(await admin.getByRole('button', { name: 'Save changes' }).isDisabled()).toBe(true);
    await untick(admin, 'See: Webhooks');
    await admin.getByLabel('Description').fill('For the audit of the year');
    await admin.getByRole('button', { name: 'Save changes' }).click();
    await admin.getByText('Auditors was saved.').waitFor();
  });

  it('lets nobody change what a role of their own permits', async () => {
    const { body } = await agency.owner
      .post('roles', { name: 'Mine', permissions: ['audit_logs:read'] })
      .expect(200);
    await agency.owner
      .post('grants', { member_id: await memberIdOf(agency.admin), role_id: body.id })
      .expect(200);
    const admin = await stage.open(inMatrix(body.id), { cookie: agency.admin.cookie });
    await admin.getByText(/You hold this role yourself/).waitFor();
    await box(admin, 'See: Webhooks').click({ force: true });
    expect(await box(admin, 'See: Webhooks').isChecked()).toBe(false);
  });

  it('leaves the system’s as they are, and copies one', async () => {
    await page.goto(inMatrix(systemRoles.editor.id));
    await page.getByText(/System roles stay as they are/).waitFor();
    expect(await page.getByRole('button', { name: 'Save changes' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Copy as a new role' }).click();
    await page.getByText('This starts as a copy of Editor.').waitFor();
    expect(await box(page, 'Change: Campaigns').isChecked()).toBe(true);
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Copy of Editor');
  });

  it('deletes one in use only with another in its place', async () => {
    await page.goto(`/w/${agency.workspaceId}/settings/roles`);
    await page.getByRole('button', { name: 'Actions for Labels and lists' }).click();
    await page.getByRole('menuitem', { name: 'Delete role' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: 'Delete role' }).isDisabled()).toBe(true);
    await choose(page, /Role that takes its place/, 'Editor');
    await dialog.getByText(/1 person is affected/).waitFor();
    await dialog.getByRole('button', { name: 'Delete role' }).click();
    await page.getByText('The role Labels and lists was deleted.').waitFor();
    await page.getByRole('link', { name: 'Labels and lists' }).waitFor({ state: 'detached' });
    expect(await mayOf('view')).toContain('campaigns:update');
  });

  it('lets a person who may only look, look', async () => {
    const view = await stage.open(`/w/${agency.workspaceId}/settings/roles`, {
      cookie: agency.view.cookie,
    });
    await view.getByRole('link', { name: 'Auditors' }).click();
    await view.getByText(/lets you look at roles, and not change them/).waitFor();
    expect(
      await view
        .getByRole('main')
        .getByRole('button', { name: /Save|Delete role/ })
        .count(),
    ).toBe(0);
  });

  it('leaves no complaint in any console', () => {
    expect(stage.complaints).toEqual([]);
  });
});

describeInBrowser('an API key, from the first to the last', () => {
  let stage: Stage;
  let agency: Agency;
  let page: Page;
  let key = '';

  beforeAll(async () => {
    stage = await openStage();
    agency = await foundAgency(stage.app);
    page = await stage.open(`/w/${agency.workspaceId}/settings/api-keys`, { cookie: agency.owner.cookie });
  });
  afterAll(() => stage.close());

  const ask = async (path: string, secret = key) => {
    const answer = await fetch(`${stage.app.url}/api/v2/${path}`, {
      headers: { authorization: `Bearer ${secret}` },
    });
    return answer.status;
  };
  const shown = async () => {
    const secret = await page.getByRole('textbox', { name: 'API key' }).innerText();
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    return secret.trim();
  };
  const act = async (item: string, name = 'Import') => {
    await page.getByRole('button', { name: `Actions for ${name}` }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };

  it('belongs to a service principal, made beforehand', async () => {
    await page.getByRole('tab', { name: 'Service principals' }).click();
    await page.getByRole('button', { name: 'New service principal' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Nightly sync');
    await tick(page, 'Editor');
    await page.getByRole('button', { name: 'Create service principal' }).click();
    await page.getByRole('row', { name: /Nightly sync/ }).waitFor();
    await page.getByRole('link', { name: 'No keys of Nightly sync' }).click();
    await page.getByText('Only keys of Nightly sync').waitFor();
  });

  it('is made of scopes that its owner may have, and shown once', async () => {
    await page.getByRole('button', { name: 'New API key' }).click();
    const dialog = page.getByRole('dialog', { name: 'New API key' });
    await dialog.getByRole('button', { name: /^Nightly sync For/ }).waitFor();
    await page.getByLabel('Name', { exact: true }).fill('Import');
    await page.getByRole('button', { name: 'Create key' }).click();
    await page.getByText('Choose at least one.').waitFor();
    expect(await box(page, 'Change: Workspace').isDisabled()).toBe(true);
    expect(await box(page, 'Everything').isDisabled()).toBe(true);
    await tick(page, 'All: Leads');
    await tick(page, 'See: Workspace');
    expect(await box(page, 'See: Leads').isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Create key' }).click();
    key = await shown();
    expect(key).toMatch(/^key_/);
    expect(await page.content()).not.toContain(key);
    await page.getByRole('row', { name: /Import.*Nightly sync.*Workspace: see/ }).waitFor();
  });

  it('works, for what it is for', async () => {
    expect(await ask('workspaces/current')).toBe(200);
    expect(await ask('audit-logs')).toBe(403);
  });

  it('gets a new secret, and the previous one stops working at once, if so wished', async () => {
    await act('Make a new secret');
    await choose(page, /The secret of before/, 'Stops at once');
    await page.getByRole('button', { name: 'Make a new secret' }).click();
    const before = key;
    key = await shown();
    expect(key).not.toBe(before);
    expect([await ask('workspaces/current'), await ask('workspaces/current', before)]).toEqual([200, 401]);
  });

  it('is renamed, and given another end', async () => {
    await act('Rename or change expiry');
    await page.getByLabel('Name', { exact: true }).fill('Import of leads');
    await choose(page, /Expires/, 'Never');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('row', { name: /Import of leads.*Never/ }).waitFor();
  });

  it('is dead once it was revoked', async () => {
    await act('Revoke', 'Import of leads');
    const asked = page.getByRole('alertdialog', { name: 'Revoke Import of leads?' });
    await asked.getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('Import of leads was revoked.').waitFor();
    await page.getByText('No key of this one').waitFor();
    expect(await ask('workspaces/current')).toBe(401);
  });

  it('says how many others die with one', async () => {
    await page.getByRole('button', { name: /Stop showing only keys/ }).click();
    const { body: maker } = await agency.owner
      .post('api-keys', { name: 'Provisioning', scopes: ['api_keys:create', 'leads:read'] })
      .expect(200);
    for (const name of ['One', 'Two']) {
      const child = await fetch(`${stage.app.url}/api/v2/api-keys`, {
        method: 'POST',
        headers: { authorization: `Bearer ${maker.key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ name, scopes: ['leads:read'] }),
      });
      expect(child.status).toBe(200);
    }
    await page.reload();
    await page.getByText('Made by the key Provisioning').first().waitFor();
    await act('Revoke', 'Provisioning');
    await page.getByText(/The 2 keys made with it stop working with it/).waitFor();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('No API keys').waitFor();
  });

  it('stands in the audit log by its name', async () => {
    await page.getByRole('link', { name: 'Audit Logs' }).click();
    await page.getByText('made the API key One for Olive Oakes with the key Provisioning').waitFor();
    await page.getByText('revoked the API key Provisioning and 2 keys made with it').waitFor();
    await page.getByText('made the service principal Nightly sync as editor').waitFor();
  });

  it('leaves no complaint in any console', () => {
    expect(stage.complaints).toEqual([]);
  });
});
