import { permissions } from '@bailiwick/rbac';
import { z } from 'zod';
import { moment, pageOf, pageQuery, time, uuid } from '../../http/body/shapes.js';
import { role } from '../roles/roles.schema.js';

const permission = z.enum(permissions);
/** A moment that has passed, by the database's clock; see `refuseFuture`. */
const asOf = moment.refine((value) => value.getTime() >= 0, { error: 'must be after 1970' }).optional();

export const check = z.strictObject({
  checks: z
    .array(z.strictObject({ permission, member_id: uuid.optional() }))
    .min(1)
    .max(1000),
});
export type Check = z.output<typeof check>;

/** In the order of the questions. A person who is not here is allowed nothing, like a member without roles. */
export const checked = z.strictObject({
  items: z.array(z.strictObject({ permission, member_id: z.guid(), allowed: z.boolean() })),
});
export type CheckedView = z.output<typeof checked>;

export const explain = z.strictObject({ permission, member_id: uuid.optional(), as_of: asOf });
export type Explain = z.output<typeof explain>;

const reason = z.strictObject({
  role,
  through: z.enum(['direct', 'group']),
  grant: z.strictObject({
    id: z.guid(),
    expires_at: time.nullable(),
    /** Their name, where it is known still and may be known. */
    granted_by: z.string().nullable(),
    reason: z.string().nullable(),
  }),
  /** Empty: this gives it. */
  obstacles: z.array(z.enum(['mask', 'ceiling', 'scopes', 'expired', 'suspended', 'not_joined'])),
});
export type ReasonView = z.output<typeof reason>;

export const explanation = z.strictObject({
  permission,
  member_id: z.guid(),
  allowed: z.boolean(),
  suspended: z.boolean(),
  /** Every role held, or held once, in which it is. */
  reasons: z.array(reason),
  /** Roles in which it is: the system's, and with `roles:read` the first hundred of the workspace's own. */
  would_give: z.array(role),
  /** Up to twenty who could give a role in which it is. Only with `workspace_members:read`, and only of now. */
  could_grant: z.array(z.strictObject({ member_id: z.guid(), name: z.string() })).optional(),
});
export type ExplanationView = z.output<typeof explanation>;

export const listHolders = pageQuery.omit({ count: true }).extend({
  permission,
  as_of: asOf,
  /** Only people with roles of their own here, or only people who are here through the admin workspace. */
  through: z.enum(['direct', 'group']).optional(),
});
export type ListHolders = z.output<typeof listHolders>;

export const holder = z.strictObject({
  member_id: z.guid(),
  user_id: z.guid(),
  kind: z.enum(['person', 'service']),
  /** Null when they have left since. */
  name: z.string().nullable(),
  email: z.string().nullable(),
  /** `group`: no member, and here through the admin workspace; `member_id` is their id there. */
  source: z.enum(['direct', 'group']),
  /** `via`: `direct`, or `group:` and the id of the link. */
  through: z.array(z.strictObject({ role, expires_at: time.nullable(), via: z.string() })),
});
export type HolderView = z.output<typeof holder>;
export const holderPage = pageOf(holder);
