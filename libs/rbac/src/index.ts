export { Ability, abilityFor, compile } from './ability.js';
export {
  type Action,
  type Permission,
  type Resource,
  type Role,
  type SystemRole,
  administers,
  askedByDefault,
  delegable,
  grantable,
  isPermission,
  ownerOnly,
  permissions,
  resources,
  systemRole,
  systemRoleNames,
  systemRoles,
  underCeiling,
} from './catalog.js';
export {
  type Attributes,
  type Condition,
  type Operand,
  type Row,
  type Scalar,
  matches,
  operand,
} from './condition.js';
export { type Decision, decide } from './decide.js';
export { type Bindings, effective, isStrictSubset, isSubset, permissionsOf } from './effective.js';
export {
  type Barrier,
  type Circumstances,
  type Explanation,
  type Obstacle,
  type Reason,
  couldGrant,
  explain,
  grantingPermissions,
} from './explain.js';
export { type Grant, type HeldRole, type Rule, rolesBeyond, rolesIn, rolesOf } from './grant.js';
export { maskOf, maskStrings } from './mask.js';
export type { PermissionSet } from './permission-set.js';
export {
  type Actor,
  type RoleChange,
  type RoleChangeRefusal,
  type RoleEdit,
  type RoleEditRefusal,
  type Target,
  mayGive,
  refuseRoleChange,
  refuseRoleEdit,
  refuseSuspension,
} from './role-change.js';
export { expand, expandAll, isScope, scopes } from './scopes.js';
export { type Difference, type Exchange, difference, applyExchange } from './simulate.js';
export { type Visible, visible } from './visible.js';
