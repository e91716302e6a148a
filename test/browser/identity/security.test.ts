import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Character, PASSWORD, cast } from '../../../seeds/cast.js';
import { newcomer } from '../../support/newcomers.js';
import { type Client, createWorkspace, hire, join, signIn as logIn } from '../../support/people.js';
import { Authenticator } from '../support/authenticator.js';
import { describeInBrowser } from '../support/chromium.js';
import { type Stage, mailedLink, openStage, signIn } from '../support/stage.js';

describeInBrowser('signing in, and staying the only one who can', () => {
  let stage: Stage;
  let owner: Client;

  beforeAll(async () => {
    stage = await openStage();
    owner = await createWorkspace(await join(stage.app, cast.owner), 'Harbour Agency');
  });
  afterAll(() => stage.close());

  const isInside = (page: Page) =>
    page.getByRole('button', { name: 'Harbour Agency Switch workspace' }).waitFor();
  const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).waitFor();
  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
  const type = (page: Page, label: string, text: string) =>
    page.getByLabel(label, { exact: true }).fill(text);
  const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

  /** A person of the agency, with their profile open in front of them. */
  async function atProfile(person = newcomer(), role = 'editor') {
    const client = await hire(stage.app, owner, person, role);
    const path = `/w/${owner.workspaceId}/settings/profile`;
    const page = await stage.open(path, { cookie: client.cookie });
    await heading(page, 'Profile');
    return { person, client, page, path };
  }

  const protectedBy = (client: Client) => Authenticator.of(stage.app, client);

  const passwordStep = async (person: Character) => {
    const page = await stage.open('/sign-in');
    await signIn(page, person);
    return page;
  };

  /** As if the login was longer ago than acts of consequence allow. */
  const letTimePass = ({ userId }: Client) =>
    stage.app.db.superuser.query(
      `update sessions set authenticated_at = now() - interval '11 minutes', reauthenticated_at = null
        where user_id = $1`,
      [userId],
    );
  const isTwoFactorOn = async (client: Client) =>
    (await client.get('me/two-factor').expect(200)).body.enabled;

  it('sets up a second factor from the page, which then asks for it', async () => {
    const { person, client, page } = await atProfile();
    await press(page, 'Set up');
    await page.getByRole('img', { name: 'QR code for an authenticator app' }).waitFor();
    const phone = await Authenticator.from(stage.app, page);
    await type(page, 'Code', phone.wrongCode());
    await press(page, 'Turn it on');
    await page.getByText('This code is wrong').waitFor();
    await type(page, 'Code', await phone.code());
    await press(page, 'Turn it on');
    await heading(page, 'Your recovery codes');
    expect(await page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem').count()).toBe(10);
    await press(page, 'I have kept them');
    await section(page, 'Two-factor authentication').getByText('10 left').waitFor();
    expect(await isTwoFactorOn(client)).toBe(true);
    const other = await passwordStep(person);
    await type(other, 'Code', await phone.code());
    await press(other, 'Sign in');
    await isInside(other);
  });

  it('keeps the step after a wrong code, and begins anew when there were too many', async () => {
    const { person, client } = await atProfile();
    const { phone } = await protectedBy(client);
    const page = await passwordStep(person);
    await heading(page, 'Enter your code');
    for (let tries = 1; tries < 5; tries += 1) {
      await type(page, 'Code', phone.wrongCode());
      await page.keyboard.press('Enter');
      await page.getByText('This code is wrong').waitFor();
    }
    await type(page, 'Code', phone.wrongCode());
    expect(await page.getByText('This code is wrong').count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('This sign-in has ended').waitFor();
    await page
      .locator(':focus')
      .and(page.getByLabel('Password', { exact: true }))
      .waitFor();
    expect(await page.getByLabel('E-mail address').inputValue()).toBe(person.email);
  });

  it('lets in by a recovery code, once', async () => {
    const { person, client } = await atProfile();
    const { codes } = await protectedBy(client);
    for (const outcome of ['in', 'refused']) {
      const page = await passwordStep(person);
      await press(page, 'Use a recovery code instead');
      await page.locator(':focus').and(page.getByLabel('Recovery code')).waitFor();
      await page.keyboard.type(codes[0]!);
      await page.keyboard.press('Enter');
      if (outcome === 'in') await isInside(page);
      else await page.getByText('This code is wrong or was used before.').waitFor();
    }
  });

  it('asks for the code as well of a person who joins a workspace by signing in', async () => {
    const person = newcomer('Kim', 'Keller');
    const { phone } = await protectedBy(await join(stage.app, person));
    await owner.post('workspace-members', { email: person.email, role: 'view' }).expect(200);
    const page = await stage.open(await mailedLink(stage, person.email, 'invitations'));
    await type(page, 'Password', PASSWORD);
    await press(page, 'Sign in and join');
    await type(page, 'Code', await phone.code());
    await press(page, 'Sign in');
    await isInside(page);
  });

  it('says to a person who guesses at a password when to try again', async () => {
    const page = await stage.open('/sign-in');
    await page.route('**/auth/sign-in', (route) =>
      route.fulfill({ status: 429, json: { code: 'rate_limited', message: 'No.', retry_after: 61 } }),
    );
    await signIn(page, cast.owner);
    await page.getByRole('alert').getByText('Try again in 2 minutes.').waitFor();
  });

  it('chooses a new password by the mailed link, which then is dead, and keeps the second factor', async () => {
    const { person, client } = await atProfile();
    const { phone } = await protectedBy(client);
    const page = await stage.open('/sign-in');
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await type(page, 'E-mail address', person.email);
    await press(page, 'Send the link');
    await heading(page, 'Check your mail');
    const link = await mailedLink(stage, person.email, 'reset-password');
    await page.goto(link);
    await type(page, 'New password', 'short');
    await press(page, 'Change my password');
    await page.getByText('Use at least').waitFor();
    await type(page, 'New password', 'seven herons over the estuary');
    await press(page, 'Change my password');
    await page.getByText('Your password is changed').waitFor();
    await client.get('me').expect(401);
    await page
      .locator(':focus')
      .and(page.getByLabel('Password', { exact: true }))
      .waitFor();
    await page.keyboard.type('seven herons over the estuary');
    await page.keyboard.press('Enter');
    await type(page, 'Code', await phone.code());
    await press(page, 'Sign in');
    await isInside(page);
    await page.goto(link);
    await heading(page, 'This link was already used');
    await page.getByRole('link', { name: 'Send me a new link' }).click();
    expect(await page.getByLabel('E-mail address').inputValue()).toBe(person.email);
  });

  it('says the same about an address without an account', async () => {
    const page = await stage.open('/forgot-password');
    await type(page, 'E-mail address', 'nobody@harbour.example');
    await press(page, 'Send the link');
    await heading(page, 'Check your mail');
  });

  it('changes the password, and says what ended with the old one', async () => {
    const { person, client, page } = await atProfile();
    const other = await passwordStep(person);
    await isInside(other);
    await type(page, 'Current password', 'not the right one');
    await type(page, 'New password', 'seven herons over the estuary');
    await press(page, 'Change password');
    await page.getByText('The password is wrong.').waitFor();
    await type(page, 'Current password', PASSWORD);
    await press(page, 'Change password');
    await page.getByText('One other session was ended.').waitFor();
    expect(await page.getByLabel('Current password', { exact: true }).inputValue()).toBe('');
    await client.get('me').expect(200);
    await other.reload();
    await heading(other, 'Sign in');
  });

  it('asks for a fresh login where one is needed, and then does the act by itself', async () => {
    const { client, page } = await atProfile();
    const { phone } = await protectedBy(client);
    await page.reload();
    await letTimePass(client);
    await press(page, 'New recovery codes');
    await press(page, 'Make new codes');
    const dialog = page.getByRole('dialog', { name: 'Is it you?' });
    await dialog.getByLabel('Password', { exact: true }).fill('not the right one');
    await dialog.getByLabel('Code of your authenticator app').fill(await phone.code());
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await dialog.getByText('The password is wrong.').waitFor();
    await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await dialog.getByLabel('Code of your authenticator app').fill(await phone.code());
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await heading(page, 'Your recovery codes');
  });

  it('leaves everything as it was when the fresh login is not given, and complains about nothing', async () => {
    const { client, page } = await atProfile();
    await letTimePass(client);
    await press(page, 'Log out of all devices');
    await press(page, 'Log out everywhere');
    const dialog = page.getByRole('dialog', { name: 'Is it you?' });
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await page.getByRole('region', { name: 'Messages' }).innerText()).toBe('');
    await client.get('me').expect(200);
  });

  it('ends one device, and the others stay', async () => {
    const { person, client, page } = await atProfile();
    const other = await passwordStep(person);
    await isInside(other);
    await page.reload();
    const devices = page.getByRole('list', { name: 'Devices' });
    await devices.getByText('This device').waitFor();
    await devices.getByRole('button', { name: /^End: Chrome/ }).click();
    await page.getByText(/is signed out\./).waitFor();
    await client.get('me').expect(200);
    await other.reload();
    await heading(other, 'Sign in');
  });

  it('logs out of all devices, and leads to signing in', async () => {
    const { client, page } = await atProfile();
    await press(page, 'Log out of all devices');
    await press(page, 'Log out everywhere');
    await page.getByText('You are signed out on all devices.').waitFor();
    await client.get('me').expect(401);
  });

  it('tells the person what happened to the account', async () => {
    const { client, page } = await atProfile();
    await protectedBy(client);
    await page.reload();
    const lines = page.getByRole('list', { name: 'Account activity' });
    await lines.getByText('Two-factor authentication turned on').waitFor();
    await lines.getByText('Account created').waitFor();
  });

  it('logs everybody out of the workspace, the one who does it too, and leads back', async () => {
    const adam = newcomer('Adam', 'Archer');
    const { page, client } = await atProfile(adam, 'admin');
    const edith = await atProfile();
    expect(await edith.page.getByRole('button', { name: 'Log out all users' }).count()).toBe(0);
    await press(page, 'Log out all users');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Log out all users' }).click();
    await page.getByText('The workspace has signed its users out.').waitFor();
    await client.get('workspaces/current').expect(401);
    await edith.page.reload();
    await edith.page.getByText('The workspace has signed its users out.').waitFor();
    await signIn(page, adam);
    await heading(page, 'Profile');
    owner = (await logIn(stage.app, cast.owner.email)).in(owner.workspaceId);
  });

  it('works without a mouse, from the password to the recovery codes and back in', async () => {
    const person = newcomer('Kay', 'Keys');
    await hire(stage.app, owner, person, 'editor');
    const page = await stage.open('/sign-in');
    const focused = (label: string) =>
      page
        .locator(':focus')
        .and(page.getByLabel(label, { exact: true }))
        .waitFor();
    const enter = (text: string) => page.keyboard.type(text).then(() => page.keyboard.press('Enter'));
    const tabTo = async (name: string) => {
      for (let steps = 0; steps < 40; steps += 1) {
        await page.keyboard.press('Tab');
        if (await page.locator(':focus').and(page.getByRole('button', { name })).count()) return;
      }
      throw new Error(`${name} cannot be reached by Tab`);
    };
    await focused('E-mail address');
    await page.keyboard.type(person.email);
    await page.keyboard.press('Tab');
    await enter(PASSWORD);
    await isInside(page);
    await page.keyboard.press('Control+k');
    await page.locator(':focus').and(page.getByRole('combobox')).waitFor();
    await page.keyboard.type('profile');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await section(page, 'Two-factor authentication').getByText('Off').waitFor();
    await tabTo('Set up');
    await page.keyboard.press('Enter');
    await focused('Code');
    const phone = await Authenticator.from(stage.app, page);
    await enter(await phone.code());
    await page
      .locator(':focus')
      .and(page.getByRole('button', { name: 'I have kept them' }))
      .waitFor();
    await page.keyboard.press('Enter');
    await section(page, 'Two-factor authentication').getByText('10 left').waitFor();
    await tabTo('Log out of all devices');
    await page.keyboard.press('Enter');
    await page.getByRole('alertdialog').waitFor();
    await tabTo('Log out everywhere');
    await page.keyboard.press('Enter');
    await focused('E-mail address');
    await page.keyboard.type(person.email);
    await page.keyboard.press('Tab');
    await enter(PASSWORD);
    await focused('Code');
    await enter(await phone.code());
    await isInside(page);
  });

  it('lets a workspace ask for a second factor, of its owner first, and shows the others the way in', async () => {
    const { page: ediths } = await atProfile();
    const settings = `/w/${owner.workspaceId}/settings/workspace`;
    const page = await stage.open('/sign-in');
    await signIn(page, cast.owner);
    await isInside(page);
    await page.goto(settings);
    const rule = page.getByRole('switch', { name: 'Two-factor authentication required' });
    await rule.focus();
    await page.keyboard.press('Space');
    await page.getByRole('link', { name: 'Go to my profile' }).click();
    await press(page, 'Set up');
    const phone = await Authenticator.from(stage.app, page);
    await type(page, 'Code', await phone.code());
    await press(page, 'Turn it on');
    await press(page, 'I have kept them');
    await page.goto(settings);
    await rule.focus();
    await page.keyboard.press('Space');
    await page.getByText('Everybody needs two-factor authentication here from now on.').waitFor();
    await ediths.reload();
    await heading(ediths, 'This workspace asks for two-factor authentication');
    await press(ediths, 'Set it up');
    const hers = await Authenticator.from(stage.app, ediths);
    await type(ediths, 'Code', await hers.code());
    await press(ediths, 'Turn it on');
    await press(ediths, 'I have kept them');
    await isInside(ediths);
    await press(ediths, 'Switch off');
    await ediths.getByRole('alertdialog').getByRole('button', { name: 'Switch off' }).click();
    await heading(ediths, 'This workspace asks for two-factor authentication');
    expect(await ediths.title()).toMatch(/^This workspace asks for two-factor/);
  });

  it('leaves no complaint in any console', () => {
    expect(stage.complaints).toEqual([]);
  });
});
