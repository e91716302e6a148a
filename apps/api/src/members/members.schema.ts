import { type HeldRole, rolesIn, systemRoleNames } from '@bailiwick/rbac';
import { z } from 'zod';
import { email, line, pageOf, pageQuery, queryFlag, text, time } from '../http/text.js';
import {
  eitherRole,
  formatPermissions,
  namesRoles,
  namesRolesOnce,
  role,
  rolesGiven,
  strongestRole,
  toRole,
} from '../roles/roles.schema.js';

const nickname = line(80).nullable();

export const createMember = z
  .strictObject({
    email,
    ...rolesGiven,
    nickname: nickname.optional(),
    user_email: email.nullable().optional(),
    permissions: z.array(z.enum(formatPermissions)).max(formatPermissions.length).nullable().optional(),
  })
  .refine(namesRoles, eitherRole)
  .refine(namesRolesOnce, eitherRole);
export type CreateMember = z.output<typeof createMember>;

export const updateMember = z
  .strictObject({ ...rolesGiven, nickname: nickname.optional() })
  .refine((value) => Object.keys(value).length > 0, { error: 'at least one property is needed' })
  .refine(namesRolesOnce, eitherRole);
export type UpdateMember = z.output<typeof updateMember>;

export const listMembers = pageQuery.extend({ accepted: queryFlag.optional(), search: text(200).optional() });
export type ListMembers = z.output<typeof listMembers>;

/** The WorkspaceMember of the shared format, and ours: `roles`, `status`, `invitation_expires_at`. */
export const member = z.strictObject({
  id: z.guid(),
  email: z.string(),
  user_email: z.string().nullable(),
  nickname: z.string().nullable(),
  name: z.strictObject({ first: z.string(), last: z.string() }),
  role: z.enum(systemRoleNames),
  roles: z.array(role),
  permissions: z.array(z.enum(formatPermissions)).nullable(),
  accepted: z.boolean(),
  status: z.enum(['pending', 'needs_confirmation', 'active', 'suspended']),
  issuer_id: z.guid().nullable(),
  user_id: z.guid(),
  workspace_id: z.guid(),
  invitation_expires_at: time.nullable(),
  timestamp_created: time,
  timestamp_updated: time,
});
export type MemberView = z.input<typeof member>;
export const memberPage = pageOf(member);

/** A member with what belongs to it: the account behind it, and its roles. */
export interface MemberRow {
  readonly id: string;
  readonly workspace_id: string;
  readonly user_id: string;
  readonly email: string;
  readonly status: MemberView['status'];
  readonly nickname: string | null;
  readonly permissions: MemberView['permissions'];
  readonly issuer_id: string | null;
  readonly invitation_expires_at: Date | null;
  readonly timestamp_created: Date;
  readonly timestamp_updated: Date;
  readonly account_email: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly roles: readonly HeldRole[];
}

export function toMember(row: MemberRow, showsNickname: boolean): MemberView {
  const joined = row.status === 'active' || row.status === 'suspended';
  const { account_email: own } = row;
  return {
    id: row.id,
    email: row.email,
    user_email: own && own !== row.email ? own : null,
    nickname: showsNickname ? row.nickname : null,
    name: { first: row.first_name ?? '', last: row.last_name ?? '' },
    role: strongestRole(row.roles.map(({ id }) => id)),
    roles: rolesIn(row.roles).map(toRole),
    permissions: row.permissions,
    accepted: joined,
    status: row.status,
    issuer_id: row.issuer_id,
    user_id: row.user_id,
    workspace_id: row.workspace_id,
    invitation_expires_at: joined ? null : (row.invitation_expires_at?.toISOString() ?? null),
    timestamp_created: row.timestamp_created.toISOString(),
    timestamp_updated: row.timestamp_updated.toISOString(),
  };
}
