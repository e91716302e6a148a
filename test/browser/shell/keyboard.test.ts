import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PASSWORD, cast } from '../../../seeds/cast.js';
import { createWorkspace, join } from '../../support/people.js';
import { describeInBrowser } from '../support/chromium.js';
import { type Stage, openStage } from '../support/stage.js';

describeInBrowser('without a mouse', () => {
  let stage: Stage;
  let page: Page;

  beforeAll(async () => {
    stage = await openStage();
    const owner = await createWorkspace(await join(stage.app, cast.owner), 'Harbour Agency');
    await createWorkspace(owner, 'Corner Bakery');
    page = await stage.open('/sign-in');
  });
  afterAll(() => stage.close());

  const focused = () => page.locator(':focus');
  const press = (...keys: string[]) =>
    keys.reduce((last, key) => last.then(() => page.keyboard.press(key)), Promise.resolve());
  /** Tab until it is reached, as one does; within reason. */
  const tabTo = async (name: string | RegExp) => {
    for (let steps = 0; steps < 40; steps += 1) {
      await page.keyboard.press('Tab');
      if (await focused().and(page.getByRole('button', { name })).count()) return;
    }
    throw new Error(`${String(name)} cannot be reached by Tab`);
  };

  it('signs in: the first field has the focus, and Enter sends', async () => {
    await focused().and(page.getByLabel('E-mail address')).waitFor();
    await page.keyboard.type(cast.owner.email);
    await press('Tab');
    await page.keyboard.type(PASSWORD);
    await press('Enter');
    await page.getByRole('heading', { name: 'Members' }).waitFor();
  });

  it('invites: the dialog takes the focus, and gives it back', async () => {
    await tabTo('Invite people');
    await press('Enter');
    await focused().and(page.getByLabel('E-mail addresses')).waitFor();
    await page.keyboard.type(cast.editor.email);
    await press('Tab', 'Enter');
    await page.getByRole('listbox').waitFor();
    await press('ArrowDown', 'Enter');
    await tabTo('Send invitation');
    await press('Enter');
    await page.getByText('Invitation sent.').waitFor();
    await focused()
      .and(page.getByRole('button', { name: 'Invite people' }))
      .waitFor();
  });

  it('closes a dialog by Escape, and the focus is where it was', async () => {
    await press('Enter');
    await page.getByRole('dialog').waitFor();
    await press('Escape');
    await focused()
      .and(page.getByRole('button', { name: 'Invite people' }))
      .waitFor();
  });

  it('goes to any page by the palette, and the new page has the focus', async () => {
    await press('Control+k');
    await focused()
      .and(page.getByRole('combobox', { name: 'Go to a page or workspace' }))
      .waitFor();
    await page.keyboard.type('audit');
    await press('ArrowDown', 'Enter');
    await page.getByRole('heading', { name: 'Audit Logs' }).waitFor();
    await focused().and(page.getByRole('main')).waitFor();
  });

  it('switches the workspace by typing a part of its name', async () => {
    await tabTo(/switch workspace/i);
    await press('Enter');
    await focused()
      .and(page.getByRole('combobox', { name: 'Find a workspace' }))
      .waitFor();
    await page.keyboard.type('bak');
    await press('ArrowDown', 'Enter');
    await page.getByRole('button', { name: 'Corner Bakery Switch workspace' }).waitFor();
  });

  it('has a way past the navigation', async () => {
    await page.reload();
    await page.getByRole('heading', { name: 'Members' }).waitFor();
    await press('Tab');
    expect(await focused().innerText()).toBe('Skip to content');
    await press('Enter');
    await focused().and(page.getByRole('main')).waitFor();
  });
});
