import { describe, expect, it } from 'vitest';

describe('the library', () => {
  // Its tables are made while it loads, and a file of tests that cannot load it fails without a failed test.
  it('loads, and makes all its tables', async () => {
    const { abilityFor, effective, expand, permissions, rolesOf, systemRoles } = await import('./index.js');
    const direct = rolesOf([{ role_id: systemRoles.owner.id }]);
    const ability = abilityFor(effective({ direct, scopes: expand(['all:read']) }));
    expect(permissions.filter((permission) => ability.mayType(permission))).toContain('workspaces:read');
  });
});
