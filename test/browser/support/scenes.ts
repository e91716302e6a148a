import type { Page } from 'playwright-core';
import { type Character, PASSWORD } from '../../../seeds/cast.js';
import {
  type Agency,
  type Client,
  createWorkspace,
  foundAgency,
  hire,
  join,
  signedOut,
} from '../../support/people.js';
import { newcomer } from '../../support/newcomers.js';
import { until } from '../../support/until.js';
import { accessScenes } from './access-scenes.js';
import { Authenticator } from './authenticator.js';
import { groupScenes } from './group-scenes.js';
import { memberScenes } from './member-scenes.js';
import { type Stage, mailedLink, signIn } from './stage.js';

/** A page, or a state of one, worth looking at. */
export interface Scene {
  readonly name: string;
  /** Whose session; nobody's when not named. */
  readonly as?: keyof World['cookies'];
  readonly path: string;
  /** What leads to the state, once the page is there. */
  readonly act?: (page: Page, isPhone: boolean) => Promise<void>;
  /** What is there when the state is reached. */
  readonly shows: string | RegExp;
}

export interface World {
  readonly cookies: Readonly<
    Record<
      | 'owner'
      | 'client'
      | 'beginner'
      | 'guarded'
      | 'stale'
      | 'reviewer'
      | 'outsider'
      | 'baker'
      | 'bookseller',
      string
    >
  >;
  readonly scenes: readonly Scene[];
}

/** The agency with everything that can be seen in it: waiting, expired and withdrawn invitations, refusals. */
export async function setScene(stage: Stage): Promise<World> {
  const agency = await foundAgency(stage.app);
  for (const name of ['Corner Bakery', 'Lighthouse Books', 'Tidewater Cycles'])
    await createWorkspace(agency.owner, name);
  await agency.editor.patch('workspaces/current', { name: 'Mine now' }).expect(403);
  await agency.owner.patch('workspaces/current', { name: 'Harbour & Co' }).expect(200);
  await agency.owner.patch('workspaces/current', { name: 'Harbour Agency' }).expect(200);
  const links = await inviteThree(stage, agency);
  const beginner = await join(stage.app, newcomer('Bea', 'Brook'));
  const security = await secured(stage, agency);
  const people = await memberScenes(stage, agency);
  const group = await groupScenes(stage, agency);
  const verification = await unconfirmed(stage, agency, newcomer('Vera', 'Vale'));
  return {
    cookies: {
      owner: agency.owner.cookie,
      client: agency.client.cookie,
      beginner: beginner.cookie,
      guarded: security.guarded.cookie,
      stale: security.stale.cookie,
      reviewer: people.reviewer.cookie,
      outsider: people.outsider.cookie,
      baker: group.baker.cookie,
      bookseller: group.bookseller.cookie,
    },
    scenes: [
      ...entryScenes(links, verification),
      ...insideScenes(agency),
      ...(await accessScenes(stage, agency)),
      ...signInScenes(security),
      ...profileScenes(agency),
      ...people.scenes,
      ...group.scenes,
      {
        name: 'two-factor-required',
        as: 'owner',
        path: `/w/${security.strict}`,
        shows: /asks for two-factor/,
      },
    ],
  };
}

interface Security {
  /** With a second factor, and one whose login is long ago as well. */
  readonly guarded: Client;
  readonly stale: Client;
  readonly person: Character;
  /** A workspace that asks for a second factor. */
  readonly strict: string;
  readonly reset: string;
}

