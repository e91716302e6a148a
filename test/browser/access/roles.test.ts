import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Agency, createWorkspace, foundAgency } from '../../support/people.js';
import { describeInBrowser } from '../support/chromium.js';
import { type Stage, openStage } from '../support/stage.js';

describeInBrowser('the console shows to each what the server would allow', () => {
  let stage: Stage;
  let agency: Agency;

  beforeAll(async () => {
    stage = await openStage();
    agency = await foundAgency(stage.app);
  });
  afterAll(() => stage.close());

  const members = (role: 'owner' | 'admin' | 'editor' | 'view') =>
    stage.open(`/w/${agency.workspaceId}/settings/members`, { cookie: agency[role].cookie });
  /** Everything on the page that one may press or follow, by its name, once the list is there. */
  const controls = async (page: Page) => {
    await page.getByRole('row', { name: /Victor Vance/ }).waitFor();
    const all = await page.getByRole('main').getByRole('button').all();
    return Promise.all(
      all.map(async (one) => (await one.getAttribute('aria-label')) ?? (await one.innerText())),
    );
  };
  const filters = ['Status', 'Role'];
  const pages = (page: Page) => page.getByRole('navigation').getByRole('link').allInnerTexts();

  it('offers the owner everything', async () => {
    const page = await members('owner');
    const people = [
      'Adam Archer: Admin',
      'Edith Ellis: Editor',
      'Victor Vance: Viewer',
      'Clara Cole: Client',
    ];
    const expected = [
      ...['Invite people', 'Export CSV', ...filters],
      ...people.flatMap((one) => [`Role of ${one}`, `Actions for ${one.replace(/:.*/, '')}`]),
    ];
    expect((await controls(page)).toSorted()).toEqual(expected.toSorted());
    expect(await pages(page)).toEqual([
      ...['Profile', 'Members', 'Workspace'],
      ...['Roles', 'API Keys', 'Workspace Group', 'Audit Logs'],
    ]);
  });

  it('offers an admin no person of their own rank', async () => {
    const page = await members('admin');
    const offered = await controls(page);
    expect(offered).toContain('Role of Edith Ellis: Editor');
    expect(offered.filter((one) => /Olive|Role of Adam/.test(one))).toEqual([]);
    await page.getByRole('button', { name: 'Role of Edith Ellis' }).click();
    const roles = await page.getByRole('menuitemradio').allInnerTexts();
    expect(roles.map((one) => one.split('\n')[0])).toEqual(['Admin', 'Editor', 'Viewer', 'Client']);
  });

  it.each(['editor', 'view'] as const)('offers %s to look, to take a list and to leave', async (role) => {
    const page = await members(role);
    const name = role === 'editor' ? 'Edith Ellis' : 'Victor Vance';
    expect(await controls(page)).toEqual(['Export CSV', ...filters, `Actions for ${name}`]);
    expect(await pages(page)).toEqual(['Profile', 'Members', 'Workspace', 'Roles']);
  });

  it('shows a client that there is nothing for them here, rather than an error', async () => {
    const page = await stage.open('/', { cookie: agency.client.cookie });
    await page.getByText('Nothing is shared with you here yet').waitFor();
    expect(await pages(page)).toEqual(['Profile']);
  });

  it('says the same of a foreign workspace as of one that never was', async () => {
    const foreign = await stage.open(`/w/${agency.stranger.workspaceId}/settings/members`, {
      cookie: agency.editor.cookie,
    });
    await foreign.getByRole('heading', { name: 'Nothing here' }).waitFor();
    await foreign.goto('/w/0192a000-0000-7000-8000-000000000000/settings/members');
    await foreign.getByRole('heading', { name: 'Nothing here' }).waitFor();
  });

  it('lets a person leave, and leads them on', async () => {
    const page = await members('view');
    await page.getByRole('button', { name: 'Actions for Victor Vance' }).click();
    await page.getByRole('menuitem', { name: 'Leave workspace' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('heading', { name: 'Create your first workspace' }).waitFor();
  });

  it('keeps two tabs in two workspaces apart', async () => {
    const other = await createWorkspace(agency.owner, 'Corner Bakery');
    const first = await members('owner');
    const second = await first.context().newPage();
    await second.goto(`/w/${other.workspaceId}/settings/workspace`);
    await second.getByRole('button', { name: 'Corner Bakery Switch workspace' }).waitFor();
    await second.getByRole('button', { name: 'Rename the workspace' }).click();
    await second.getByLabel('Name', { exact: true }).fill('Corner Bakers');
    await second.keyboard.press('Enter');
    await second.getByRole('button', { name: 'Corner Bakers Switch workspace' }).waitFor();
    await first.reload();
    await first.getByRole('button', { name: 'Harbour Agency Switch workspace' }).waitFor();
  });
});
