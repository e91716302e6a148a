export { refuseBeyondLink } from './acting.js';
export { type Authority, AuthorityService, type Credential } from './authority.js';
export {
  type Actor,
  type Caller,
  type Ctx,
  type Facts,
  type GroupLink,
  type Key,
  type Person,
  type Principal,
  type Scope,
  personCaller,
  personName,
  systemCaller,
} from './ctx.js';
export { ApiKey } from './entities/api-key.entity.js';
export { GrantRow } from './entities/grant.entity.js';
export { GroupLinkRow, type LinkStatus } from './entities/group-link.entity.js';
export { Member, type MemberStatus } from './entities/member.entity.js';
export { RoleRow } from './entities/role.entity.js';
export { Session } from './entities/session.entity.js';
export { User } from './entities/user.entity.js';
export { Workspace } from './entities/workspace.entity.js';
export { heldGrants, heldRoles } from './held-roles.js';
export { type Once, Replay } from './once.js';
export { OneWriteSocket } from './one-write.js';
export { Cursors, type Listing, type Page, type PageQuery } from './page.js';
export { type Detail, Failure, ForeignWorkspace, Hidden, Refused } from './refusals.js';
export {
  appPolicy,
  authorityReads,
  definer,
  forceRls,
  purgeable,
  setting,
  tenantTable,
  upkeepForgets,
  withoutForce,
} from './rls.js';
export { SecretBox } from './secret-box.js';
export { Sql, identifier, joined, sql, statementName } from './sql.js';
export {
  type AttemptByToken,
  type ChallengeByToken,
  type GroupInvitationByToken,
  type InvitationByToken,
  type OwnershipReversalByToken,
  type ResetByToken,
  type SignInSubject,
  SystemDb,
} from './system-db.js';
export { TenancyModule, type TenancyOptions } from './tenancy.module.js';
export { TenantDb } from './tenant-db.js';
export { type TenantJob, TenantJobs, enqueue, jobFacts } from './tenant-job.js';
export {
  type KeyRing,
  mac,
  newId,
  newToken,
  purposeKey,
  purposeKeys,
  sameBytes,
  tokenHash,
} from './tokens.js';
export { Tx, attributes } from './tx.js';
export { refuseStale, versionTag } from './version.js';
export { visibleWhere } from './visible-where.js';