async function secured(stage: Stage, { owner }: Agency): Promise<Security> {
  const { app } = stage;
  const [person, other] = [newcomer('Greta', 'Gate'), newcomer('Stan', 'Stone')];
  const guarded = await hire(app, owner, person, 'editor');
  const stale = await hire(app, owner, other, 'admin');
  for (const one of [guarded, stale]) await Authenticator.of(app, one);
  await app.db.superuser.query(
    "update sessions set authenticated_at = now() - interval '11 minutes' where user_id = $1",
    [stale.userId],
  );
  const { workspaceId: strict } = await createWorkspace(owner, 'Strict & Sons');
  await app.db.superuser.query('update workspaces set two_factor_required = true where id = $1', [strict]);
  await signedOut(app).post('auth/password-resets', { email: person.email }).expect(200);
  const reset = await mailedLink(stage, person.email, 'reset-password');
  return { guarded, stale, person, strict, reset };
}

type Links = Readonly<Record<'open' | 'known' | 'expired', string>>;

async function inviteThree(stage: Stage, { owner, stranger, workspaceId }: Agency): Promise<Links> {
  const [open, expired] = [newcomer('Nora', 'Newton'), newcomer('Emil', 'East')];
  const { body: me } = await stranger.in('').get('me').expect(200);
  for (const email of [open.email, expired.email, me.email])
    await owner.post('workspace-members', { email, role: 'editor' }).expect(200);
  const [openLink, expiredLink, known] = await Promise.all(
    [open.email, expired.email, me.email].map((email: string) => mailedLink(stage, email, 'invitations')),
  );
  const { superuser } = stage.app.db;
  await superuser.query(
    "update invitation_tokens set expires_at = now() - interval '1 hour' where workspace_id = $1 and email = $2",
    [workspaceId, expired.email],
  );
  await superuser.query(
    "update workspace_members set invitation_expires_at = now() - interval '1 hour' where workspace_id = $1 and email = $2",
    [workspaceId, expired.email],
  );
  return { open: openLink ?? '', expired: expiredLink ?? '', known: known ?? '' };
}

async function unconfirmed(stage: Stage, { owner }: Agency, person: Character): Promise<string> {
  await owner
    .in('')
    .post('auth/sign-up', { ...person, password: PASSWORD })
    .expect(200);
  return mailedLink(stage, person.email, 'verify-email');
}

const entryScenes = (links: Links, verification: string): Scene[] => [
  { name: 'sign-in', path: '/sign-in', shows: 'Sign in' },
  { name: 'sign-in-refused', path: '/sign-in', act: enterWrongly, shows: 'Sign in' },
  { name: 'sign-up', path: '/sign-up', shows: 'Create your account' },
  { name: 'sign-up-refused', path: '/sign-up', act: signUpWrongly, shows: 'Create your account' },
  { name: 'check-mail', path: '/sign-up', act: signUp, shows: 'Check your mail' },
  { name: 'verify-email', path: verification, shows: 'Confirm your e-mail address' },
  { name: 'verify-email-unknown', path: '/verify-email/nothing', shows: 'This link leads nowhere' },
  { name: 'invitation', path: links.open, shows: /^Join / },
  { name: 'invitation-known-address', path: links.known, shows: /^Join / },
  { name: 'invitation-expired', path: links.expired, shows: 'This invitation has expired' },
  { name: 'invitation-wrong-account', as: 'beginner', path: links.open, shows: /somebody else/ },
  { name: 'first-workspace', as: 'beginner', path: '/', shows: 'Create your first workspace' },
  { name: 'not-found', path: '/nowhere', shows: 'Nothing here' },
];

