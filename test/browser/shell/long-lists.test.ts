import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemRoles } from '@bailiwick/rbac';
import { cast } from '../../../seeds/cast.js';
import { type Client, createWorkspace, hire, join, memberIdOf } from '../../support/people.js';
import { until } from '../../support/until.js';
import { describeInBrowser } from '../support/chromium.js';
import { type Stage, openStage } from '../support/stage.js';

const MANY = 10_000;
/** What a tall screen shows, and some rows above and below. */
const MOST_ROWS_IN_PAGE = 60;

describeInBrowser('a list of ten thousand', () => {
  let stage: Stage;
  let owner: Client;
  let page: Page;

  beforeAll(async () => {
    stage = await openStage();
    owner = await createWorkspace(await join(stage.app, cast.owner), 'Harbour Agency');
    await stage.app.db.superuser.query(
      `insert into workspace_members (workspace_id, id, user_id, email, status, issuer_id, invitation_expires_at)
       select $1, ('0192a000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, gen_random_uuid(),
         'guest.' || n || '@many.example', 'pending', $2, now() + interval '7 days'
       from generate_series(1, $3::int) n`,
      [owner.workspaceId, owner.userId, MANY],
    );
    page = await stage.open(`/w/${owner.workspaceId}/settings/members?tab=invitations`, {
      cookie: owner.cookie,
    });
    await page.getByRole('row', { name: 'guest.1@many.example' }).waitFor();
  });
  afterAll(() => stage.close());

  it('says how many there are', async () => {
    await page.getByRole('tab', { name: /Pending invitations 10,000/ }).waitFor();
  });

  it('reads on by itself as one scrolls, and keeps the page small', async () => {
    await until('five hundred were read', async () => {
      await page.evaluate('scrollTo(0, document.body.scrollHeight)');
      return page
        .getByRole('row', { name: /guest\.5\d\d@/ })
        .first()
        .isVisible();
    });
    expect(await page.getByRole('row').count()).toBeLessThan(MOST_ROWS_IN_PAGE);
  });

  it('finds one of them, keeps the search in the address, and survives a reload', async () => {
    await page.evaluate('scrollTo(0, 0)');
    await page.getByRole('searchbox', { name: 'Search invitations' }).fill('guest.9876@');
    await page.getByRole('row', { name: 'guest.9876@many.example' }).waitFor();
    expect(new URL(page.url()).searchParams.get('search')).toBe('guest.9876@');
    await page.reload();
    await page.getByRole('row', { name: 'guest.9876@many.example' }).waitFor();
    expect(await page.getByRole('row').count()).toBe(2);
  });

  it('says what went wrong, with the number to quote, and tries again', async () => {
    await page.route('**/workspace-members?*', (route) =>
      route.fulfill({
        status: 500,
        json: {
          statusCode: 500,
          code: 'internal',
          message: 'Something went wrong on our side.',
          request_id: 'r-1',
        },
      }),
    );
    await page.reload();
    await page.getByText('r-1').waitFor();
    await page.unroute('**/workspace-members?*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('row', { name: 'guest.9876@many.example' }).waitFor();
  });

  it('takes three thousand roles in sub workspaces away from one person, more than fit in one call', async () => {
    await owner.post('workspace-group/subs', { name: 'Tidewater' }).expect(200);
    const edith = await hire(stage.app, owner, cast.editor, 'editor');
    await stage.app.db.superuser.query(
      `insert into group_grants (workspace_id, id, member_id, role_id, link_id)
       select $1, gen_random_uuid(), $2, $3, gen_random_uuid() from generate_series(1, 3000)`,
      [owner.workspaceId, await memberIdOf(edith), systemRoles.view.id],
    );
    await page.goto(
      `/w/${owner.workspaceId}/settings/workspace-group?tab=grants&member=${await memberIdOf(edith)}`,
    );
    await page.getByText('Edith Ellis was given 3,000 roles in sub workspaces.').waitFor();
    await until('more than a thousand were read', async () => {
      await page.evaluate('scrollTo(0, document.body.scrollHeight)');
      return (await page.getByText('Choose all 1,200 that are shown').count()) > 0;
    });
    expect(await page.getByRole('row').count()).toBeLessThan(MOST_ROWS_IN_PAGE);
    await page.getByRole('checkbox', { name: /^Choose all/ }).check({ force: true });
    const chosen = Number(
      (
        await page
          .getByText(/roles chosen$/)
          .first()
          .innerText()
      ).replace(/\D/g, ''),
    );
    expect(chosen).toBeGreaterThan(1000);
    await page.getByRole('button', { name: /^Take away/ }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Take away' }).click();
    const left = (3000 - chosen).toLocaleString('en-GB');
    await page.getByText(`Edith Ellis was given ${left} roles in sub workspaces.`).waitFor();
    await page.getByRole('button', { name: 'Take all away' }).click();
    await page.getByRole('alertdialog').getByText(`Take away all ${left} roles of Edith Ellis?`).waitFor();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Take away' }).click();
    await page.getByText('No role matches').waitFor();
  });
});
