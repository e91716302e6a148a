import { permissions } from '@bailiwick/rbac';
import type { User } from '@bailiwick/tenancy';
import { z } from 'zod';
import { pageOf, patchOf, time } from '../http/text.js';
import { personNames } from '../people/password.schema.js';
import { role } from '../roles/roles.schema.js';

export const me = z.strictObject({
  id: z.guid(),
  email: z.string(),
  first_name: z.string(),
  last_name: z.string(),
  timestamp_created: time,
  timestamp_updated: time,
});
export type Me = z.input<typeof me>;

export const updateMe = patchOf(personNames);
export type UpdateMe = z.output<typeof updateMe>;

export const myWorkspace = z.strictObject({
  id: z.guid(),
  name: z.string(),
  org_logo_url: z.string().nullable(),
  member_id: z.guid(),
  status: z.enum(['active', 'suspended']),
  roles: z.array(role),
});
export const myWorkspaces = pageOf(myWorkspace);

export const myPermissions = z.strictObject({
  workspace_id: z.guid(),
  member_id: z.guid(),
  roles: z.array(role),
  permissions: z.array(z.enum(permissions)),
});

export const toMe = ({
  id,
  email,
  first_name,
  last_name,
  timestamp_created,
  timestamp_updated,
}: User): Me => ({
  id,
  email,
  first_name,
  last_name,
  timestamp_created: timestamp_created.toISOString(),
  timestamp_updated: timestamp_updated.toISOString(),
});
