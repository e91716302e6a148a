import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemRoles } from '@bailiwick/rbac';
import { newcomer } from '../../support/newcomers.js';
import {
  type Agency,
  type Client,
  createWorkspace,
  foundAgency,
  hire,
  join,
  memberIdOf,
} from '../../support/people.js';
import { violations } from '../support/axe.js';
import { describeInBrowser } from '../support/chromium.js';
import { type Stage, mailedLink, openStage } from '../support/stage.js';

const baker = newcomer('Bruno', 'Baker');
const NAME = 'Corner Bakery';

describeInBrowser('a group of workspaces, from the first invitation to the last goodbye', () => {
  let stage: Stage;
  let agency: Agency;
  let bakery: Client;
  let olive: Page;
  let bruno: Page;

  beforeAll(async () => {
    stage = await openStage();
    agency = await foundAgency(stage.app);
    bakery = await createWorkspace(await join(stage.app, baker), NAME);
    olive = await stage.open('/', { cookie: agency.owner.cookie });
    bruno = await stage.open('/', { cookie: bakery.cookie });
  });
  afterAll(() => stage.close());

  const groupOf = ({ workspaceId }: Client) => `/w/${workspaceId}/settings/workspace-group`;
  const press = (page: Page, name: string | RegExp) =>
    page.getByRole('button', { name, exact: true }).click();
  const said = (page: Page, text: string | RegExp) =>
    page.getByLabel('Messages').getByText(text).first().waitFor();
  const asked = (page: Page) => page.getByRole('alertdialog');
  const bar = (page: Page) => page.getByRole('region', { name: 'Acting by way of the group' });
  const widthOver = (page: Page) =>
    page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  const link = async () => {
    const { body } = await bakery.get('workspace-group-members?side=sub').expect(200);
    return body.items[0];
  };

  it('invites a workspace by its id, which nobody above knows by name yet', async () => {
    await olive.goto(groupOf(agency.owner));
    await olive.getByText('This workspace stands alone').waitFor();
    await press(olive, 'Add sub workspace');
    await press(olive, 'Invite');
    await olive.getByText('Choose a workspace, or paste its whole ID.').waitFor();
    await olive.getByRole('combobox', { name: 'Workspace' }).fill(bakery.workspaceId);
    await press(olive, 'Invite');
    await said(olive, 'The owner of the workspace can now decide.');
    const list = olive.getByRole('list', { name: 'Invited workspaces' });
    await list.getByText('Pending').waitFor();
    await list.getByText(bakery.workspaceId).waitFor();
    expect(await list.getByText(NAME).count()).toBe(0);
  });

  it('says so to the owner above every page', async () => {
    await bruno.goto(`/w/${bakery.workspaceId}/settings/profile`);
    await bruno.getByRole('region', { name: /Harbour Agency asks to be the admin workspace/ }).waitFor();
    await bruno.getByRole('link', { name: 'Look at it' }).click();
    await bruno.getByText('What they may do here, if you accept').waitFor();
  });

  it('tells the bearer of the link what it is about, and lets the owner alone decide', async () => {
    const address = await mailedLink(stage, baker.email, 'group-invitations');
    const nobody = await stage.open(address);
    await nobody
      .getByRole('heading', { name: 'Harbour Agency asks to run Corner Bakery with you' })
      .waitFor();
    await nobody
      .getByRole('list', { name: 'What they may do there' })
      .getByText('Leads', { exact: true })
      .click();
    await nobody.getByText('Change, move and merge leads.').waitFor();
    await nobody.getByRole('link', { name: 'Sign in to answer' }).waitFor();

    const edith = await stage.open(address, { cookie: agency.editor.cookie });
    await press(edith, 'Accept');
    await edith.getByRole('heading', { name: 'This is not for you to decide' }).waitFor();

    await bruno.goto(address);
    await press(bruno, 'Accept');
    await said(bruno, 'Corner Bakery is now run with Harbour Agency.');
    await bruno.getByRole('heading', { name: 'Admin workspace' }).waitFor();
    expect((await link()).status).toBe('accepted');
    await bruno.goto(address);
    await bruno.getByRole('heading', { name: 'This invitation was accepted' }).waitFor();
  });

  it('lets the admin workspace in with one click, and never out of sight of where it acts', async () => {
    await olive.reload();
    await olive.getByRole('link', { name: `Open ${NAME}` }).click();
    await bar(olive).getByText('Acting in Corner Bakery as Olive Oakes, from Harbour Agency').waitFor();
    await press(olive, 'Invite people');
    await olive.getByLabel('E-mail addresses').fill('helper@harbour.example');
    await press(olive, 'Send invitation');
    await said(olive, 'Invitation sent.');
    await olive.getByRole('link', { name: 'Back to Harbour Agency' }).click();
    await olive.getByRole('heading', { name: 'Workspace Group' }).waitFor();
    expect(await bar(olive).count()).toBe(0);
  });

  it('allows less from one moment to the next', async () => {
    await bruno.goto(groupOf(bakery));
    await press(bruno, 'Allow less');
    const dialog = bruno.getByRole('dialog', { name: 'Allow less' });
    await dialog.getByRole('checkbox', { name: 'All: API keys', exact: true }).uncheck({ force: true });
    await dialog.getByText('4 permissions less.').waitFor();
    await dialog.getByRole('button', { name: 'Allow less' }).click();
    await said(bruno, 'They may do less here from now on.');
    expect((await link()).ceiling).not.toContain('api_keys:create');
    await olive.goto(`/w/${bakery.workspaceId}`);
    await bar(olive).waitFor();
    expect(await olive.getByRole('link', { name: 'API Keys' }).count()).toBe(0);
  });

  it('asks for more, and the owner allows it', async () => {
    await olive.goto(`${groupOf(agency.owner)}?sub=${(await link()).id}`);
    const drawer = olive.getByRole('dialog', { name: NAME });
    await drawer.getByRole('button', { name: 'Ask for more' }).click();
    const dialog = olive.getByRole('dialog', { name: `Ask ${NAME} for more` });
    await dialog.getByRole('checkbox', { name: 'See: Audit log', exact: true }).check({ force: true });
    await dialog.getByRole('button', { name: 'Ask' }).click();
    await said(olive, 'The owner of the workspace can now decide.');
    await bruno.reload();
    await bruno.getByText('Olive Oakes of Harbour Agency asks to do more here').waitFor();
    await press(bruno, 'Allow');
    await said(bruno, 'They may do more here from now on.');
    expect((await link()).ceiling).toContain('audit_logs:read');
  });

  it('names the workspace where something was done in the log above, and leads there', async () => {
    await olive.goto(`/w/${agency.workspaceId}/settings/audit-logs`);
    const row = olive.getByRole('row', { name: /Olive Oakes acted in Corner Bakery: Member invited/ });
    await row.getByRole('button').focus();
    await olive.keyboard.press('Enter');
    await row.getByText(bakery.workspaceId).waitFor();
    await row.getByRole('link', { name: `Open ${NAME}` }).press('Enter');
    await bar(olive).waitFor();
    await olive.goto(`${groupOf(agency.owner)}?tab=activity`);
    const there = olive.getByRole('row', { name: /Olive Oakes invited.*Corner Bakery/ });
    await there.getByRole('button').press('Enter');
    await there.getByText('Acting from').waitFor();
  });

  it('gives one person a role in chosen workspaces, and takes it away', async () => {
    await olive.goto(`${groupOf(agency.owner)}?tab=grants`);
    await olive.getByRole('row', { name: /All admins of the admin workspace/ }).waitFor();
    await press(olive, 'Give a role');
    const dialog = olive.getByRole('dialog', { name: 'Give a role in sub workspaces' });
    await dialog.getByRole('combobox', { name: 'People' }).fill('Edith');
    await olive.getByRole('option', { name: /Edith Ellis/ }).click();
    await dialog.getByText('In chosen ones').click();
    await dialog.getByRole('checkbox', { name: NAME }).check({ force: true });
    await dialog.getByRole('button', { name: 'Give', exact: true }).click();
    await said(olive, '1 role was given.');
    const row = olive.getByRole('row', { name: /Edith Ellis.*Editor.*Corner Bakery/ });
    await row.waitFor();
    const edith = await agency.editor.in(bakery.workspaceId).get('me/permissions').expect(200);
    expect(edith.body.access_via).toMatch(/^group:/);
    await row.getByRole('checkbox').check({ force: true });
    await press(olive, 'Take away 1 role');
    await asked(olive).getByRole('button', { name: 'Take away' }).click();
    await said(olive, '1 role was taken away.');
    await agency.editor.in(bakery.workspaceId).get('me/permissions').expect(404);
  });

  it('shows what one person was given, and takes it away as a whole or by choice', async () => {
    const give = async () => {
      const member_ids = [await memberIdOf(agency.editor)];
      for (const { id: role_id } of [systemRoles.editor, systemRoles.view])
        await agency.owner.post('workspace-group/grants', { member_ids, role_id, subs: 'all' }).expect(200);
    };
    await give();
    await olive.goto(`${groupOf(agency.owner)}?tab=grants`);
    const admins = olive.getByRole('row', { name: /All admins of the admin workspace/ });
    await admins.waitFor();
    await olive.getByRole('combobox', { name: 'Person' }).fill('Edith');
    await olive.getByRole('option', { name: /Edith Ellis/ }).click();
    await olive.getByText('Edith Ellis was given 2 roles in sub workspaces.').waitFor();
    const only = olive.getByRole('button', { name: 'Stop showing only Edith Ellis' });
    await olive.locator(':focus').and(only).waitFor();
    expect(await admins.count()).toBe(0);
    await olive.getByRole('button', { name: /Role$/ }).click();
    await olive.getByRole('option', { name: 'Viewer', exact: true }).click();
    await olive.getByText('Edith Ellis was given the role Viewer once.').waitFor();
    const { searchParams } = new URL(olive.url());
    expect([...searchParams.keys()]).toEqual(expect.arrayContaining(['member', 'role']));
    await olive.goto(`${groupOf(agency.owner)}?tab=grants&member=${searchParams.get('member') ?? ''}`);
    await press(olive, 'Take all away');
    await asked(olive).getByText('Take away all 2 roles of Edith Ellis?').waitFor();
    await asked(olive).getByRole('button', { name: 'Take away' }).click();
    await said(olive, '2 roles were taken away.');
    await olive.getByText('No role matches').waitFor();
    await agency.editor.in(bakery.workspaceId).get('me/permissions').expect(404);

    await give();
    await olive.reload();
    await olive.getByRole('checkbox', { name: 'Choose all 2 that are shown' }).check({ force: true });
    await olive.getByRole('checkbox', { name: /^Edith Ellis: Viewer/ }).uncheck({ force: true });
    await press(olive, 'Take away 1 role');
    await asked(olive).getByRole('button', { name: 'Take away' }).click();
    await olive.getByText('Edith Ellis was given 1 role in sub workspaces.').waitFor();
    await press(olive, 'Take all away');
    await asked(olive).getByRole('button', { name: 'Take away' }).click();
    await press(olive, 'Clear filters');
    await admins.waitFor();
  });

  it('keeps a role the same below, and lets the owner there decide on more', async () => {
    const { body: role } = await agency.owner
      .post('roles', { name: 'Researcher', permissions: ['leads:read'] })
      .expect(200);
    await olive.goto(`/w/${agency.workspaceId}/settings/roles`);
    await olive.getByRole('button', { name: 'Actions for Researcher' }).focus();
    await olive.keyboard.press('Enter');
    await olive.getByRole('menuitem', { name: 'Publish to all sub workspaces' }).press('Enter');
    await asked(olive)
      .getByText(/^The one sub workspace gets this role/)
      .waitFor();
    await asked(olive).getByRole('button', { name: 'Publish' }).press('Enter');
    await said(olive, 'Researcher is now in all sub workspaces.');
    await agency.owner.patch(`roles/${role.id}`, { permissions: ['leads:read', 'leads:update'] }).expect(200);

    const phone = await stage.open(`/w/${bakery.workspaceId}/settings/roles`, { cookie: bakery.cookie });
    await phone.setViewportSize({ width: 390, height: 844 });
    const row = phone.getByRole('row', { name: /Researcher.*Asks for more.*Kept by Harbour Agency/ });
    await row.waitFor();
    expect(await widthOver(phone)).toBe(0);
    await row.getByRole('link', { name: 'Researcher' }).click();
    const offer = phone.getByRole('region', { name: 'Harbour Agency asks that this role permit more' });
    await offer
      .getByRole('list', { name: 'Besides what it permits already' })
      .getByText('change', { exact: true })
      .waitFor();
    await offer.getByText('Nobody gains or loses anything by this.').waitFor();
    await phone.getByText(/^Kept by Harbour Agency: it can be changed only there/).waitFor();
    expect(await phone.getByRole('button', { name: 'Delete role' }).count()).toBe(0);
    expect(await widthOver(phone)).toBe(0);
    await offer.getByRole('button', { name: 'Accept' }).press('Enter');
    await said(phone, 'Researcher permits more from now on.');
    await offer.waitFor({ state: 'detached' });
    expect(await phone.getByRole('checkbox', { name: 'Change: Leads', exact: true }).isChecked()).toBe(true);
    await phone.close();

    await olive.getByRole('link', { name: 'Researcher' }).click();
    await olive.getByText(/^Published to all sub workspaces/).waitFor();
    await press(olive, 'Stop publishing');
    await asked(olive).getByRole('button', { name: 'Stop publishing' }).click();
    await said(olive, 'Researcher is no longer published.');
    await olive.getByRole('button', { name: 'Publish to all sub workspaces' }).waitFor();
  });

  it('leaves, keeps what it wants to keep, and is a workspace like any other again', async () => {
    await bruno.goto(groupOf(bakery));
    await press(bruno, 'Leave workspace group');
    const dialog = asked(bruno);
    await dialog.getByRole('checkbox', { name: 'helper@harbour.example: Editor' }).check({ force: true });
    await dialog.getByRole('button', { name: 'Leave' }).click();
    await said(bruno, 'This workspace is no longer in the group of Harbour Agency.');
    await bruno.getByText('This workspace stands alone').waitFor();
    const { body } = await bakery.get('invitations').expect(200);
    expect(body.items.map(({ email }: { email: string }) => email)).toEqual(['helper@harbour.example']);
    await olive.goto(`/w/${bakery.workspaceId}`);
    await olive.getByText('Nothing here').first().waitFor();
    await olive.goto(`/w/${agency.workspaceId}/settings/audit-logs?activity=member.invited`);
    await olive.getByText(/acted in a sub workspace: Member invited/).waitFor();
  });

  it('still shows a first invitation that was turned down or never answered, and asks again', async () => {
    const partners = await createWorkspace(agency.owner, 'Pier Partners');
    const shop = await createWorkspace(await join(stage.app, newcomer('Cora', 'Cable')), 'Chandlery');
    const invite = () =>
      partners.post('workspace-group-members', { sub_workspace_id: shop.workspaceId }).expect(200);
    const { body: first } = await invite();
    await shop.post(`workspace-group-members/${first.id}/rejection`).expect(200);
    await olive.goto(groupOf(partners));
    await olive.getByText('This workspace stands alone').waitFor();
    const list = olive.getByRole('list', { name: 'Invited workspaces' });
    await list.getByText('Rejected').waitFor();
    expect(await violations(olive)).toEqual([]);
    await list.getByRole('button', { name: /^Invite again/ }).press('Enter');
    await said(olive, 'The owner of the workspace can decide again.');
    await list.getByText('Pending').waitFor();
    await list.getByText('Rejected').waitFor({ state: 'detached' });
    const { superuser } = stage.app.db;
    await superuser.query(
      "update group_links set expires_at = now() - interval '1 hour' where workspace_id = $1 and status = 'pending'",
      [shop.workspaceId],
    );
    await olive.reload();
    await olive.getByText('This workspace stands alone').waitFor();
    await list.getByText('Expired').waitFor();
    await list.getByRole('button', { name: /^Take off the list/ }).press('Enter');
    await list.waitFor({ state: 'detached' });

    const { body: last } = await invite();
    await shop.post(`workspace-group-members/${last.id}/block`).expect(200);
    const cora = await stage.open(groupOf(shop), { cookie: shop.cookie });
    const blocked = cora.getByRole('region', { name: 'Blocked admin workspaces' });
    await blocked.getByText('Pier Partners').waitFor();
    expect(await violations(cora)).toEqual([]);
    await blocked.getByRole('button', { name: 'Unblock Pier Partners' }).press('Enter');
    await asked(cora).getByRole('button', { name: 'Unblock' }).press('Enter');
    await said(cora, 'Pier Partners can invite this workspace again.');
    await blocked.waitFor({ state: 'detached' });
    await invite();
    await cora.close();
  });

  it('makes a workspace of its own, and hands it over to a client', async () => {
    await olive.goto(groupOf(agency.owner));
    await press(olive, 'Create a managed workspace');
    await olive.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Tidewater');
    await press(olive, 'Create workspace');
    await said(olive, 'Tidewater is ready.');
    const adam = await stage.open(groupOf(agency.owner), { cookie: agency.admin.cookie });
    await press(adam, 'Details of Tidewater');
    const drawer = adam.getByRole('dialog', { name: 'Tidewater' });
    await drawer.getByRole('heading', { name: 'What you may do there' }).waitFor();
    expect(await drawer.getByRole('button', { name: 'Hand over' }).count()).toBe(0);
    await adam.close();
    await press(olive, 'Details of Tidewater');
    await olive.getByRole('dialog', { name: 'Tidewater' }).getByRole('button', { name: 'Hand over' }).click();
    const dialog = olive.getByRole('dialog', { name: 'Hand Tidewater over' });
    await dialog.getByLabel('E-mail address of the new owner').fill(baker.email);
    await dialog.getByRole('button', { name: 'Hand over' }).click();
    await said(olive, `${baker.email} can now accept it.`);
    await olive.getByText(`Offered to ${baker.email}`).waitFor();

    const isOffer = (one: string) => one.includes('/group-invitations/');
    const mail = await stage.app.inbox.waitFor(
      ({ to, links, text }) => to.includes(baker.email) && links.some(isOffer) && text.includes('Tidewater'),
    );
    await bruno.goto(mail.links.find(isOffer) ?? '');
    await bruno.getByRole('heading', { name: 'Tidewater is to be yours' }).waitFor();
    await press(bruno, 'Accept and own it');
    await said(bruno, 'Tidewater is yours now.');
    await bruno.getByText('Consented').waitFor();
    await bruno.getByRole('button', { name: 'Leave workspace group' }).waitFor();
  });

  it('removes a person from everywhere in one act, with a receipt to keep', async () => {
    const tidewater = bruno.url().split('/')[4] ?? '';
    const leaver = newcomer('Lena', 'Leaver');
    await hire(stage.app, bakery.in(tidewater), leaver, 'editor');
    await olive.goto(`${groupOf(agency.owner)}?tab=people&search=Lena`);
    await press(olive, 'Remove Lena Leaver everywhere');
    await asked(olive).getByRole('button', { name: 'Remove everywhere' }).click();
    const receipt = olive.getByRole('dialog', { name: 'Lena Leaver was removed' });
    await receipt
      .getByRole('region', { name: 'Taken away' })
      .getByText(/membership/)
      .waitFor();
    const file = olive.waitForEvent('download');
    await receipt.getByRole('button', { name: 'Download as CSV' }).click();
    expect((await file).suggestedFilename()).toBe('receipt.csv');
    await receipt.getByRole('button', { name: 'Done' }).click();
    await olive.getByText('Nobody is found').waitFor();
  });

  it('shows all about one of them by the keyboard, and gives the focus back', async () => {
    await olive.goto(groupOf(agency.owner));
    const details = olive.getByRole('button', { name: 'Details of Tidewater' });
    await details.focus();
    await olive.keyboard.press('Enter');
    await olive
      .getByRole('dialog', { name: 'Tidewater' })
      .getByText('Who of you may do what there')
      .waitFor();
    expect(new URL(olive.url()).searchParams.get('sub')).toBeTruthy();
    await olive.keyboard.press('Escape');
    await olive.locator(':focus').and(details).waitFor();
    expect(new URL(olive.url()).search).toBe('');
  });

  it('asks more of everybody below, and says from when', async () => {
    await olive.goto(`${groupOf(agency.owner)}?tab=guardrails`);
    await olive.getByLabel('Longest session, in hours').fill('72');
    await press(olive, 'Save');
    await said(olive, 'The guardrails are saved.');
    await olive.getByText('Whoever signed in more than 72 hours ago signs in again.').waitFor();
    await bruno.reload();
    const rules = bruno.getByRole('region', { name: 'Rules that bind here' });
    await rules.getByText('Whoever signed in more than 72 hours ago signs in again.').waitFor();
  });

  it('logs everybody out, in the workspaces below as well', async () => {
    const tidewater = bruno.url().split('/')[4] ?? '';
    await bakery.in(tidewater).get('me/permissions').expect(200);
    await olive.goto(`/w/${agency.workspaceId}/settings/profile`);
    await press(olive, 'Log out all users');
    await asked(olive).getByRole('checkbox', { name: 'Also in all sub workspaces' }).check({ force: true });
    await asked(olive)
      .getByText(/^In the one sub workspace everybody has to sign in again/)
      .waitFor();
    await asked(olive).getByRole('button', { name: 'Log out all users' }).click();
    await olive.waitForURL(/sign-in/);
    await bakery.in(tidewater).get('me/permissions').expect(401);
  });

  it('leaves no complaint in any console', () => {
    expect(stage.complaints).toEqual([]);
  });
});
