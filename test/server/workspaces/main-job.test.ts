import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cast } from '../../../seeds/cast.js';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { type Client, createWorkspace, inviteAndAccept, memberIdOf, signUp } from '../../support/people.js';
import { auditLog } from '../../support/until.js';

describe('the main job, from sign-up to the audit log', () => {
  let app: TestApp;
  let owner: Client;
  let editor: Client;

  beforeAll(async () => {
    app = await sharedApp();
    owner = await createWorkspace(await signUp(app, cast.owner), 'Harbour Agency');
    editor = await inviteAndAccept(app, owner, cast.editor, 'editor');
  });
  afterAll(() => app.close());

  it('lets the colleague see the workspace they were invited to', async () => {
    const { body } = await editor.get('workspaces').expect(200);
    expect(body.items).toEqual([expect.objectContaining({ id: owner.workspaceId, name: 'Harbour Agency' })]);
  });

  it('decides by role what each may do', async () => {
    await editor.patch('workspaces/current', { name: 'Mine now' }).expect(403);
    await owner.patch('workspaces/current', { name: 'Harbour & Co' }).expect(200);
    const { body } = await editor.get('workspaces/current').expect(200);
    expect(body.name).toBe('Harbour & Co');
  });

  it('has every act in the audit log, with name, time and address', async () => {
    const records = await auditLog(app, owner);
    expect(records.map((one) => `${one.activity} ${one.outcome}`).reverse()).toEqual([
      'workspace.created done',
      'user.signed_in done',
      'member.invited done',
      'invitation.accepted done',
      'user.signed_in done',
      'workspace.updated refused',
      'workspace.updated done',
    ]);
    expect(records.map((one) => one.sequence)).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect(records[0]).toMatchObject({
      user_name: 'Olive Oakes',
      user_email: cast.owner.email,
      ip_address: '127.0.0.1',
      changes: { name: { before: 'Harbour Agency', after: 'Harbour & Co' } },
    });
    expect(records[1]).toMatchObject({ user_name: 'Edith Ellis', user_id: editor.userId });
  });

  it('tells the colleague who they are there', async () => {
    const { body } = await editor.get('me/permissions').expect(200);
    expect(body).toMatchObject({ workspace_id: owner.workspaceId, roles: [{ name: 'editor' }] });
    expect(await memberIdOf(editor)).toBe(body.member_id);
  });
});
