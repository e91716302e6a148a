import {
  type HeldRole,
  type Permission,
  type Role,
  grantable,
  maskStrings,
  permissions,
  rolesIn,
  scopes,
  systemRoleNames,
  systemRoles,
} from '@bailiwick/rbac';

/** What one request brings: the roles held, as rows and as bindings, the member mask, the scopes of the key and of those above. */
export interface Asker {
  readonly held: readonly HeldRole[];
  readonly roles: readonly Role[];
  readonly mask: readonly string[] | null;
  readonly key_scopes: readonly (readonly string[])[] | null;
  readonly asks: Permission;
}

const WORKSPACES = 1000;
const OWN_ROLES = 5;
const USERS = 10_000;

export interface Population {
  readonly askers: readonly Asker[];
  /** Every role of every workspace, held by a person or not. */
  readonly roles: readonly HeldRole[];
}

/** 1,000 workspaces with five roles of their own each, no two alike, and 10,000 people; the same on every run. */
export function population(): Population {
  const chance = chances();
  const some = <T>(from: readonly T[], most: number): T[] =>
    Array.from(
      { length: 1 + Math.floor(chance() * most) },
      () => from[Math.floor(chance() * from.length)] as T,
    );
  const workspaces = Array.from({ length: WORKSPACES }, (_w, w) =>
    Array.from({ length: OWN_ROLES }, (_r, r): HeldRole => {
      const id = `role ${r} of ${w}`;
      return { id, name: id, permissions: [...new Set(some(grantable, 50))], assignable_role_ids: [] };
    }),
  );
  const system = systemRoleNames.map((name): HeldRole => {
    return { id: systemRoles[name].id, name: null, permissions: null, assignable_role_ids: null };
  });
  const askers = Array.from({ length: USERS }, (_, n): Asker => {
    const own = workspaces[n % WORKSPACES] ?? [];
    const asker = {
      held: [...some(system, 1), ...(chance() < 0.5 ? some(own, 2) : [])],
      mask: chance() < 0.25 ? some(Object.keys(maskStrings), 12) : null,
      key_scopes: chance() < 0.25 ? [some(scopes, 10), ...(chance() < 0.5 ? [some(scopes, 10)] : [])] : null,
      asks: some(permissions, 1)[0] as Permission,
    };
    // Rows come as text with every request, so nothing in them is the same object twice.
    const row = JSON.parse(JSON.stringify(asker)) as Omit<Asker, 'roles'>;
    return { ...row, roles: rolesIn(row.held) };
  });
  return { askers, roles: workspaces.flat() };
}

/** Numbers between 0 and 1 in a fixed order (Park and Miller). */
function chances(): () => number {
  let state = 20_261_128;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