function insideScenes({ workspaceId }: Agency): Scene[] {
  const inside = (page: string) => `/w/${workspaceId}/settings/${page}`;
  const members: Pick<Scene, 'as' | 'path' | 'shows'> = {
    as: 'owner',
    path: inside('members'),
    shows: 'Members',
  };
  const log: typeof members = { as: 'owner', path: inside('audit-logs'), shows: 'Audit Logs' };
  return [
    { name: 'new-workspace', as: 'owner', path: '/new-workspace', shows: 'Create a workspace' },
    { name: 'members', ...members, act: untilListed },
    {
      name: 'members-empty',
      ...members,
      path: inside('members?search=nobody'),
      act: (page) => page.getByText('Nobody of that name').waitFor(),
    },
    {
      name: 'invitations',
      ...members,
      path: inside('members?tab=invitations'),
      act: (page) => page.getByText('Expired').filter({ visible: true }).first().waitFor(),
    },
    { name: 'invite', ...members, act: invite },
    { name: 'role-menu', ...members, act: press(/Role of Edith/) },
    { name: 'remove', ...members, act: remove },
    {
      name: 'rename',
      ...members,
      path: inside('workspace'),
      shows: 'Workspace',
      act: press('Rename the workspace'),
    },
    { name: 'profile', as: 'owner', path: inside('profile'), shows: 'Profile' },
    { name: 'audit-log', ...log, act: untilListed },
    {
      name: 'audit-log-detail',
      ...log,
      path: inside('audit-logs?activity=workspace.updated'),
      act: press(/renamed the workspace/),
    },
    {
      name: 'audit-log-empty',
      ...log,
      path: inside('audit-logs?search=nobody'),
      act: (page) => page.getByText('No record matches').waitFor(),
    },
    { name: 'switcher', ...members, act: openSwitcher },
    { name: 'account-menu', ...members, act: inNavigation(/account menu/i) },
    { name: 'palette', ...members, act: openPalette },
    { name: 'client', as: 'client', path: '/', shows: 'Harbour Agency' },
  ];
}

const signInScenes = ({ person, reset }: Security): Scene[] => [
  { name: 'sign-in-code', path: '/sign-in', act: (page) => signIn(page, person), shows: 'Enter your code' },
  { name: 'sign-in-code-refused', path: '/sign-in', act: wrongCode(person), shows: 'Enter your code' },
  { name: 'sign-in-recovery', path: '/sign-in', act: recover(person), shows: 'Enter a recovery code' },
  { name: 'sign-in-note', path: '/sign-in?reason=reset', shows: 'Sign in' },
  { name: 'forgot-password', path: '/forgot-password', shows: 'Forgot your password?' },
  { name: 'forgot-password-asked', path: '/forgot-password', act: forget, shows: 'Check your mail' },
  { name: 'reset-password', path: reset, shows: 'Choose a new password' },
  { name: 'reset-password-unknown', path: '/reset-password/nothing', shows: 'This link leads nowhere' },
];

function profileScenes({ workspaceId }: Agency): Scene[] {
  const profile = { path: `/w/${workspaceId}/settings/profile`, shows: 'Profile' };
  const settings = { path: `/w/${workspaceId}/settings/workspace`, shows: 'Workspace' };
  return [
    { name: 'profile-end', ...profile, as: 'owner', act: toTheEnd },
    { name: 'two-factor-set-up', ...profile, as: 'owner', act: setUp },
    { name: 'two-factor-on', ...profile, as: 'guarded', act: toTwoFactor },
    { name: 'two-factor-replace', ...profile, as: 'guarded', act: replaceApp },
    { name: 'recovery-codes', ...profile, as: 'guarded', act: newCodes },
    { name: 'switch-off', ...profile, as: 'guarded', act: ask('Switch off') },
    { name: 'log-out-everywhere', ...profile, as: 'owner', act: ask('Log out of all devices') },
    { name: 'log-out-all-users', ...profile, as: 'stale', act: ask('Log out all users') },
    { name: 'fresh-login', ...profile, as: 'stale', act: freshLogin },
    { name: 'two-factor-own-first', ...settings, as: 'owner', act: requireTwoFactor },
  ];
}

const untilListed = (page: Page) => page.getByRole('row').nth(1).waitFor();

const press = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first().click();

async function invite(page: Page): Promise<void> {
  await press('Invite people')(page);
  await inSight(page);
}

