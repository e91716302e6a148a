import { systemRoles } from '@bailiwick/rbac';
import { type TenantJob, enqueue } from '@bailiwick/jobs';
import { Hidden, type MemberStatus, sql } from '@bailiwick/tenancy';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, createDatabase } from '../../support/database.js';
import { type PlantedMember, plantMember, plantWorkspace } from '../../support/planted.js';
import { type Tenancy, ctxOf, openTenancy } from '../../support/tenancy.js';

describe('a job reopens the scope it was made in', () => {
  let db: TestDatabase;
  let tenancy: Tenancy;
  let owner: PlantedMember;
  let elsewhere: PlantedMember;
  let editor: PlantedMember;
  let job: TenantJob;

  beforeAll(async () => {
    db = await createDatabase();
    tenancy = await openTenancy(db.urls.DATABASE_URL);
    owner = await plantWorkspace(db.superuser);
    elsewhere = await plantWorkspace(db.superuser, 'Elsewhere');
  });
  afterAll(async () => {
    await tenancy.close();
    await db.drop();
  });
  /** What the outbox holds after the editor did something that leaves a job. */
  beforeEach(async () => {
    editor = await plantMember(db.superuser, owner, { role: 'editor' });
    await tenancy.db.run(ctxOf(editor), (tx) => enqueue(tx, { name: 'export' }, {}));
    const { rows } = await db.superuser.query<TenantJob>(
      'delete from job_outbox returning workspace_id, actor_id, request_id',
    );
    job = rows[0]!;
  });

  const reopen = (changed: Partial<Record<keyof TenantJob, string | null>> = {}) =>
    tenancy.jobs.reopen({ ...job, ...changed } as TenantJob, 'export');
  const giveRole = (role: 'admin' | 'client') =>
    db.superuser.query('update grants set role_id = $1 where member_id = $2', [
      systemRoles[role].id,
      editor.memberId,
    ]);
  const setStatus = (status: MemberStatus) =>
    db.superuser.query('update workspace_members set status = $1 where id = $2', [status, editor.memberId]);

  it('as the person who caused it, in that workspace, on behalf of that request', async () => {
    const ctx = await reopen();
    expect(ctx).toMatchObject({
      workspace: { id: owner.workspaceId, name: owner.workspaceName },
      member: { id: editor.memberId },
      actor: { type: 'user', id: editor.userId, email: editor.email },
      facts: { requestId: job.request_id, ip: '0.0.0.0' },
    });
    const rows = await tenancy.db.read(ctx, (tx) =>
      tx.query(sql`select distinct workspace_id from workspace_members`),
    );
    expect(rows).toEqual([{ workspace_id: owner.workspaceId }]);
  });

  it('with what they may do now: less than when it was made', async () => {
    expect((await reopen()).ability.mayType('workspaces:read')).toBe(true);
    await giveRole('client');
    expect((await reopen()).ability.mayType('workspaces:read')).toBe(false);
  });

  it('with what they may do now: more than when it was made', async () => {
    expect((await reopen()).ability.mayType('audit_logs:read')).toBe(false);
    await giveRole('admin');
    expect((await reopen()).ability.mayType('audit_logs:read')).toBe(true);
  });

  it.each<MemberStatus>(['suspended', 'pending', 'needs_confirmation'])(
    'or finds it hidden, when they are %s by now',
    async (status) => {
      await setStatus(status);
      await expect(reopen()).rejects.toBeInstanceOf(Hidden);
    },
  );

  it('or finds it hidden, when they were removed', async () => {
    await db.superuser.query('delete from grants where member_id = $1', [editor.memberId]);
    await db.superuser.query('delete from workspace_members where id = $1', [editor.memberId]);
    await expect(reopen()).rejects.toBeInstanceOf(Hidden);
  });

  it('or finds it hidden, in a workspace they are no member of', async () => {
    await expect(reopen({ workspace_id: elsewhere.workspaceId })).rejects.toBeInstanceOf(Hidden);
  });

  it.each(['workspace_id', 'actor_id'] as const)(
    'or fails as a bug, without %s: it is never all of them',
    async (field) => {
      for (const nothing of [null, '']) {
        const failure = await reopen({ [field]: nothing }).catch((error: unknown) => error);
        expect(failure).toBeInstanceOf(Error);
        expect(failure).not.toBeInstanceOf(Hidden);
      }
    },
  );
});
