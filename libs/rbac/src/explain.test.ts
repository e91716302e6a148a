import { describe, expect, it } from 'vitest';
import { type Permission, type Role, grantable, systemRole, systemRoles } from './catalog.js';
import { couldGrant, explain } from './explain.js';

const role = (id: string, ...permissions: Permission[]): Role => ({ id, name: id, permissions });
const set = (...permissions: Permission[]) => new Set(permissions);
const reader = role('reader', 'leads:read');
const cleaner = role('cleaner', 'leads:delete');
const asked = 'leads:read';

describe('why a person may do something', () => {
  const why = (...given: Parameters<typeof explain>) =>
    explain(...given).reasons.map(({ role: { id }, through, obstacles }) => [id, through, ...obstacles]);

  it('names each role that gives it, and no other', () => {
    const bindings = { direct: [cleaner, reader, role('another', 'leads:read', 'leads:update')] };
    expect(why(bindings, asked, [])).toEqual([
      ['reader', 'direct'],
      ['another', 'direct'],
    ]);
    expect(explain(bindings, asked, []).allowed).toBe(true);
  });

  it('has no reason where no role gives it', () => {
    expect(explain({ direct: [cleaner] }, asked, [])).toEqual({ allowed: false, reasons: [], wouldGive: [] });
  });

  it.each([
    ['mask', { direct: [reader], mask: set('leads:delete') }, {}],
    ['scopes', { direct: [reader], scopes: set('leads:delete') }, {}],
    ['expired', { direct: [] }, { ended: [reader] }],
    ['ceiling', { direct: [cleaner] }, { beyond: [reader] }],
    ['suspended', { direct: [reader] }, { barrier: 'suspended' }],
    ['not_joined', { direct: [reader] }, { barrier: 'not_joined' }],
  ] as const)('says what stands between: %s', (obstacle, bindings, circumstances) => {
    expect(why(bindings, asked, [], circumstances)).toEqual([['reader', 'direct', obstacle]]);
    expect(explain(bindings, asked, [], circumstances).allowed).toBe(false);
  });

  it('says of a role held through an admin workspace whether the ceiling admits it, and nothing of the mask', () => {
    const through = (ceiling: Permission) => ({
      direct: [],
      mask: set(),
      group: { roles: [reader, cleaner], ceiling: set(ceiling) },
    });
    expect(why(through('leads:read'), asked, [])).toEqual([['reader', 'group']]);
    expect(why(through('leads:delete'), asked, [])).toEqual([['reader', 'group', 'ceiling']]);
  });

  it('names all obstacles there are, the nearest first', () => {
    const bindings = { direct: [], mask: set(), scopes: set() };
    expect(why(bindings, asked, [], { ended: [reader, cleaner], barrier: 'suspended' })).toEqual([
      ['reader', 'direct', 'expired', 'mask', 'scopes', 'suspended'],
    ]);
  });

  it('names the roles that would give it, but never the owner’s', () => {
    const [owner, admin] = [systemRole(systemRoles.owner.id)!, systemRole(systemRoles.admin.id)!];
    const { wouldGive } = explain({ direct: [] }, asked, [owner, admin, cleaner, reader]);
    expect(wouldGive).toEqual([admin, reader]);
  });
});

describe('who could grant it', () => {
  const nobody = { isActor: false, permissions: set() };
  const actor = (...permissions: Permission[]) => ({ permissions: set(...permissions), roles: [] });
  const wish = { target: nobody, permission: asked, roles: [reader, cleaner] } as const;

  it.each(['workspace_members:update', 'grants:create'] as const)(
    'is a member with all permissions of the role, and %s',
    (power) => {
      expect(couldGrant({ ...wish, actor: actor(power, 'leads:read') })).toBe(true);
      expect(couldGrant({ ...wish, actor: actor(power) })).toBe(false);
      expect(couldGrant({ ...wish, actor: actor('leads:read') })).toBe(false);
    },
  );

  it('is a member with a role that lets them give it', () => {
    const hiring: Role = { ...role('hiring', 'grants:create'), assignable: ['reader'] };
    expect(couldGrant({ ...wish, actor: { permissions: set('grants:create'), roles: [hiring] } })).toBe(true);
  });

  it('is nobody where no role gives it', () => {
    expect(couldGrant({ ...wish, actor: actor(...grantable), roles: [cleaner] })).toBe(false);
  });

  it('is nobody for oneself, and nobody for an equal', () => {
    const able = actor('grants:create', 'leads:read');
    expect(couldGrant({ ...wish, actor: able, target: { ...nobody, isActor: true } })).toBe(false);
    const equal = { isActor: false, permissions: able.permissions };
    expect(couldGrant({ ...wish, actor: able, target: equal })).toBe(false);
  });

  it('is nobody where a mask closes it', () => {
    const able = actor('grants:create', 'leads:read');
    expect(couldGrant({ ...wish, actor: able, mask: set('leads:delete') })).toBe(false);
    expect(couldGrant({ ...wish, actor: able, mask: set('leads:read') })).toBe(true);
  });
});
