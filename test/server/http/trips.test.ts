import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cast } from '../../../seeds/cast.js';
import { type TestApp, startApp } from '../../support/app.js';
import { type Beside, beside } from '../../support/beside.js';
import { connect } from '../../support/database.js';
import { newcomer } from '../../support/newcomers.js';
import { Client, createWorkspace, hire, join, memberIdOf } from '../../support/people.js';
import { type PostgresProxy, postgresProxy } from '../../support/postgres-proxy.js';

describe('trips to Postgres', () => {
  let app: TestApp;
  let proxy: PostgresProxy;
  let far: Beside;
  let near: Client;
  let owner: Client;
  let editorId: string;
  let count = 0;

  beforeAll(async () => {
    app = await startApp();
    proxy = await postgresProxy(app.config.DATABASE_URL);
    far = await beside(app, { DATABASE_URL: proxy.url });
    near = await createWorkspace(await join(app, cast.owner), 'Harbour Agency');
    editorId = await memberIdOf(await hire(app, near, cast.editor, 'editor'));
    owner = new Client(far.url, near.cookie, near.workspaceId);
    // The first request of a session in a workspace is recorded there, and connections are opened.
    await Promise.all(Array.from({ length: 5 }, () => owner.get('workspaces/current').expect(200)));
  });
  afterAll(async () => {
    await far.close();
    await proxy.close();
    await app.close();
  });

  const rename = () => owner.patch('workspaces/current', { name: `Harbour ${(count += 1)}` }).expect(200);

  describe('are counted', () => {
    it('once for what is sent together, again for what waits for an answer', async () => {
      const client = new pg.Client({ connectionString: proxy.url, pipeline: true });
      await client.connect();
      const select = (n: number) => client.query('select $1::int', [n]);
      expect(await proxy.trips(() => select(1))).toBe(1);
      expect(await proxy.trips(() => select(1).then(() => select(2)))).toBe(2);
      expect(await proxy.trips(() => Promise.all([1, 2, 3].map(select)))).toBe(1);
      expect(await proxy.trips(() => client.query('select 1; select 2'))).toBe(1);
      await client.end();
    });

    it('by no measure of time: a slow statement is one', async () => {
      const client = await connect(proxy.url);
      expect(await proxy.trips(() => client.query('select pg_sleep(0.05)'))).toBe(1);
      await client.end();
    });
  });

  it.each([
    ['asking what one may do', 'me/permissions', 1],
    ['who one is', 'me', 2],
    ['a thing', 'workspaces/current', 2],
    ['a row', '', 2],
    ['a list', 'workspace-members', 2],
    ['who may do something', 'access/holders?permission=workspaces:read', 2],
    ['a list with its total', 'workspace-members?count=true&limit=1', 2],
    ['the audit log, filtered', 'audit-logs?search=harbour&activity_type=1002&count=true', 2],
  ])('%s costs as many as it may: authority, and one more', async (_, path, trips) => {
    const at = path || `workspace-members/${editorId}`;
    expect(await proxy.trips(() => owner.get(at).expect(200))).toBe(trips);
  });

  it.each([
    ['whether one may do things oneself', 'checks', { checks: [{ permission: 'leads:read' }] }, 1],
    ['why one may', 'explanations', { permission: 'leads:read' }, 2],
  ])('%s costs no more either', async (_, path, question, trips) => {
    expect(await proxy.trips(() => owner.post(`access/${path}`, question).expect(200))).toBe(trips);
  });

  it('whether others may do a thousand things costs one trip for all of them', async () => {
    const checks = Array.from({ length: 1000 }, () => ({ permission: 'leads:read', member_id: editorId }));
    expect(await proxy.trips(() => owner.post('access/checks', { checks }).expect(200))).toBe(2);
  });

  it('a credential nobody knows costs authority, and a line in the operator’s log', async () => {
    const nobody = new Client(far.url, 'session=none', owner.workspaceId);
    expect(await proxy.trips(() => nobody.get('me').expect(401))).toBe(3);
  });

  it('a list costs the same however long it is', async () => {
    const emails = Array.from({ length: 60 }, () => newcomer().email);
    await near.post('invitations', { emails, role: 'view' }).expect(200);
    expect(await proxy.trips(() => owner.get('workspace-members?limit=50').expect(200))).toBe(2);
  });

  it('a write costs the statements it has, and little more', async () => {
    const person = newcomer();
    const trips = {
      'PATCH workspaces/current, unchanged': await proxy.trips(() =>
        owner.patch('workspaces/current', { name: 'Harbour Agency' }).expect(200),
      ),
      'PATCH workspaces/current': await proxy.trips(rename),
      'POST workspace-members': await proxy.trips(() =>
        owner.post('workspace-members', { email: person.email, role: 'view' }).expect(200),
      ),
      'PATCH workspace-members/{id}': await proxy.trips(() =>
        owner.patch(`workspace-members/${editorId}`, { role: 'view' }).expect(200),
      ),
    };
    console.log(
      Object.entries(trips)
        .map(([name, n]) => `${String(n).padStart(3)}  ${name}`)
        .join('\n'),
    );
    expect(trips['PATCH workspaces/current']).toBeLessThanOrEqual(4);
    expect(trips['POST workspace-members']).toBeLessThanOrEqual(9);
  });
});
