import { randomBytes } from 'node:crypto';
import { type MemberStatus, newId } from '@bailiwick/tenancy';
import { systemRoles } from '@bailiwick/rbac';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, connect, createDatabase } from '../../support/database.js';
import { type PlantedMember, plantMember, plantSession, plantWorkspace } from '../../support/planted.js';
import { type Tenancy, openTenancy } from '../../support/tenancy.js';

describe('what is asked before there is a scope', () => {
  let db: TestDatabase;
  let tenancy: Tenancy;
  let owner: PlantedMember;
  let stranger: PlantedMember;

  beforeAll(async () => {
    db = await createDatabase();
    tenancy = await openTenancy(db.urls.DATABASE_URL);
    owner = await plantWorkspace(db.superuser);
    stranger = await plantWorkspace(db.superuser, 'Elsewhere');
  });
  afterAll(async () => {
    await tenancy.close();
    await db.drop();
  });

  const authority = (hash: Buffer, workspaceId: string | null = owner.workspaceId) =>
    tenancy.system.authority('session', hash, workspaceId);

  describe('whose session this is', () => {
    it('is answered with the person, the member and their roles', async () => {
      const { id, hash } = await plantSession(db.superuser, owner.userId);
      expect(await authority(hash)).toMatchObject({
        session_id: id,
        user_id: owner.userId,
        email: owner.email,
        workspace_id: owner.workspaceId,
        member_id: owner.memberId,
        member_status: 'active',
        roles: [{ id: systemRoles.owner.id }],
        mask: null,
        session_ended: false,
        entered: false,
      });
    });

    it.each([
      ['unknown', () => Promise.resolve({ hash: randomBytes(32) })],
      ['expired', () => plantSession(db.superuser, owner.userId, { hours: -0.001 })],
      ['idle for too long', () => plantSession(db.superuser, owner.userId, { idleHours: -0.001 })],
    ])('is nobody’s when it is %s', async (_, session) => {
      expect(await authority((await session()).hash)).toBeUndefined();
    });

    it('is nobody’s as another kind of credential', async () => {
      const { hash } = await plantSession(db.superuser, owner.userId);
      expect(await tenancy.system.authority('api_key', hash, owner.workspaceId)).toBeUndefined();
    });

    it('tells the person and nothing else where they are no member', async () => {
      const { hash } = await plantSession(db.superuser, owner.userId);
      for (const workspaceId of [stranger.workspaceId, newId(), null]) {
        const nowhere = { user_id: owner.userId, workspace_id: null, workspace_name: null, roles: [] };
        expect(await authority(hash, workspaceId)).toMatchObject(nowhere);
      }
    });

    it.each<[MemberStatus, string | null]>([
      ['pending', null],
      ['needs_confirmation', null],
      ['suspended', 'suspended'],
      ['active', 'active'],
    ])('says of a member who is %s: %s', async (status, member_status) => {
      const member = await plantMember(db.superuser, owner, { role: 'editor', status });
      const { hash } = await plantSession(db.superuser, member.userId);
      expect(await authority(hash)).toMatchObject({ member_status });
    });

    it('says that it was ended where the workspace ended sessions as old as it', async () => {
      const member = await plantMember(db.superuser, stranger, { role: 'view' });
      const { hash } = await plantSession(db.superuser, member.userId);
      const { workspaceId } = stranger;
      const end = `update workspaces set sessions_valid_from = now() + $2::interval where id = $1`;
      await db.superuser.query(end, [workspaceId, '-1 minute']);
      expect(await authority(hash, workspaceId)).toMatchObject({ session_ended: false });
      await db.superuser.query(end, [workspaceId, '1 minute']);
      expect(await authority(hash, workspaceId)).toMatchObject({ session_ended: true });
    });
  });

  describe('which workspaces are mine', () => {
    it('is answered to the person of the transaction, and to nobody outside of one', async () => {
      const both = await plantMember(db.superuser, stranger, { role: 'editor', person: owner });
      const app = await connect(db.urls.DATABASE_URL);
      const mine = async () => (await app.query<{ id: string }>('select id from my_workspaces()')).rows;
      expect(await mine()).toEqual([]);
      await app.query('begin');
      await app.query(`select set_config('app.user_id', $1, true)`, [both.userId]);
      const ids = (await mine()).map(({ id }) => id).sort();
      expect(ids).toEqual([owner.workspaceId, stranger.workspaceId].sort());
      await app.query('commit');
      expect(await mine()).toEqual([]);
      await app.end();
    });
  });

  describe('what is compared with a password', () => {
    it('is nothing for an address nobody has, and one row all the same', async () => {
      const nobody = { user_id: null, password_hash: null, attempt_id: null, attempt_hash: null };
      expect(await tenancy.system.signInSubject('nobody@harbour.example')).toEqual(nobody);
      expect(await tenancy.system.signInSubject(owner.email)).toEqual({ ...nobody, user_id: owner.userId });
    });
  });
});
