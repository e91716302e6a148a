export { Ability, abilityFor, compile } from './ability.js';
export {
  type Action,
  type Permission,
  type Resource,
  type Role,
  type SystemRole,
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
export { type Bindings, type PermissionSet, effective, isStrictSubset, isSubset } from './effective.js';
export { type Grant, type Rule, rolesOf } from './grant.js';
export { type RoleChange, type RoleChangeRefusal, refuseRoleChange } from './role-change.js';
export { type Visible, visible } from './visible.js';
