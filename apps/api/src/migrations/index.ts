import { CreatePeople1764000001000 } from './1764000001000-create-people.js';
import { CreateWorkspaces1764000002000 } from './1764000002000-create-workspaces.js';
import { CreateAudit1764000003000 } from './1764000003000-create-audit.js';
import { CreateJobOutbox1764000004000 } from './1764000004000-create-job-outbox.js';
import { CreateLookups1764000005000 } from './1764000005000-create-lookups.js';
import { CreateThrottles1764000006000 } from './1764000006000-create-throttles.js';
import { CreateIdempotencyKeys1764000007000 } from './1764000007000-create-idempotency-keys.js';
import { CreateSignInSecurity1764000008000 } from './1764000008000-create-sign-in-security.js';
import { CreateRoles1764000009000 } from './1764000009000-create-roles.js';
import { CreateApiKeys1764000010000 } from './1764000010000-create-api-keys.js';
import { CreateOwnershipChanges1764000011000 } from './1764000011000-create-ownership-changes.js';
import { CreateAccessHistory1764000012000 } from './1764000012000-create-access-history.js';
import { CreateGroups1764000013000 } from './1764000013000-create-groups.js';
import { PublishRoles1764000014000 } from './1764000014000-publish-roles.js';
import { CreateLeaverReceipts1764000015000 } from './1764000015000-create-leaver-receipts.js';

export const migrations = [
  CreatePeople1764000001000,
  CreateWorkspaces1764000002000,
  CreateAudit1764000003000,
  CreateJobOutbox1764000004000,
  CreateLookups1764000005000,
  CreateThrottles1764000006000,
  CreateIdempotencyKeys1764000007000,
  CreateSignInSecurity1764000008000,
  CreateRoles1764000009000,
  CreateApiKeys1764000010000,
  CreateOwnershipChanges1764000011000,
  CreateAccessHistory1764000012000,
  CreateGroups1764000013000,
  PublishRoles1764000014000,
  CreateLeaverReceipts1764000015000,
];
