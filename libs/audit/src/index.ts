export {
  type AccountActivity,
  type Activity,
  type ActivityName,
  type SharedActivity,
  type WorkspaceActivity,
  activities,
  activityName,
} from './activities.js';
export { AUDIT_DECLARATION, type AuditDeclaration, AuditInterceptor } from './audit.interceptor.js';
export { AuditModule, type AuditOptions } from './audit.module.js';
export {
  type Changes,
  type Content,
  type Json,
  type Outcome,
  type Personal,
  canonical,
  chainHash,
  personalHash,
  sealedText,
  sha256,
} from './canonical.js';
export { AUDIT_POOL } from './pools.js';
export { type Act, record, recordAccount, recordEverywhere, unchanged } from './record.js';
export { type Refusal, Refusals } from './refusal.js';
export { sealBatch, sealQueue } from './seal.js';
export { type Head, type SealedRow, type Verification, verifyChain } from './verify.js';
