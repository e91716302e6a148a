import { type HeldRole, rolesIn, systemRoleNames } from '@bailiwick/rbac';
import type { Member } from '@bailiwick/tenancy';
import { z } from 'zod';
import { type RowOf, answer } from '../../http/body/answer.js';
import { email, line, pageOf, pageQuery, queryFlag, text, time, uuid } from '../../http/body/shapes.js';
import {
  eitherRole,
  formatPermissions,
  namesRoles,
  namesRolesOnce,
  role,
  roleFields,
  strongestRole,
  toRole,
} from '../../access/roles/roles.schema.js';

const nickname = line(80).nullable();

export const createMember = z
  .strictObject({
    email,
    ...roleFields,
    nickname: nickname.optional(),
    user_email: email.nullable().optional(),
    permissions: z.array(z.enum(formatPermissions)).max(formatPermissions.length).nullable().optional(),
  })
  .refine(namesRoles, eitherRole)
  .refine(namesRolesOnce, eitherRole);
export type CreateMember = z.output<typeof createMember>;

export const updateMember = z
  .strictObject({ ...roleFields, nickname: nickname.optional() })
  .refine((value) => Object.keys(value).length > 0, { error: 'at least one property is needed' })
  .refine(namesRolesOnce, eitherRole);
export type UpdateMember = z.output<typeof updateMember>;

const statuses = ['pending', 'needs_confirmation', 'active', 'suspended'] as const;

export const listMembers = pageQuery.extend({
  accepted: queryFlag.optional(),
  search: text(200).optional(),
  status: z.enum(statuses).optional(),
  /** Members with this role. */
  role_id: uuid.optional(),
});
export type ListMembers = z.output<typeof listMembers>;

/** A role as a member holds it. */
const held = role.extend({ grant_id: z.guid(), expires_at: time.nullable() });

/** The WorkspaceMember of the shared format, and ours: `roles`, `status`, `invitation_expires_at` and what follows it. */
export const member = z.strictObject({
  id: z.guid(),
  email: z.string(),
  user_email: z.string().nullable(),
  nickname: z.string().nullable(),
  name: z.strictObject({ first: z.string(), last: z.string() }),
  role: z.enum(systemRoleNames),
  roles: z.array(held),
  permissions: z.array(z.enum(formatPermissions)).nullable(),
  accepted: z.boolean(),
  status: z.enum(statuses),
  issuer_id: z.guid().nullable(),
  user_id: z.guid(),
  workspace_id: z.guid(),
  invitation_expires_at: time.nullable(),
  /** The way in which they are here: as members, or through an admin workspace. */
  source: z.enum(['direct', 'group']),
  /** The link through which they were let in, and with which they go; null: the workspace itself let them in. */
  via_link_id: z.guid().nullable(),
  /** Whether the account has a second factor; null where there is no account yet. */
  two_factor: z.boolean().nullable(),
  last_active_at: time.nullable(),
  timestamp_created: time,
  timestamp_updated: time,
});
export type MemberView = z.output<typeof member>;
export const memberPage = pageOf(member);

/** A role with the grant that gives it; times are text, as they come out of JSON. */
export interface HeldGrant extends HeldRole {
  readonly grant_id: string;
  readonly expires_at: string | null;
}

/** What belongs to a member: the account behind it, and its roles. */
interface Belongings extends Pick<Member, 'email' | 'status' | 'via_link_id' | 'invitation_expires_at'> {
  readonly account_email: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly roles: readonly HeldGrant[];
}

export const toMember = answer(member, (row: Belongings) => {
  const accepted = row.status === 'active' || row.status === 'suspended';
  const { account_email: own } = row;
  return {
    user_email: own && own !== row.email ? own : null,
    name: { first: row.first_name ?? '', last: row.last_name ?? '' },
    role: strongestRole(row.roles.map(({ id }) => id)),
    roles: row.roles.flatMap(toHeld),
    accepted,
    invitation_expires_at: accepted ? null : row.invitation_expires_at,
    source: row.via_link_id ? 'group' : 'direct',
  };
});
export type MemberRow = RowOf<typeof toMember>;

const toHeld = (held: HeldGrant): MemberView['roles'] =>
  rolesIn([held]).map((one) => ({
    ...toRole(one),
    grant_id: held.grant_id,
    expires_at: held.expires_at === null ? null : new Date(held.expires_at),
  }));

/** How many of each kind the answer shows at most. */
export const MOST_SHOWN = 100;

const listed = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), is_complete: z.boolean() });

/** The objects that depend on a member, for the admin to read before they remove the member. */
export const legacy = z.strictObject({
  invitations: listed(z.strictObject({ id: z.guid(), email: z.string() })),
  grants: listed(z.strictObject({ id: z.guid(), member_id: z.guid(), member_name: z.string(), role })),
  api_keys: listed(z.strictObject({ id: z.guid(), name: z.string(), of_service: z.boolean() })),
});
export type LegacyView = z.output<typeof legacy>;

const kinds = ['invitations', 'grants', 'service_keys'] as const;
type Kind = (typeof kinds)[number];
const someKinds = z
  .string()
  .transform((list) => list.split(','))
  .pipe(z.array(z.enum(kinds)))
  .optional();

/** Their own keys always die with the membership. */
export const removeMember = z
  .strictObject({
    /** Kinds to keep, of those that go by default. */
    keep: someKinds,
    /** Kinds to take back, of those that stay by default. */
    revoke: someKinds,
  })
  .transform(({ keep = [], revoke = [] }) => ({
    revokes: (kind: Kind) => revoke.includes(kind) || (byDefault.includes(kind) && !keep.includes(kind)),
  }));
export type RemoveMember = z.output<typeof removeMember>;

/** What is still open. Roles that others hold, and keys that programs use, go only when the request says so. */
const byDefault: readonly Kind[] = ['invitations'];
