import {
  type Actor,
  type Permission,
  type Role,
  type RoleChangeRefusal,
  type SystemRole,
  effective,
  isPermission,
  maskOf,
  refuseRoleChange,
  refuseSuspension,
  systemRoleNames,
  systemRole,
  systemRoles,
} from '@bailiwick/rbac';
import type { MembersList, RolesList } from '../../api-client/index.js';
import type { Standing } from '../../server/session.js';

export type Member = MembersList['items'][number];

/** A role, with what is said about it to people. */
export interface KnownRole extends Role {
  readonly sentence: string;
}

/** Whoever looks at the page: what they may do, by which roles, and the roles there are. */
export interface Giver extends Standing {
  readonly actor: Actor;
  readonly roles: readonly KnownRole[];
}

/** The system's, for those who may not read the workspace's own. */
export const knownSystemRoles: readonly KnownRole[] = systemRoleNames.map((name) => known(name));

function known(name: SystemRole): KnownRole {
  const { id, sentence, permissions } = systemRoles[name];
  return { id, name, sentence, permissions };
}

/** A system role is what the catalogue says; what this console does not know of permits nothing here. */
export const roleFrom = (row: RolesList['items'][number]): KnownRole => {
  const { id, name, description, permissions, assignable_role_ids: assignable } = row;
  const own = systemRole(id);
  return own
    ? known(own.name)
    : { id, name, sentence: description, permissions: permissions.filter(isPermission), assignable };
};

export const giverOf = (
  standing: Standing,
  held: readonly { readonly id: string }[],
  roles: readonly KnownRole[],
): Giver => ({
  ...standing,
  roles,
  actor: {
    permissions: standing.permissions,
    roles: roles.filter(({ id }) => held.some((mine) => mine.id === id)),
  },
});

export const isInvited = ({ status }: Pick<Member, 'status'>): boolean =>
  status === 'pending' || status === 'needs_confirmation';
export const isOwner = ({ roles }: Pick<Member, 'roles'>): boolean =>
  roles.some(({ id }) => id === systemRoles.owner.id);

/** As the server sees them: who has not joined may do nothing yet, and who is kept out counts by what they hold. */
const targetOf = (member: Member, { memberId, roles }: Giver) => ({
  isActor: member.id === memberId,
  isOwner: isOwner(member),
  permissions: isInvited(member)
    ? new Set<Permission>()
    : effective({
        direct: roles.filter(({ id }) => member.roles.some((held) => held.id === id)),
        mask: maskOf(member.permissions),
      }),
});

/** Why the roles of this member are not for one to change, whichever they are to be; nothing, where they are. */
export const refusalToChange = (giver: Giver, member: Member): RoleChangeRefusal | undefined =>
  refuseRoleChange({ actor: giver.actor, target: targetOf(member, giver), give: [] });

const giving: Readonly<Record<Deed, Permission>> = {
  invite: 'workspace_members:create',
  replace: 'workspace_members:update',
  add: 'grants:create',
};
type Deed = 'invite' | 'replace' | 'add';

/** The roles one may give; to a member, or to somebody new. What is offered here the server allows. */
export function rolesToGive(
  giver: Giver,
  to?: Member,
  deed: Deed = to ? 'replace' : 'invite',
): readonly KnownRole[] {
  if (!giver.may(giving[deed])) return [];
  return giver.roles.filter((role) => {
    const change = { actor: giver.actor, give: [role], ...(to && { target: targetOf(to, giver) }) };
    return !refuseRoleChange(change);
  });
}

export const mayRemove = (giver: Giver, member: Member): boolean =>
  giver.may('workspace_members:delete') && !refusalToChange(giver, member);

/** Of those whose roles one may change, those one may: longer, shorter, or no longer. */
export const mayChangeGrants = (giver: Giver, member: Member, deed: 'update' | 'delete'): boolean =>
  giver.may(`grants:${deed}`) && !refusalToChange(giver, member);

/** An emergency brake, so among equals too. */
export const maySuspend = (giver: Giver, member: Member): boolean =>
  giver.may('workspace_members:update') &&
  !isInvited(member) &&
  !refuseSuspension({ actor: giver.actor, target: targetOf(member, giver) });

/** Everybody may go but the owner, since there is always one. */
export const mayLeave = (standing: Standing): boolean => !standing.may('workspace_ownership:update');

/** Sending a link again, and letting somebody in, give the roles anew. */
export function mayVouch(giver: Giver, { roles }: Pick<Member, 'roles'>): boolean {
  const give = roles.map(({ id }) => giver.roles.find((role) => role.id === id));
  return (
    giver.may('workspace_members:create') &&
    // What is not known here only the server can judge.
    !refuseRoleChange({ actor: giver.actor, give: give.filter((role) => role !== undefined) })
  );
}
