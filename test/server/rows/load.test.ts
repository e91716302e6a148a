import type { Permission } from '@bailiwick/rbac';
import { type Ctx, Failure, Hidden, Member, Refused, newId, versionTag } from '@bailiwick/tenancy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, createDatabase } from '../../support/database.js';
import { type PlantedMember, plantMember, plantWorkspace } from '../../support/planted.js';
import { type Tenancy, ctxOf, openTenancy } from '../../support/tenancy.js';

const update: Permission = 'workspace_members:update';

describe('a row is loaded', () => {
  let db: TestDatabase;
  let tenancy: Tenancy;
  let owner: PlantedMember;
  let editor: PlantedMember;
  let client: PlantedMember;
  let stranger: PlantedMember;

  beforeAll(async () => {
    db = await createDatabase();
    tenancy = await openTenancy(db.urls.DATABASE_URL);
    owner = await plantWorkspace(db.superuser);
    editor = await plantMember(db.superuser, owner, { role: 'editor' });
    client = await plantMember(db.superuser, owner, { role: 'client' });
    stranger = await plantWorkspace(db.superuser, 'Elsewhere');
  });
  afterAll(async () => {
    await tenancy.close();
    await db.drop();
  });

  const load = (ctx: Ctx, id: string, permission?: Permission) =>
    tenancy.db.run(ctx, (tx) => tx.load(Member, id, permission));
  const loadToRead = (ctx: Ctx, id: string) => tenancy.db.read(ctx, (tx) => tx.load(Member, id));

  describe('allowed', () => {
    it('for who may do what the route asks', async () => {
      expect(await load(ctxOf(owner, update), editor.memberId)).toMatchObject({ id: editor.memberId });
      expect(await loadToRead(ctxOf(editor, 'workspace_members:read'), owner.memberId)).toMatchObject({
        email: owner.email,
      });
    });

    it('and locked while the transaction writes, so that what was decided stays true', async () => {
      await tenancy.db.run(ctxOf(owner, update), async (tx) => {
        await tx.load(Member, editor.memberId);
        const second = db.superuser.query('select from workspace_members where id = $1 for update nowait', [
          editor.memberId,
        ]);
        await expect(second).rejects.toMatchObject({ code: '55P03' });
      });
    });

    it('when the version is the one the client read', async () => {
      const ctx = ctxOf(owner, update);
      const { timestamp_updated } = await load(ctx, editor.memberId);
      const ifMatch = versionTag(timestamp_updated);
      await expect(
        load({ ...ctx, facts: { ...ctx.facts, ifMatch } }, editor.memberId),
      ).resolves.toBeDefined();
    });
  });

  describe('refused', () => {
    it('to who may see it and not do this; the missing permission is named', async () => {
      const refusal = await load(ctxOf(editor, update), owner.memberId).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(Refused);
      expect(refusal).toMatchObject({ code: 'permission_required', permission: update });
    });

    it('by another permission than the route asks, where the service names one', async () => {
      const ctx = ctxOf(editor, 'workspace_members:read');
      const refusal = load(ctx, owner.memberId, 'workspace_members:delete');
      await expect(refusal).rejects.toMatchObject({ permission: 'workspace_members:delete' });
    });

    it('when it has changed since the client read it', async () => {
      const ctx = ctxOf(owner, update);
      const stale = load(
        { ...ctx, facts: { ...ctx.facts, ifMatch: versionTag(new Date(0)) } },
        editor.memberId,
      );
      await expect(stale).rejects.toBeInstanceOf(Failure);
      await expect(stale).rejects.toMatchObject({ code: 'stale' });
    });
  });

  describe('hidden', () => {
    it.each<[string, () => [PlantedMember, string]]>([
      ['where there is none', () => [owner, newId()]],
      ['in another workspace', () => [owner, stranger.memberId]],
      ['from who may not read its type', () => [client, owner.memberId]],
    ])('%s', async (_, who) => {
      const [member, id] = who();
      await expect(load(ctxOf(member, update), id)).rejects.toBeInstanceOf(Hidden);
      await expect(loadToRead(ctxOf(member, 'workspace_members:read'), id)).rejects.toBeInstanceOf(Hidden);
    });

    it('where nobody said which permission it takes', async () => {
      await expect(load(ctxOf(owner), owner.memberId)).rejects.toBeInstanceOf(Hidden);
    });
  });
});
