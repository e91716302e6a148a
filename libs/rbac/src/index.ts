export { Ability, abilityFor, compile } from './ability.js';
export {
  type Action,
  type Permission,
  type Resource,
  type Role,
  type SystemRole,
  grantable,
  isPermission,
  ownerOnly,
  permissions,
  resources,
  systemRole,
  systemRoleNames,
  systemRoles,
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
export {
  type Bindings,
  type PermissionSet,
  effective,
  isStrictSubset,
  isSubset,
  permissionsOf,
} from './effective.js';
export { type Explanation, type Obstacle, type Reason, explain } from './explain.js';
export { type Grant, type HeldRole, type Rule, rolesIn, rolesOf } from './grant.js';
export { maskOf, maskStrings } from './mask.js';
export {
  type Actor,
  type RoleChange,
  type RoleChangeRefusal,
  type RoleEdit,
  type RoleEditRefusal,
  mayGive,
  refuseRoleChange,
  refuseRoleEdit,
} from './role-change.js';
export { expand, isScope, scopes } from './scopes.js';
export { type Difference, difference } from './simulate.js';
export { type Visible, visible } from './visible.js';
