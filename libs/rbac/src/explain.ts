import type { Permission, Role } from './catalog.js';
import { systemRoles } from './catalog.js';
import { type Bindings, effective } from './effective.js';

/** What stands between a role that permits something and its being permitted. */
export type Obstacle = 'mask' | 'ceiling' | 'scopes';

export interface Reason {
  readonly role: Role;
  readonly through: 'direct' | 'group';
  /** Empty: this role gives it. */
  readonly obstacles: readonly Obstacle[];
}

export interface Explanation {
  readonly allowed: boolean;
  /** Every binding that gives it, or would. */
  readonly reasons: readonly Reason[];
  /** Roles that would give it to whoever held them, but for the owner's. */
  readonly wouldGive: readonly Role[];
}

/** Why somebody may do this, or what would have to be different. Agrees with `effective` by construction and by test. */
export function explain(bindings: Bindings, permission: Permission, roles: readonly Role[]): Explanation {
  const { direct, mask, group, scopes } = bindings;
  const beyondScopes: readonly Obstacle[] = scopes && !scopes.has(permission) ? ['scopes'] : [];
  const permits = (role: Role) => role.permissions.includes(permission);
  const reasons = [
    ...direct.filter(permits).map((role) => ({
      role,
      through: 'direct' as const,
      obstacles: [...(mask && !mask.has(permission) ? (['mask'] as const) : []), ...beyondScopes],
    })),
    ...(group?.roles ?? []).filter(permits).map((role) => ({
      role,
      through: 'group' as const,
      obstacles: [...(group?.ceiling.has(permission) ? [] : (['ceiling'] as const)), ...beyondScopes],
    })),
  ];
  const wouldGive = roles.filter((role) => permits(role) && role.id !== systemRoles.owner.id);
  return { allowed: effective(bindings).has(permission), reasons, wouldGive };
}