/** On a phone a dialog with a field stays out of sight until the keyboard had its chance to open. */
async function inSight(page: Page): Promise<void> {
  await page.getByRole('dialog').waitFor();
  const opacity = "getComputedStyle(document.querySelector('[role=dialog]').parentElement).opacity";
  await until('the dialog is in sight', async () => (await page.evaluate(opacity)) === '1');
}

const inNavigation = (name: RegExp) => async (page: Page, isPhone: boolean) => {
  if (isPhone) await page.getByRole('button', { name: 'Open navigation' }).click();
  await page.getByRole('button', { name }).click();
};

async function openSwitcher(page: Page, isPhone: boolean): Promise<void> {
  await inNavigation(/switch workspace/i)(page, isPhone);
  await page.getByRole('option').first().waitFor();
}

async function remove(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Actions for Edith Ellis' }).click();
  await page.getByRole('menuitem').click();
  await page.getByRole('alertdialog').waitFor();
}

async function openPalette(page: Page): Promise<void> {
  await untilListed(page);
  await page.keyboard.press('Control+k');
  await inSight(page);
}

async function enterWrongly(page: Page): Promise<void> {
  await page.getByLabel('E-mail address').fill('nobody@harbour.example');
  await page.getByLabel('Password', { exact: true }).fill('not the right one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').waitFor();
}

async function fillSignUp(page: Page, password: string): Promise<void> {
  const { first_name, last_name, email } = newcomer('Sven', 'Sand');
  await page.getByLabel('First name').fill(first_name);
  await page.getByLabel('Last name').fill(last_name);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
}

async function signUp(page: Page): Promise<void> {
  await fillSignUp(page, PASSWORD);
  await page.getByRole('button', { name: 'Send another link' }).waitFor();
}

async function signUpWrongly(page: Page): Promise<void> {
  await fillSignUp(page, 'short');
  await page.getByText('Use at least').waitFor();
}

const wrongCode = (person: Character) => async (page: Page) => {
  await signIn(page, person);
  await page.getByLabel('Code', { exact: true }).fill('000000');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('This code is wrong').waitFor();
};

const recover = (person: Character) => async (page: Page) => {
  await signIn(page, person);
  await press('Use a recovery code instead')(page);
};

async function forget(page: Page): Promise<void> {
  await page.getByLabel('E-mail address').fill('nobody@harbour.example');
  await page.getByRole('button', { name: 'Send the link' }).click();
  await page.getByRole('button', { name: 'Use another address' }).waitFor();
}

async function toTheEnd(page: Page): Promise<void> {
  await page.getByRole('list', { name: 'Account activity' }).waitFor();
  await page.getByRole('listitem').last().scrollIntoViewIfNeeded();
}

async function setUp(page: Page): Promise<void> {
  await press('Set up')(page);
  await page.getByRole('img', { name: /^QR code/ }).waitFor({ state: 'attached' });
  await inSight(page);
}

async function toTwoFactor(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Replace the app' }).scrollIntoViewIfNeeded();
}

async function replaceApp(page: Page): Promise<void> {
  await press('Replace the app')(page);
  await page.getByRole('img', { name: /^QR code/ }).waitFor({ state: 'attached' });
  await inSight(page);
}

const ask = (name: string) => async (page: Page) => {
  await press(name)(page);
  await page.getByRole('alertdialog').waitFor();
};

async function newCodes(page: Page): Promise<void> {
  await ask('New recovery codes')(page);
  await press('Make new codes')(page);
  await page.getByRole('list', { name: 'Recovery codes' }).waitFor();
}

async function freshLogin(page: Page): Promise<void> {
  await ask('Log out of all devices')(page);
  await press('Log out everywhere')(page);
  await page.getByLabel('Code of your authenticator app').waitFor({ state: 'attached' });
  await inSight(page);
}

async function requireTwoFactor(page: Page): Promise<void> {
  await page.getByRole('switch').focus();
  await page.keyboard.press('Space');
  await page.getByText('You would lock yourself out').waitFor();
}
