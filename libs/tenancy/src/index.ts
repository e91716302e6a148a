export { refuseBeyondLink } from './who/acting.js';
export { type Authority, AuthorityService, type Credential } from './who/authority.js';
export {
  type Actor,
  type Caller,
  type Ctx,
  type GroupLink,
  type Key,
  type Person,
  type Principal,
  attributes,
  personCaller,
  personName,
  systemCaller,
} from './who/ctx.js';
export { ApiKey } from './entities/api-key.entity.js';
export { GrantRow } from './entities/grant.entity.js';
export { GroupLinkRow, type LinkStatus } from './entities/group-link.entity.js';
export { Member, type MemberStatus } from './entities/member.entity.js';
export { RoleRow } from './entities/role.entity.js';
export { Session } from './entities/session.entity.js';
export { User } from './entities/user.entity.js';
export { Workspace } from './entities/workspace.entity.js';
export { type Membership, contextOf } from './who/bindings.js';
export { type Facts, type Once, type Scope, jobFacts } from './who/facts.js';
export { accountNameSql, heldGrants, heldRoles, personNameSql } from './who/held-roles.js';
export { Replay } from './rows/once.js';
export { OneWriteSocket } from './rows/one-write.js';
export { Cursors, type Listing, type Page, type PageQuery } from './rows/page.js';
export { type Detail, Failure, ForeignWorkspace, Hidden, Refused } from './who/refusals.js';
export {
  appPolicy,
  authorityReads,
  forceRls,
  personTable,
  purgeable,
  setting,
  tenantTable,
  upkeepForgets,
  withoutForce,
} from './rows/rls.js';
export { SecretBox } from './secrets/secret-box.js';
export { Sql, identifier, joinSql, sql, statementName } from './rows/sql.js';
export {
  type AttemptByToken,
  type ChallengeByToken,
  type GroupInvitationByToken,
  type InvitationByToken,
  type OwnershipReversalByToken,
  type ResetByToken,
  type SignInSubject,
  SystemDb,
} from './who/system-db.js';
export { TenancyModule, type TenancyOptions } from './tenancy.module.js';
export { TenantDb } from './rows/tenant-db.js';
export {
  type KeyRing,
  mac,
  newId,
  newToken,
  purposeKey,
  purposeKeys,
  sameBytes,
  tokenHash,
} from './secrets/tokens.js';
export { Tx } from './rows/tx.js';
export { refuseStale, versionTag } from './rows/version.js';
export { visibleWhere } from './rows/visible-where.js';
