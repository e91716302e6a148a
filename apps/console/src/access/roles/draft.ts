import { type Permission, isPermission } from '@bailiwick/rbac';
import type { RolesCreateBody, RolesUpdateBody } from '../../api-client/index.js';
import { nameOfRole } from '../../words/roles.js';
import { isSame } from './matrix.js';
import { type FullRole, mayBeAssignable, mayHold } from './rights.js';
import type { Standing } from '../../server/session.js';

/** A role as it stands in the editor. */
export interface Draft {
  readonly name: string;
  readonly description: string;
  readonly permissions: ReadonlySet<Permission>;
  readonly assignable: ReadonlySet<string>;
}

export const emptyDraft: Draft = { name: '', description: '', permissions: new Set(), assignable: new Set() };

export const draftOf = (role: FullRole): Draft => ({
  name: role.name,
  description: role.description,
  permissions: new Set(role.permissions.filter(isPermission)),
  assignable: new Set(role.assignable_role_ids),
});

/** A new role that starts as another, without what its author could not put into it. */
export function copyOf(role: FullRole, standing: Standing, roles: readonly FullRole[]): Draft {
  const { permissions, assignable, description } = draftOf(role);
  const [held, named] = [
    mayHold(standing),
    new Set(roles.filter((one) => mayBeAssignable(standing, one)).map(({ id }) => id)),
  ];
  return {
    name: `Copy of ${nameOfRole(role.name)}`.slice(0, 60),
    description: role.is_system ? '' : description,
    permissions: both(permissions, held),
    assignable: both(assignable, named),
  };
}

const both = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): ReadonlySet<T> =>
  new Set([...a].filter((one) => b.has(one)));

type Body = RolesCreateBody & RolesUpdateBody;

export const bodyOf = ({ name, description, permissions, assignable }: Draft): RolesCreateBody => ({
  name: name.trim(),
  description: description.trim(),
  permissions: [...permissions] as Body['permissions'],
  assignable_role_ids: [...assignable],
});

/** What is different from the role as it was read; nothing when all is as before. */
export function patchFor(draft: Draft, role: FullRole): RolesUpdateBody | undefined {
  const [before, after] = [draftOf(role), bodyOf(draft)];
  const patch: RolesUpdateBody = {
    ...(after.name !== before.name && { name: after.name }),
    ...(after.description !== before.description && { description: after.description }),
    ...(!isSame(draft.permissions, before.permissions) && { permissions: after.permissions }),
    ...(!isSame(draft.assignable, before.assignable) && { assignable_role_ids: after.assignable_role_ids }),
  };
  return Object.keys(patch).length > 0 ? patch : undefined;
}
