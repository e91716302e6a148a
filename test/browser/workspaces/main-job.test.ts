import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PASSWORD, cast } from '../../../seeds/cast.js';
import { describeInBrowser } from '../support/chromium.js';
import { type Stage, mailedLink, openStage, signIn } from '../support/stage.js';

/** Each part goes on where the one before ended, as two people would. */
describeInBrowser('two people with two browsers', () => {
  let stage: Stage;
  let olive: Page;
  let edith: Page;

  beforeAll(async () => {
    stage = await openStage();
    olive = await stage.open('/');
    edith = await stage.open('/');
  });
  afterAll(() => stage.close());

  it('lets the first sign up, and confirm by the mailed link', async () => {
    const { email, first_name, last_name } = cast.owner;
    await olive.getByRole('link', { name: 'Sign up' }).click();
    await olive.getByLabel('First name').fill(first_name);
    await olive.getByLabel('Last name').fill(last_name);
    await olive.getByLabel('E-mail address').fill(email);
    await olive.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await olive.getByRole('button', { name: 'Create account' }).click();
    await olive.getByRole('heading', { name: 'Check your mail' }).waitFor();
    await olive.goto(await mailedLink(stage, email, 'verify-email'));
    await olive.getByRole('button', { name: 'Confirm my address' }).click();
    await olive.getByRole('heading', { name: 'Sign in' }).waitFor();
    await signIn(olive, cast.owner);
  });

  it('leads a person without a workspace to make one', async () => {
    await olive.getByRole('heading', { name: 'Create your first workspace' }).waitFor();
    await olive.getByLabel('Name').fill('Harbour Agency');
    await olive.getByRole('button', { name: 'Create workspace' }).click();
    await olive.getByRole('heading', { name: 'Members' }).waitFor();
    expect(new URL(olive.url()).pathname).toMatch(/^\/w\/[0-9a-f-]{36}\/settings\/members$/);
  });

  it('invites several at once, and says which address is none', async () => {
    await olive.getByRole('button', { name: 'Invite people' }).click();
    await olive
      .getByLabel('E-mail addresses')
      .fill(`${cast.editor.email}, ${cast.view.email}\nnobody@nowhere`);
    await olive.getByRole('alert').getByText('nobody@nowhere').waitFor();
    await olive.getByRole('button', { name: 'Send 2 invitations' }).click();
    await olive.getByText('2 invitations sent.').waitFor();
    await olive.keyboard.press('Escape');
    await olive.getByRole('tab', { name: /Pending invitations/ }).click();
    await olive.getByRole('row', { name: cast.editor.email }).waitFor();
    expect(await olive.getByRole('tab', { name: /Pending invitations/ }).innerText()).toContain('2');
  });

  it('lets the second join by the link in the mail, with a new account', async () => {
    const { email, first_name, last_name } = cast.editor;
    await edith.goto(await mailedLink(stage, email, 'invitations'));
    await edith.getByRole('heading', { name: 'Join Harbour Agency' }).waitFor();
    await edith.getByText('Olive Oakes invites you as editor.').waitFor();
    await edith.getByLabel('First name').fill(first_name);
    await edith.getByLabel('Last name').fill(last_name);
    await edith.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await edith.getByRole('button', { name: 'Create account and join' }).click();
    await edith.getByRole('heading', { name: 'Members' }).waitFor();
    await edith.getByRole('row', { name: /Edith Ellis.*Editor/ }).waitFor();
  });

  it('shows the first what the second did, without asking again', async () => {
    await olive.getByRole('link', { name: 'Audit Logs' }).click();
    await olive.getByText('Edith Ellis accepted the invitation and joined the workspace').waitFor();
    await olive.getByText(`Olive Oakes invited ${cast.editor.email} as editor`).waitFor();
    await edith.getByRole('button', { name: /account menu/i }).click();
    await edith.getByRole('menuitem', { name: 'Sign out' }).click();
    await edith.getByRole('heading', { name: 'Sign in' }).waitFor();
    await signIn(edith, cast.editor);
    await olive.getByText('Edith Ellis signed in and entered the workspace').first().waitFor();
  });

  it('changes a role, and takes it back', async () => {
    await olive.getByRole('navigation').getByRole('link', { name: 'Members' }).click();
    await olive.getByRole('button', { name: /Role of Edith Ellis/ }).click();
    await olive.getByRole('menuitemradio', { name: 'Admin' }).click();
    await olive.getByRole('row', { name: /Edith Ellis.*Admin/ }).waitFor();
    await olive.getByRole('button', { name: 'Undo' }).click();
    await olive.getByRole('row', { name: /Edith Ellis.*Editor/ }).waitFor();
  });

  it('renames the workspace where its name stands', async () => {
    await olive.getByRole('link', { name: 'Workspace', exact: true }).click();
    await olive.getByRole('button', { name: 'Rename the workspace' }).click();
    await olive.getByLabel('Name', { exact: true }).fill('Harbour & Co');
    await olive.keyboard.press('Enter');
    await olive.getByRole('button', { name: 'Harbour & Co Switch workspace' }).waitFor();
    await olive.getByRole('navigation').getByRole('link', { name: 'Members' }).click();
  });

  it('removes a person only after asking by name, and they find nothing there any more', async () => {
    await olive.getByRole('button', { name: 'Actions for Edith Ellis' }).click();
    await olive.getByRole('menuitem', { name: 'Remove from workspace' }).click();
    const dialog = olive.getByRole('alertdialog', { name: 'Remove Edith Ellis?' });
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await olive.getByText('Edith Ellis was removed.').waitFor();
    await edith.reload();
    await edith.getByRole('heading', { name: 'Nothing here' }).waitFor();
  });

  it('withdraws an invitation, whose link then says so', async () => {
    const link = await mailedLink(stage, cast.view.email, 'invitations');
    await olive.getByRole('tab', { name: /Pending invitations/ }).click();
    await olive.getByRole('button', { name: `Withdraw: ${cast.view.email}` }).click();
    await olive.getByRole('alertdialog').getByRole('button', { name: 'Withdraw' }).click();
    await olive.getByText('No pending invitations').waitFor();
    const victor = await stage.open(link);
    await victor.getByRole('heading', { name: 'This invitation was withdrawn' }).waitFor();
  });

  it('leaves no complaint in any console', () => {
    expect(stage.complaints).toEqual([]);
  });
});
