import {
  type Actor,
  type Role,
  type SystemRole,
  effective,
  refuseRoleChange,
  rolesOf,
  systemRoleNames,
  systemRoles,
} from '@bailiwick/rbac';
import type { MembersList } from '../../api-client/index.js';
import type { Standing } from '../../server/session.js';

export type Member = MembersList['items'][number];
type Roles = Member['roles'];

/** System roles by the catalogue. What a workspace's own role permits only the server knows: it has the last word. */
const known = (roles: Roles): Role[] => rolesOf(roles.map(({ id }) => ({ role_id: id })));
const actorOf = ({ permissions }: Standing): Actor => ({ permissions, roles: [] });

const targetOf = (member: Member, { memberId }: Standing) => ({
  isActor: member.id === memberId,
  permissions: effective({ direct: known(member.roles) }),
});

/** The roles one may give; to a member, or to somebody new. What is offered here the server allows. */
export function rolesToGive(standing: Standing, to?: Member): readonly SystemRole[] {
  if (!standing.may(to ? 'workspace_members:update' : 'workspace_members:create')) return [];
  return systemRoleNames.filter((name) => {
    const give = rolesOf([{ role_id: systemRoles[name].id }]);
    const change = { actor: actorOf(standing), give, ...(to && { target: targetOf(to, standing) }) };
    return !refuseRoleChange(change);
  });
}

export function mayRemove(standing: Standing, member: Member): boolean {
  const target = targetOf(member, standing);
  return (
    standing.may('workspace_members:delete') &&
    !refuseRoleChange({ actor: actorOf(standing), target, give: [] })
  );
}

/** Everybody may go but the owner, since there is always one. */
export const mayLeave = (standing: Standing): boolean => !standing.may('workspace_ownership:update');

/** Sending a link again, and letting somebody in, give the roles anew. */
export function mayVouch(standing: Standing, { roles }: Pick<Member, 'roles'>): boolean {
  const change = { actor: actorOf(standing), give: known(roles) };
  return standing.may('workspace_members:create') && !refuseRoleChange(change);
}

export const fullName = ({ name, email }: Pick<Member, 'name' | 'email'>): string =>
  `${name.first} ${name.last}`.trim() || email;
