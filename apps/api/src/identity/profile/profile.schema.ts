import { activityName } from '@bailiwick/audit';
import { permissions } from '@bailiwick/rbac';
import { z } from 'zod';
import { type RowOf, answer } from '../../http/body/answer.js';
import { pageOf, patchOf, time } from '../../http/body/shapes.js';
import { personNames } from '../people/password.schema.js';
import { role } from '../../access/roles/roles.schema.js';

export const me = z.strictObject({
  id: z.guid(),
  email: z.string(),
  first_name: z.string(),
  last_name: z.string(),
  timestamp_created: time,
  timestamp_updated: time,
});
export type Me = z.output<typeof me>;

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
  workspace_name: z.string(),
  /** Of a person who is here through the admin workspace alone: their member id there. */
  member_id: z.guid(),
  /** The roles of both kinds: direct, and through the group. */
  roles: z.array(role),
  permissions: z.array(z.enum(permissions)),
  /** `direct`; for a person without a role of their own here, `group:` and the id of the link. */
  access_via: z.string(),
  /** The link to the admin workspace, also for people who do not use it. */
  link: z
    .strictObject({
      id: z.guid(),
      admin_workspace_id: z.guid(),
      admin_workspace_name: z.string(),
      is_managed: z.boolean(),
    })
    .nullable(),
});

const json = z.unknown();

/** A line of the person's own log: an act on the account, not an act in a workspace. */
export const accountRecord = z.strictObject({
  id: z.guid(),
  timestamp: time,
  activity_type: z.number().int(),
  activity: z.string(),
  outcome: z.enum(['done', 'refused', 'failed']),
  ip_address: z.string(),
  user_agent: z.string().nullable(),
  changes: z.record(z.string(), z.strictObject({ before: json, after: json })),
});
export const myActivity = pageOf(accountRecord);

interface Happened {
  readonly occurred_at: Date;
  readonly activity: number;
  readonly ip: string;
}

export const toAccountRecord = answer(accountRecord, ({ occurred_at, activity, ip }: Happened) => ({
  timestamp: occurred_at,
  activity_type: activity,
  activity: activityName(activity) ?? 'unknown',
  ip_address: ip,
}));
export type AccountActivityRow = RowOf<typeof toAccountRecord>;

export const toMe = answer(me);
