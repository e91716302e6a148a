import { systemRoles } from '@bailiwick/rbac';
import { GrantRow, RoleRow, newId, sql } from '@bailiwick/tenancy';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ownerDataSource } from '../../../apps/api/src/runtime/data-source.js';
import { CreateAccessHistory1764000012000 } from '../../../apps/api/src/migrations/1764000012000-create-access-history.js';
import { migrations } from '../../../apps/api/src/migrations/index.js';
import { type TestDatabase, createDatabase } from '../../support/database.js';
import { type PlantedMember, plantMember, plantWorkspace } from '../../support/planted.js';
import { type Tenancy, ctxOf, openTenancy } from '../../support/tenancy.js';

interface Version {
  readonly data: Record<string, unknown>;
  readonly open: boolean;
  readonly empty: boolean;
}

const versionsOf = async (db: TestDatabase, rowId: string): Promise<Version[]> => {
  const { rows } = await db.superuser.query<Version>(
    `select data, valid_to = 'infinity' as open, valid_to = valid_from as empty from access_history
     where row_id = $1 order by valid_from, valid_to`,
    [rowId],
  );
  return rows;
};

describe('the history of access', () => {
  let db: TestDatabase;
  let tenancy: Tenancy;
  let owner: PlantedMember;

  beforeAll(async () => {
    db = await createDatabase();
    tenancy = await openTenancy(db.urls.DATABASE_URL);
  });
  afterAll(async () => {
    await tenancy.close();
    await db.drop();
  });
  beforeEach(async () => {
    owner = await plantWorkspace(db.superuser);
  });

  const run: Tenancy['db']['run'] = (...given) => tenancy.db.run(...given);
  const makeRole = async (permissions: string[]): Promise<string> => {
    const id = newId();
    const role = { name: `Role ${id}`, description: '', permissions, assignable_role_ids: [] };
    await run(ctxOf(owner), (tx) => tx.insert(RoleRow, { workspace_id: owner.workspaceId, id, ...role }));
    return id;
  };

  it('remembers each version of a role, one after the other', async () => {
    const id = await makeRole(['leads:read']);
    await run(ctxOf(owner), (tx) =>
      tx.change(RoleRow, { id }, { permissions: ['leads:read', 'leads:delete'] }),
    );
    await run(ctxOf(owner), (tx) => tx.query(sql`delete from roles where id = ${id}`));
    const versions = await versionsOf(db, id);
    expect(versions.map(({ data, open }) => [data['permissions'], open])).toEqual([
      [['leads:read'], false],
      [['leads:read', 'leads:delete'], false],
    ]);
  });

  it('never has two versions of one row at one instant, however often a transaction changes it', async () => {
    const id = await makeRole([]);
    await run(ctxOf(owner), async (tx) => {
      for (const permissions of [['leads:read'], ['leads:update'], ['leads:delete']])
        await tx.change(RoleRow, { id }, { permissions });
    });
    const versions = await versionsOf(db, id);
    expect(versions.filter(({ empty }) => !empty).map(({ data }) => data['permissions'])).toEqual([
      [],
      ['leads:delete'],
    ]);
    expect(versions.filter(({ open }) => open)).toHaveLength(1);
    const { rows } = await db.superuser.query(
      `select from access_history a join access_history b on a.row_id = b.row_id and a.kind = b.kind and a.id < b.id
       and tstzrange(a.valid_from, a.valid_to) && tstzrange(b.valid_from, b.valid_to) where a.row_id = $1`,
      [id],
    );
    expect(rows).toEqual([]);
  });

  it('lets what changes together change at one instant', async () => {
    const member = await plantMember(db.superuser, owner, { role: 'view' });
    const { workspaceId: workspace_id, memberId: member_id } = member;
    await run(ctxOf(owner), async (tx) => {
      await tx.query(sql`delete from grants where member_id = ${member_id}`);
      await tx.query(sql`select pg_sleep(0.02)`);
      const role_id = systemRoles.editor.id;
      await tx.insert(GrantRow, { workspace_id, id: newId(), member_id, role_id });
    });
    const { rows } = await db.superuser.query(
      `select count(*)::int as changes, count(distinct at)::int as instants from (
         select case when valid_to = 'infinity' then valid_from else valid_to end as at from access_history
         where member_id = $1) changed`,
      [member_id],
    );
    expect(rows).toEqual([{ changes: 2, instants: 1 }]);
  });

  it('keeps the order of changes although transactions overtake each other', async () => {
    const id = await makeRole([]);
    await run(ctxOf(owner), async (early) => {
      await early.query(sql`select 1`);
      await run(ctxOf(owner), async (late) => {
        await late.query(sql`select pg_sleep(0.02)`);
        await late.change(RoleRow, { id }, { permissions: ['leads:read'] });
      });
      await early.change(RoleRow, { id }, { permissions: ['leads:delete'] });
    });
    const versions = await versionsOf(db, id);
    expect(versions.filter(({ open }) => open).map(({ data }) => data['permissions'])).toEqual([
      ['leads:delete'],
    ]);
  });

  it('does not notice what decides nothing', async () => {
    const { memberId } = owner;
    await run(ctxOf(owner), async (tx) => {
      await tx.query(sql`update workspace_members set nickname = 'Boss', email = 'other@harbour.example',
        status = status, last_active_at = now() where id = ${memberId}`);
      await tx.query(sql`update grants set warned_at = now() where member_id = ${memberId}`);
    });
    expect(await versionsOf(db, memberId)).toHaveLength(1);
    const { rows } = await db.superuser.query(
      `select from access_history where kind = 'grant' and member_id = $1`,
      [memberId],
    );
    expect(rows).toHaveLength(1);
  });

  it('holds no name and no address of anybody', async () => {
    const [{ data }] = (await versionsOf(db, owner.memberId)) as [Version];
    expect(Object.keys(data).sort()).toEqual(['kind', 'permissions', 'status', 'user_id']);
  });

  it('follows a grant that becomes another one, as one that was over and is given again', async () => {
    const { rows } = await db.superuser.query<{ id: string }>('select id from grants where member_id = $1', [
      owner.memberId,
    ]);
    const [before, after] = [rows[0]!.id, newId()];
    await db.superuser.query('update grants set id = $2 where id = $1', [before, after]);
    expect((await versionsOf(db, before)).map(({ open }) => open)).toEqual([false]);
    expect((await versionsOf(db, after)).map(({ open }) => open)).toEqual([true]);
  });

  it('is written where no workspace is bound, and leaves the transaction bound to what it was', async () => {
    const [here, elsewhere] = [owner, await plantWorkspace(db.superuser)];
    const client = await db.superuser.connect();
    try {
      await client.query('begin');
      await client.query(`select set_config('app.workspace_id', $1, true)`, [here.workspaceId]);
      await client.query(`update workspace_members set status = 'suspended' where id = $1`, [
        elsewhere.memberId,
      ]);
      const { rows } = await client.query<{ bound: string }>(
        `select current_setting('app.workspace_id') as bound`,
      );
      expect(rows[0]!.bound).toBe(here.workspaceId);
      await client.query('commit');
    } finally {
      client.release();
    }
    expect(await versionsOf(db, elsewhere.memberId)).toHaveLength(2);
  });

  it.each([
    ['made up', sql`insert into access_history select * from access_history`],
    ['changed', sql`update access_history set valid_to = now()`],
    ['removed', sql`delete from access_history`],
  ])('cannot be %s by a request', async (_, statement) => {
    await expect(run(ctxOf(owner), (tx) => tx.query(statement))).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the migration that begins the history of access', () => {
  it('remembers what stands in every workspace, once each', async () => {
    const db = await createDatabase({ empty: true });
    const { options } = ownerDataSource(db.urls.DATABASE_OWNER_URL);
    const upTo = async (all: typeof migrations) => {
      const source = await new DataSource({ ...options, migrations: all }).initialize();
      await source.runMigrations({ transaction: 'each' }).finally(() => source.destroy());
    };
    const at = migrations.findIndex((one) => one === CreateAccessHistory1764000012000);
    await upTo(migrations.slice(0, at));
    const owners = [await plantWorkspace(db.superuser), await plantWorkspace(db.superuser)];
    await plantMember(db.superuser, owners[0]!, { role: 'view', status: 'suspended' });
    await upTo(migrations.slice(0, at + 1));
    const { rows } = await db.superuser.query<{ missing: number; made: number; forced: boolean }>(
      `select (select count(*) from workspace_members m where not exists (select from access_history h
           where h.workspace_id = m.workspace_id and h.row_id = m.id and h.kind = 'member'
             and h.data ->> 'status' = m.status and h.valid_to = 'infinity'))::int as missing,
         (select count(*) from access_history)::int as made,
         (select bool_and(relforcerowsecurity) from pg_class
           where relname in ('workspace_members', 'grants', 'roles', 'access_history')) as forced`,
    );
    expect(rows).toEqual([{ missing: 0, made: 6, forced: true }]);
    await db.drop();
  });
});
