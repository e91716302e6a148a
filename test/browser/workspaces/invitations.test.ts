import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Character, PASSWORD, cast, stranger } from '../../../seeds/cast.js';
import { newcomer } from '../../support/newcomers.js';
import { type Client, createWorkspace, hire, join } from '../../support/people.js';
import { describeInBrowser } from '../support/chromium.js';
import { type Stage, mailedLink, openStage } from '../support/stage.js';

describeInBrowser('the link of an invitation', () => {
  let stage: Stage;
  let owner: Client;
  let simon: Client;

  beforeAll(async () => {
    stage = await openStage();
    owner = await createWorkspace(await join(stage.app, cast.owner), 'Harbour Agency');
    simon = await join(stage.app, stranger);
  });
  afterAll(() => stage.close());

  async function invited({ email }: Character): Promise<string> {
    await owner.post('workspace-members', { email, role: 'view' }).expect(200);
    return mailedLink(stage, email, 'invitations');
  }
  const isInside = (page: Page) =>
    page.getByRole('button', { name: 'Harbour Agency Switch workspace' }).waitFor();

  it('asks the holder of an account for the password alone, refuses a wrong one, and leads in', async () => {
    const known = newcomer('Kim', 'Keller');
    await join(stage.app, known);
    const page = await stage.open(await invited(known));
    expect(await page.getByLabel('Invitation for').inputValue()).toBe(known.email);
    await page.getByLabel('Password', { exact: true }).fill('not the right one');
    await page.getByRole('button', { name: 'Sign in and join' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in and join' }).click();
    await isInside(page);
  });

  it('asks a person who is signed in for one click', async () => {
    const link = await invited(stranger);
    const page = await stage.open(link, { cookie: simon.cookie });
    await page.getByRole('button', { name: 'Join' }).click();
    await isInside(page);
    await page.goto(link);
    await page.getByRole('heading', { name: 'This invitation was already accepted' }).waitFor();
  });

  it('tells another person whose it is, and lets them change places', async () => {
    const page = await stage.open(await invited(newcomer()), { cookie: simon.cookie });
    await page.getByRole('heading', { name: 'This invitation is for somebody else' }).waitFor();
    await page.getByRole('button', { name: /^Sign out/ }).click();
    await page.getByRole('button', { name: 'Create account and join' }).waitFor();
  });

  it('can be declined, after asking', async () => {
    const page = await stage.open(await invited(newcomer()));
    await page.getByRole('button', { name: 'Decline' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Decline' }).click();
    await page.getByRole('heading', { name: 'This invitation was declined' }).waitFor();
  });

  it('tells a person whose inviter lost the power to invite that an admin has to let them in', async () => {
    const adam = await hire(stage.app, owner, cast.admin, 'admin');
    const guest = newcomer('Gina', 'Gold');
    await adam.post('workspace-members', { email: guest.email, role: 'view' }).expect(200);
    const link = await mailedLink(stage, guest.email, 'invitations');
    const { body } = await adam.get('me/permissions').expect(200);
    await owner.patch(`workspace-members/${String(body.member_id)}`, { role: 'editor' }).expect(200);
    const page = await stage.open(link);
    await page.getByLabel('First name').fill(guest.first_name);
    await page.getByLabel('Last name').fill(guest.last_name);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Create account and join' }).click();
    await page.getByRole('heading', { name: 'Almost there' }).waitFor();
    const olive = await stage.open(`/w/${owner.workspaceId}/settings/members?tab=invitations`, {
      cookie: owner.cookie,
    });
    await olive.getByRole('button', { name: `Let in: ${guest.email}` }).click();
    await olive.getByText('Gina Gold is now a member.').waitFor();
    await page.goto('/');
    await isInside(page);
  });

  it('leaves no complaint in any console', () => {
    expect(stage.complaints).toEqual([]);
  });
});
