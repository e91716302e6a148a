import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { PASSWORD, cast } from '../../../seeds/cast.js';
import { newcomer } from '../../support/newcomers.js';
import {
  type Agency,
  type Client,
  createWorkspace,
  foundAgency,
  goStale,
  hire,
  memberIdOf,
} from '../../support/people.js';
import { describeInBrowser } from '../support/chromium.js';
import { type Stage, mailedLink, openStage, signIn } from '../support/stage.js';

const DAY_MS = 86_400_000;

describeInBrowser('looking after people and the workspace', () => {
  let stage: Stage;
  let agency: Agency;
  let olive: Page;

  beforeAll(async () => {
    stage = await openStage();
    agency = await foundAgency(stage.app);
    await agency.owner
      .post('roles', { name: 'Reviewer', permissions: ['workspaces:read', 'campaigns:read'] })
      .expect(200);
    olive = await stage.open('/', { cookie: agency.owner.cookie, viewport: { width: 1400, height: 900 } });
  });
  beforeEach(() => olive.goto(`/w/${agency.workspaceId}/settings/members`));
  afterAll(() => stage.close());

  const press = (page: Page, name: string | RegExp) =>
    page.getByRole('button', { name, exact: true }).click();
  const said = (page: Page, text: string) => page.getByLabel('Messages').getByText(text).first().waitFor();
  const open = (name: string) => olive.getByRole('link', { name, exact: true }).click();
  const beside = () => olive.getByRole('complementary', { name: 'About this member' });
  const asked = (page: Page) => page.getByRole('alertdialog');
  const member = async (client: Client) =>
    (await agency.owner.get(`workspace-members/${await memberIdOf(client)}`).expect(200)).body;
  const choose = async (page: Page, label: string, option: string | RegExp) => {
    await page.getByRole('button', { name: label }).click();
    await page.getByRole('option', { name: option }).click();
  };

  it('gives a role of the workspace until a day, says so in the list, extends it, and takes it away', async () => {
    const [until, later] = [30, 60].map((days) =>
      new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10),
    );
    await open('Victor Vance');
    await press(olive, 'Give a role');
    const dialog = olive.getByRole('dialog', { name: 'Give Victor Vance a role' });
    await dialog.getByRole('button', { name: /Role/ }).click();
    await olive.getByRole('option', { name: 'Reviewer' }).click();
    await dialog.getByLabel('Until').fill(until!);
    await dialog.getByLabel('Reason').fill('For the autumn review');
    await dialog.getByRole('button', { name: 'Give' }).click();
    await said(olive, 'Victor Vance has the role Reviewer.');
    await olive.getByRole('row', { name: /Victor Vance.*Viewer, Reviewer until/ }).waitFor();
    await olive.getByRole('list', { name: 'Roles' }).getByText('For the autumn review').waitFor();
    const given = (await member(agency.view)).roles.find(
      (role: { name: string }) => role.name === 'Reviewer',
    );
    expect(given.expires_at.slice(0, 10)).toBe(until);

    await press(olive, 'Actions for the role Reviewer');
    await olive.getByRole('menuitem', { name: 'Change end or reason' }).click();
    await olive.getByRole('dialog').getByLabel('Until').fill(later!);
    await olive.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await said(olive, 'Reviewer of Victor Vance is changed.');
    expect(
      (await member(agency.view)).roles.find((role: { name: string }) => role.name === 'Reviewer').expires_at,
    ).toContain(later);

    await press(olive, 'Actions for the role Reviewer');
    await olive.getByRole('menuitem', { name: 'Take away' }).click();
    await asked(olive).getByRole('button', { name: 'Take away' }).click();
    await said(olive, 'Victor Vance no longer has the role Reviewer.');
    expect((await member(agency.view)).roles).toHaveLength(1);
  });

  it('explains why a person may do something and why not, keeps the question in the address, and closes by Escape', async () => {
    await open('Edith Ellis');
    await olive.getByRole('combobox', { name: 'What they do' }).fill('launch');
    await olive.getByRole('option', { name: /launch and pause campaigns/ }).click();
    await olive.getByText('Allowed', { exact: true }).waitFor();
    await olive.getByText('Editor, given by Olive Oakes').waitFor();
    expect(new URL(olive.url()).searchParams.get('why')).toBe('campaigns:update');
    await open('Victor Vance');
    await olive.getByRole('combobox', { name: 'What they do' }).fill('invite people');
    await olive.getByRole('option', { name: /Invite people/ }).click();
    await olive.getByText('Not allowed', { exact: true }).waitFor();
    await olive.getByText('No role of theirs holds it.').waitFor();
    await beside().getByRole('link', { name: 'Olive Oakes' }).waitFor();
    await olive.reload();
    await olive.getByText('Not allowed', { exact: true }).waitFor();
    await beside().focus();
    await olive.keyboard.press('Escape');
    await olive
      .locator(':focus')
      .and(olive.getByRole('link', { name: 'Victor Vance' }))
      .waitFor();
  });

  it('suspends a member, finds them by the filter, and lets them in again', async () => {
    const edith = await stage.open(`/w/${agency.workspaceId}/settings/members`, {
      cookie: agency.editor.cookie,
    });
    await edith.getByRole('heading', { name: 'Members' }).waitFor();
    await open('Edith Ellis');
    await press(olive, 'Suspend');
    await asked(olive).getByRole('button', { name: 'Suspend' }).click();
    await said(olive, 'Edith Ellis is suspended.');
    await edith.reload();
    await edith.getByText('suspended').first().waitFor();
    await choose(olive, 'Status', 'Suspended');
    await olive.getByRole('row', { name: /Edith Ellis/ }).waitFor();
    expect(await olive.getByRole('row').count()).toBe(2);
    expect(new URL(olive.url()).searchParams.get('status')).toBe('suspended');
    await press(olive, 'Let in again');
    await said(olive, 'Edith Ellis is let in again.');
    await edith.reload();
    await edith.getByRole('heading', { name: 'Members' }).waitFor();
  });

  it('removes a person with what they leave behind, as it was ticked', async () => {
    const inviter = await hire(stage.app, agency.owner, newcomer('Ines', 'Inn'), 'admin');
    const guest = newcomer('Gus', 'Guest');
    await inviter.post('workspace-members', { email: guest.email, role: 'view' }).expect(200);
    await olive.reload();
    await press(olive, 'Actions for Ines Inn');
    await olive.getByRole('menuitem').click();
    await asked(olive).getByText(guest.email).waitFor();
    await asked(olive).getByText('Keep these invitations').click();
    await asked(olive).getByRole('button', { name: 'Remove' }).click();
    await said(olive, 'Ines Inn was removed.');
    const { body } = await agency.owner.get('invitations').expect(200);
    expect(body.items.map(({ email }: { email: string }) => email)).toContain(guest.email);
  });

  it('invites by a file, says what is wrong with a row beforehand, and takes a list out as one', async () => {
    await press(olive, 'Invite people');
    await olive.locator('input[type=file]').setInputFiles({
      name: 'people.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        `role,email\nReviewer,ada@team.example\nCaptain,ben@team.example\n,${cast.view.email}\n`,
      ),
    });
    await olive.getByRole('alert').getByText('ben@team.example').waitFor();
    await press(olive, 'Send 2 invitations');
    await said(olive, 'Invitation sent.');
    await olive.getByRole('alert').getByText(`${cast.view.email} is already invited or a member`).waitFor();
    await press(olive, 'Close');
    await olive.getByRole('tab', { name: /Pending invitations/ }).click();
    await olive.getByRole('row', { name: /ada@team.example.*Reviewer/ }).waitFor();
    const [file] = await Promise.all([olive.waitForEvent('download'), press(olive, 'Export CSV')]);
    expect(file.suggestedFilename()).toBe('members.csv');
  });

  it('lets in only addresses of a domain, and says so to the others', async () => {
    await olive.goto(`/w/${agency.workspaceId}/settings/workspace`);
    await olive.getByLabel('Domain', { exact: true }).fill('harbour.example');
    await press(olive, 'Add');
    await said(olive, 'Of harbour.example people get in from now on.');
    const clara = await stage.open(`/w/${agency.workspaceId}`, { cookie: agency.client.cookie });
    await clara.getByRole('heading', { name: 'This workspace asks for another e-mail address' }).waitFor();
    await press(olive, 'Remove harbour.example');
    await said(olive, 'harbour.example is taken off the list.');
    await press(clara, 'Try again');
    await clara.getByText('Nothing is shared with you here yet').waitFor();
  });

  it('asks for more time where the mail leads, once', async () => {
    const { body: roles } = await agency.owner.get('roles').expect(200);
    const { body: grant } = await agency.owner
      .post('grants', {
        member_id: await memberIdOf(agency.editor),
        role_id: roles.items.find(({ name }: { name: string }) => name === 'Reviewer').id,
        expires_at: new Date(Date.now() + DAY_MS).toISOString(),
      })
      .expect(200);
    const path = `/w/${agency.workspaceId}/extension/${String(grant.id)}`;
    const edith = await stage.open(path, { cookie: agency.editor.cookie });
    await edith.getByRole('heading', { name: 'Your role: Reviewer' }).waitFor();
    await press(edith, 'Ask for more time');
    await edith.getByRole('heading', { name: 'You have asked' }).waitFor();
    await edith.reload();
    await press(edith, 'Ask for more time');
    await edith.getByRole('heading', { name: 'You asked already' }).waitFor();
    await open('Edith Ellis');
    await beside().getByText('Asks for more time').waitFor();
  });

  it('hands the workspace over with a password, and takes it back by the mailed link', async () => {
    await goStale(stage.app, agency.owner);
    await olive.goto(`/w/${agency.workspaceId}/settings/workspace`);
    await press(olive, 'Change owner');
    await olive.getByRole('combobox', { name: 'Next owner' }).fill('adam');
    await olive.getByRole('option', { name: /Adam Archer/ }).click();
    await olive.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await press(olive, 'Hand over');
    await said(olive, 'Adam Archer can now confirm it.');
    await olive.getByRole('list', { name: 'Ownership' }).getByText('Adam Archer').waitFor();

    const adam = await stage.open('/sign-in');
    await signIn(adam, cast.admin);
    await press(adam, 'Confirm');
    await asked(adam).getByRole('button', { name: 'Confirm' }).click();
    await said(adam, 'You own Harbour Agency now.');
    await olive.reload();
    await olive.getByText('You handed this workspace over').waitFor();

    const page = await stage.open(await mailedLink(stage, cast.owner.email, 'ownership-reversals'));
    await page.getByLabel('Password', { exact: true }).fill('not the right one');
    await press(page, 'Take it back');
    await page.getByText('The password is wrong.').waitFor();
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await press(page, 'Take it back');
    await page.getByRole('heading', { name: 'You own Harbour Agency again' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'This was reversed already' }).waitFor();
    await olive.reload();
    await olive.getByRole('button', { name: 'Change owner' }).waitFor();
  });

  it('removes a workspace only by its name, says so on every page, and leaves the way back to those who may', async () => {
    const owner = await createWorkspace(agency.stranger, 'Lantern & Sons');
    const view = await hire(stage.app, owner, newcomer('Vic', 'View'), 'view');
    const page = await stage.open(`/w/${owner.workspaceId}/settings/workspace`, { cookie: owner.cookie });
    await press(page, 'Remove workspace');
    await page.getByLabel(/^Type/).fill('Lantern');
    expect(await page.getByRole('button', { name: 'Remove in 24 hours' }).isDisabled()).toBe(true);
    await page.getByLabel(/^Type/).fill('Lantern & Sons');
    await press(page, 'Remove in 24 hours');
    await page.getByRole('region', { name: 'Lantern & Sons is going to be removed' }).waitFor();
    const other = await stage.open(`/w/${owner.workspaceId}/settings/profile`, { cookie: view.cookie });
    await other.getByRole('region', { name: 'Lantern & Sons is going to be removed' }).waitFor();
    expect(await other.getByRole('button', { name: 'Cancel the removal' }).count()).toBe(0);
    await press(page, 'Cancel the removal');
    await said(page, 'Lantern & Sons stays.');
    await page.getByRole('button', { name: 'Remove workspace' }).waitFor();
  });

  it('leaves no complaint in any console', () => {
    expect(stage.complaints).toEqual([]);
  });
});
