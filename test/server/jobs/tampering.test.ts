import { record, sealBatch } from '@bailiwick/audit';
import type { PoolClient } from 'pg';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verify } from '../../support/chain.js';
import { type TestDatabase, createDatabase } from '../../support/database.js';
import { type PlantedMember, plantMember, plantWorkspace } from '../../support/planted.js';
import { type Tenancy, ctxOf, openTenancy } from '../../support/tenancy.js';

const RECORDS = 6;

describe('a sealed log', () => {
  let db: TestDatabase;
  let tenancy: Tenancy;
  let audit: pg.Pool;
  let owner: PlantedMember;
  let editor: PlantedMember;
  let elsewhere: PlantedMember;

  beforeAll(async () => {
    db = await createDatabase();
    tenancy = await openTenancy(db.urls.DATABASE_URL);
    audit = new pg.Pool({ connectionString: db.urls.DATABASE_AUDIT_URL, max: 1 });
    owner = await plantWorkspace(db.superuser);
    editor = await plantMember(db.superuser, owner, { role: 'editor' });
    // The editor of the one owns the other.
    elsewhere = await plantWorkspace(db.superuser, 'Elsewhere');
    const there = await plantMember(db.superuser, elsewhere, { role: 'view', person: editor });
    for (const member of [owner, there, editor]) await act(member);
    await act(owner, editor);
    for (const member of [owner, there, owner, owner]) await act(member);
    while ((await sealBatch(audit)) > 0);
  });
  afterAll(async () => {
    await Promise.all([tenancy.close(), audit.end()]);
    await db.drop();
  });

  const act = (by: PlantedMember, on: PlantedMember = by) =>
    tenancy.db.run(ctxOf(by), (tx) =>
      record(tx, 'member.updated', {
        target: { id: on.memberId, name: `Pat ${on.role}`, user_id: on.userId },
        before: { roles: ['view'] },
        after: { roles: [on.role] },
      }),
    );
  /** What verification says of the owner's log after a superuser did that to it; undone afterwards. */
  const after = async (...deeds: string[]) => {
    const client = await db.superuser.connect();
    try {
      await client.query('begin');
      for (const deed of deeds) await client.query(deed);
      return await verify(client, owner.workspaceId);
    } finally {
      await client.query('rollback');
      client.release();
    }
  };
  const third = () => `workspace_id = '${owner.workspaceId}' and seq = 3`;

  it('that nobody touched holds', async () => {
    expect(await verify(db.superuser, owner.workspaceId)).toEqual({ ok: true, records: RECORDS, erased: 0 });
  });

  describe('names the record', () => {
    const changes = {
      workspace_id: `'0192a000-0000-7000-8000-000000000001'`,
      retention: `'7y'`,
      sealed_at: `sealed_at - interval '1 hour'`,
      seq: 'seq + 100',
      id: 'gen_random_uuid()',
      act_id: 'gen_random_uuid()',
      occurred_at: `occurred_at - interval '1 ms'`,
      activity: 'activity + 1',
      actor_id: 'gen_random_uuid()',
      persons: `'{}'`,
      prev_hash: `decode(md5('other'), 'hex')`,
      hash: `decode(md5('other'), 'hex')`,
      canonical: `replace(canonical, 'done', 'failed')`,
      body: `jsonb_set(body, '{outcome}', '"failed"')`,
      personal: `replace(personal, 'Pat', 'Mat')`,
      salt: `decode(md5('other'), 'hex')`,
    };

    it('whichever column there is', async () => {
      const { rows } = await db.superuser.query<{ name: string }>(
        `select attname as name from pg_attribute where attrelid = 'audit_log'::regclass and attnum > 0
         and not attisdropped`,
      );
      expect(Object.keys(changes).sort()).toEqual(rows.map(({ name }) => name).sort());
    });

    it.each(Object.entries(changes))('in which a person changed %s', async (column, value) => {
      const found = await after(`update audit_log set ${column} = ${value} where ${third()}`);
      expect(found).toMatchObject({ ok: false, records: 2, broken: { seq: 3 } });
    });

    it.each(['personal', 'salt'])(
      'from which a person took %s alone, which is no erasure',
      async (column) => {
        const found = await after(`update audit_log set ${column} = null where ${third()}`);
        expect(found).toMatchObject({ ok: false, broken: { seq: 3, why: 'personal' } });
      },
    );

    it('that is missing', async () => {
      expect(await after(`delete from audit_log where ${third()}`)).toMatchObject({
        broken: { seq: 3, why: 'gap' },
      });
    });

    it('that is missing at the end', async () => {
      const last = `delete from audit_log where workspace_id = '${owner.workspaceId}' and seq = ${RECORDS}`;
      expect(await after(last)).toMatchObject({ broken: { seq: RECORDS, why: 'head' } });
    });

    it('that was added at the end', async () => {
      const added =
        await after(`insert into audit_log (workspace_id, retention, sealed_at, seq, id, act_id, occurred_at,
          activity, actor_id, persons, prev_hash, hash, canonical, body, personal, salt)
        select workspace_id, retention, sealed_at, seq + 1, gen_random_uuid(), act_id, occurred_at, activity, actor_id,
          persons, hash, sha256(hash || convert_to(canonical, 'UTF8')), canonical, body, personal, salt
        from audit_log where workspace_id = '${owner.workspaceId}' and seq = ${RECORDS}`);
      expect(added).toMatchObject({ ok: false, broken: { seq: RECORDS + 1 } });
    });

    it('after which the head was moved back', async () => {
      const found = await after(
        `update audit_heads set seq = 3, hash = (select hash from audit_log where ${third()})
         where workspace_id = '${owner.workspaceId}'`,
      );
      expect(found).toMatchObject({ ok: false, broken: { seq: RECORDS + 1, why: 'head' } });
    });
  });

  describe('from which a person is erased', () => {
    const erase = async (client: PoolClient, workspaceId: string, userId: string) => {
      const { rows } = await client.query<{ erased: number }>('select audit_erase_person($1, $2) as erased', [
        workspaceId,
        userId,
      ]);
      return rows[0]!.erased;
    };
    const personalOf = async (workspaceId: string, userId: string) => {
      const { rows } = await db.superuser.query<{ kept: number; gone: number }>(
        `select count(personal)::int as kept, (count(*) - count(personal))::int as gone from audit_log
         where workspace_id = $1 and persons @> array[$2::uuid]`,
        [workspaceId, userId],
      );
      return rows[0];
    };

    it('holds, says from how many records, and the other workspace knows them still', async () => {
      const client = await audit.connect();
      const before = await personalOf(elsewhere.workspaceId, editor.userId);
      expect(before).toEqual({ kept: 2, gone: 0 });
      // As actor of the one, as target of the other.
      expect(await erase(client, owner.workspaceId, editor.userId)).toBe(2);
      expect(await personalOf(owner.workspaceId, editor.userId)).toEqual({ kept: 0, gone: 2 });
      expect(await personalOf(elsewhere.workspaceId, editor.userId)).toEqual(before);
      expect(await verify(db.superuser, owner.workspaceId)).toEqual({
        ok: true,
        records: RECORDS,
        erased: 2,
      });
      expect(await verify(db.superuser, elsewhere.workspaceId)).toMatchObject({ ok: true, erased: 0 });
      expect(await erase(client, owner.workspaceId, editor.userId), 'a second time').toBe(0);
      client.release();
    });

    it('keeps nothing of them anywhere in the record', async () => {
      const { rows } = await db.superuser.query(
        `select 1 from audit_log l where workspace_id = $1 and persons @> array[$2::uuid]
           and (to_jsonb(l)::text like '%' || $3 || '%' or to_jsonb(l)::text like '%Pat editor%')`,
        [owner.workspaceId, editor.userId, editor.email],
      );
      expect(rows).toEqual([]);
    });

    it('keeps what is of others', async () => {
      expect(await personalOf(owner.workspaceId, owner.userId)).toMatchObject({ kept: RECORDS - 2 });
    });
  });
});
