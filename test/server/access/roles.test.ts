import { systemRoleNames, systemRoles } from '@bailiwick/rbac';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { newcomer } from '../../support/newcomers.js';
import { type Agency, type Client, foundAgency, hire, memberIdOf } from '../../support/people.js';
import { problem } from '../../support/problem.js';
import { auditLog } from '../../support/until.js';

describe('roles', () => {
  let app: TestApp;
  let agency: Agency;
  let owner: Client;
  let admin: Client;
  let count = 0;

  beforeAll(async () => {
    app = await sharedApp();
    agency = await foundAgency(app);
    ({ owner, admin } = agency);
  });
  afterAll(() => app.close());

  const fresh = () => `Role ${(count += 1)}`;
  const make = async (body: object = {}, by = owner) =>
    (await by.post('roles', { name: fresh(), permissions: ['campaigns:read'], ...body }).expect(200)).body;
  const give = async (to: Client, id: string) =>
    owner.patch(`workspace-members/${await memberIdOf(to)}`, { role_ids: [id] }).expect(200);
  const newMember = (role: string) => hire(app, owner, newcomer(), role);
  /** What the log of the workspace holds about a role, oldest first. */
  const recorded = async (id: string): Promise<string[]> =>
    (await auditLog(app, owner))
      .filter(({ target }) => target.id === id)
      .map(({ activity_type, outcome }) => `${activity_type} ${outcome}`)
      .reverse();
  const mayNow = async (who: Client): Promise<string[]> =>
    (await who.get('me/permissions').expect(200)).body.permissions;

  describe('allowed', () => {
    it('lists the system’s roles first, each with its sentence and what it permits', async () => {
      const { body } = await agency.view.get('roles?limit=100').expect(200);
      const system = body.items.slice(0, 5);
      expect(system.map(({ name }: { name: string }) => name)).toEqual([...systemRoleNames]);
      expect(system[1]).toMatchObject({ is_system: true, holders: 1, timestamp_created: null });
      expect(system[1].permissions).toEqual([...systemRoles.admin.permissions].sort());
    });

    it('makes one, shows it, and records it', async () => {
      const role = await make({
        name: '  Researcher  ',
        description: 'Looks things up',
        permissions: ['leads:read'],
      });
      expect(role).toMatchObject({
        name: 'Researcher',
        is_system: false,
        holders: 0,
        permissions: ['leads:read'],
      });
      expect((await owner.get(`roles/${role.id}`).expect(200)).body).toEqual(role);
      expect(await recorded(role.id)).toEqual(['1030 done']);
    });

    it('gives a person who holds it what is in it, together with their other roles, and no more', async () => {
      const role = await make({ permissions: ['leads:read', 'leads:delete'] });
      const worker = await newMember('client');
      await owner
        .patch(`workspace-members/${await memberIdOf(worker)}`, { role_ids: [role.id, systemRoles.view.id] })
        .expect(200);
      expect(await mayNow(worker)).toEqual([...systemRoles.view.permissions, 'leads:delete'].sort());
    });

    it('is shown where its holders are, by its own name', async () => {
      const role = await make({ name: 'Copywriter' });
      const person = newcomer();
      const { body } = await owner
        .post('workspace-members', { email: person.email, role_ids: [role.id] })
        .expect(200);
      expect(body).toMatchObject({ role: 'view', roles: [{ id: role.id, name: 'Copywriter' }] });
    });

    it('takes effect at the very next request of a person who holds it', async () => {
      const role = await make({ permissions: ['workspace_members:read'] });
      const worker = await newMember('client');
      await give(worker, role.id);
      await worker.get('workspace-members').expect(200);
      await owner.patch(`roles/${role.id}`, { permissions: [] }).expect(200);
      await worker.get('workspace-members').expect(problem(403, 'permission_required'));
    });

    it('is replaced where it is deleted in use; nobody is left without', async () => {
      const [old, next] = [
        await make({ permissions: ['leads:read'] }),
        await make({ permissions: ['leads:update'] }),
      ];
      const worker = await newMember('client');
      await give(worker, old.id);
      await owner.delete(`roles/${old.id}`).expect(problem(409, 'role_in_use'));
      await owner.delete(`roles/${old.id}?replacement_role_id=${next.id}`).expect(200);
      expect(await mayNow(worker)).toEqual(['leads:update']);
      await owner.get(`roles/${old.id}`).expect(problem(404, 'not_found'));
      expect(await recorded(old.id)).toEqual(['1030 done', '1032 done']);
    });

    it('lets a recruiter give what they may not do themselves', async () => {
      const { body: hiring } = await owner
        .post('roles', {
          name: fresh(),
          permissions: ['workspace_members:create', 'workspace_members:read'],
          assignable_role_ids: [systemRoles.editor.id],
        })
        .expect(200);
      const recruiter = await newMember('client');
      await give(recruiter, hiring.id);
      await recruiter.post('workspace-members', { email: newcomer().email, role: 'editor' }).expect(200);
      await recruiter
        .post('workspace-members', { email: newcomer().email, role: 'view' })
        .expect(problem(403, 'role_beyond_own'));
    });

    it('says nothing changed where nothing did', async () => {
      const role = await make();
      await owner.patch(`roles/${role.id}`, { name: role.name }).expect(200);
      expect(await recorded(role.id)).toEqual(['1030 done']);
    });
  });

  describe('refused', () => {
    it('everybody without the permission, and the role stays', async () => {
      const role = await make();
      for (const who of [agency.editor, agency.view]) {
        await who
          .post('roles', { name: fresh(), permissions: [] })
          .expect(problem(403, 'permission_required'));
        await who.patch(`roles/${role.id}`, { name: 'Mine' }).expect(problem(403, 'permission_required'));
        await who.delete(`roles/${role.id}`).expect(problem(403, 'permission_required'));
      }
      await agency.client.get('roles').expect(problem(403, 'permission_required'));
      expect((await owner.get(`roles/${role.id}`).expect(200)).body).toEqual(role);
    });

    it('an author who puts in, or takes out, what they do not hold', async () => {
      const author = await make({
        permissions: ['roles:create', 'roles:update', 'roles:read', 'roles:delete'],
      });
      const clerk = await newMember('client');
      await give(clerk, author.id);
      await clerk
        .post('roles', { name: fresh(), permissions: ['leads:delete'] })
        .expect(problem(403, 'role_beyond_own'));
      const strong = await make({ permissions: ['leads:delete'] });
      await clerk.patch(`roles/${strong.id}`, { permissions: [] }).expect(problem(403, 'role_beyond_own'));
      await clerk
        .post('roles', { name: fresh(), permissions: [], assignable_role_ids: [systemRoles.editor.id] })
        .expect(problem(403, 'role_beyond_own'));
    });

    it('who would change people that stand beside or above them, or themselves', async () => {
      const role = await make({ permissions: ['leads:read'] });
      const peer = await newMember('admin');
      await owner
        .patch(`workspace-members/${await memberIdOf(peer)}`, { role_ids: [systemRoles.admin.id, role.id] })
        .expect(200);
      await admin.patch(`roles/${role.id}`, { permissions: [] }).expect(problem(403, 'outranked'));
      await peer.patch(`roles/${role.id}`, { permissions: [] }).expect(problem(403, 'own_roles'));
      await admin
        .delete(`roles/${role.id}?replacement_role_id=${systemRoles.view.id}`)
        .expect(problem(403, 'outranked'));
      await admin.patch(`roles/${role.id}`, { description: 'Words change nobody' }).expect(200);
    });

    it('a change of a system role', async () => {
      for (const name of systemRoleNames) {
        await owner
          .patch(`roles/${systemRoles[name].id}`, { description: 'x' })
          .expect(problem(409, 'system_role'));
        await owner.delete(`roles/${systemRoles[name].id}`).expect(problem(409, 'system_role'));
      }
    });

    it('a name that is taken, however it is spelt, and says by which', async () => {
      const role = await make({ name: 'Night shift' });
      for (const name of ['Night shift', ' NIGHT SHIFT ', 'night shift', 'Ｎight shift']) {
        const { body } = await owner
          .post('roles', { name, permissions: [] })
          .expect(problem(409, 'role_exists'));
        expect(body.id).toBe(role.id);
      }
    });

    it('all but one of twenty who take a name at the same moment', async () => {
      const name = fresh();
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => owner.post('roles', { name, permissions: [] })),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.filter(({ body }) => body.code === 'role_exists')).toHaveLength(19);
    });
  });

  it('made again under an earlier name is held by nobody, and named by no other role', async () => {
    const [name, who] = [fresh(), await newMember('view')];
    const before = await make({ name, permissions: ['leads:delete'] });
    const naming = await make({ assignable_role_ids: [before.id] });
    await give(who, before.id);
    await owner.delete(`roles/${before.id}?replacement_role_id=${systemRoles.view.id}`).expect(200);
    const after = await make({ name, permissions: ['leads:delete'] });
    expect(after).toMatchObject({ holders: 0 });
    expect(await mayNow(who)).not.toContain('leads:delete');
    expect((await owner.get(`roles/${naming.id}`).expect(200)).body.assignable_role_ids).toEqual([]);
  });

  describe('hidden', () => {
    it('a role of another workspace is as one that never was, wherever it is named', async () => {
      const { body: theirs } = await agency.stranger
        .post('roles', { name: fresh(), permissions: [] })
        .expect(200);
      const never = '0192a000-0000-7000-8000-00000000ffff';
      for (const id of [theirs.id, never]) {
        await owner.get(`roles/${id}`).expect(problem(404, 'not_found'));
        await owner.patch(`roles/${id}`, { name: fresh() }).expect(problem(404, 'not_found'));
        await owner.delete(`roles/${id}`).expect(problem(404, 'not_found'));
        await owner
          .post('workspace-members', { email: newcomer().email, role_ids: [id] })
          .expect(problem(400, 'unknown_role'));
        await owner
          .post('roles', { name: fresh(), permissions: [], assignable_role_ids: [id] })
          .expect(problem(400, 'unknown_role'));
      }
    });
  });

  describe('invalid', () => {
    it.each([
      ['a permission that is not in the catalogue', { permissions: ['rockets:launch'] }],
      ['a wildcard', { permissions: ['leads:all'] }],
      ['what is the owner’s alone', { permissions: ['workspace_ownership:update'] }],
      ['the name of a system role', { name: 'Owner' }],
      ['a name of nothing to see', { name: '  ' }],
      ['a property nobody knows', { is_system: true }],
    ])('%s', async (_, body) => {
      await owner
        .post('roles', { name: fresh(), permissions: [], ...body })
        .expect(problem(400, 'invalid_body'));
    });
  });
});
