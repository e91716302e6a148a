import { systemRoles } from '@bailiwick/rbac';
import { z } from 'zod';
import { type RowOf, answer } from '../../http/body/answer.js';
import { future, line, pageOf, pageQuery, time, uuid } from '../../http/body/shapes.js';
import { type NamedRole, role, roleView } from '../../access/roles/roles.schema.js';

/** Each once: a client that names an id twice means it once. */
const ids = (max: number) =>
  z
    .array(uuid)
    .min(1)
    .max(max)
    .transform((all) => [...new Set(all)].sort());

const what = {
  role_id: uuid,
  expires_at: future.nullable().default(null),
  reason: line(500).nullable().default(null),
};

const MOST_MEMBERS = 100;
const MOST_SUBS = 1000;

/** `all`: those that will join the group, too. */
const subs = z.union([z.literal('all'), ids(MOST_SUBS)]);

export const giveInGroup = z
  .strictObject({
    ...what,
    member_ids: ids(MOST_MEMBERS).optional(),
    /** In place of members: all who hold that role in the admin workspace, now or later. */
    holders_of: z.enum(['owner', 'admin']).optional(),
    subs,
  })
  .refine(({ member_ids, holders_of }) => (member_ids === undefined) !== (holders_of === undefined), {
    path: ['member_ids'],
    error: 'name members, or a role whose holders are meant',
  })
  .refine(({ holders_of, subs: where }) => holders_of === undefined || where === 'all', {
    path: ['subs'],
    error: 'who holds a role is given another over all workspaces, or none',
  })
  .transform(({ member_ids, holders_of, ...given }) =>
    holders_of === undefined ? { ...given, member_ids: member_ids ?? [] } : { ...given, holders_of },
  );
export type GiveInGroup = z.output<typeof giveInGroup>;

export const takeInGroup = z
  .strictObject({
    ids: ids(1000).optional(),
    member_id: uuid.optional(),
    role_id: uuid.optional(),
    /** What was given so: over all of them, or in these. */
    subs: subs.optional(),
  })
  .refine((body) => (body.ids === undefined) !== (body.member_id === undefined), {
    path: ['ids'],
    error: 'name ids, or a member',
  })
  .refine((body) => body.ids === undefined || (body.role_id === undefined && body.subs === undefined), {
    path: ['ids'],
    error: 'ids say it all',
  })
  .transform(({ ids: named, member_id, ...rest }) =>
    named ? { ids: named } : { ...rest, member_id: member_id ?? '' },
  );
export type TakeInGroup = z.output<typeof takeInGroup>;

export const listGroupGrants = pageQuery.extend({
  member_id: uuid.optional(),
  /** What holds in this workspace of the group: given there, or over all of them. */
  link_id: uuid.optional(),
  role_id: uuid.optional(),
});
export type ListGroupGrants = z.output<typeof listGroupGrants>;

const named = z.strictObject({ id: z.guid(), name: z.string() });

/** A role over all workspaces of the group, or in one of them. */
export const groupGrant = z.strictObject({
  id: z.guid(),
  /** Null where all hold it who hold the role `holders_of`. */
  member: z.strictObject({ id: z.guid(), name: z.string(), email: z.string() }).nullable(),
  holders_of: named.nullable(),
  role,
  /** Null: all workspaces of the group. */
  sub: z
    .strictObject({ workspace_group_member_id: z.guid(), workspace_id: z.guid(), name: z.string() })
    .nullable(),
  expires_at: time.nullable(),
  reason: z.string().nullable(),
  granted_by: z.guid().nullable(),
  granted_by_name: z.string().nullable(),
  timestamp_created: time,
});
export type GroupGrantView = z.output<typeof groupGrant>;
export const groupGrantPage = pageOf(groupGrant);

/** Of what is given or taken at once so much is shown; the list has the rest. */
export const MOST_SHOWN = 1000;
/** Members times workspaces. */
export const MOST_GIVEN = 20_000;

export const givenInGroup = z.strictObject({
  items: z.array(groupGrant),
  created: z.number().int(),
  /** Were given already, and stay as they are. */
  existing: z.number().int(),
});
export type GivenInGroup = z.output<typeof givenInGroup>;

export const takenInGroup = z.strictObject({ items: z.array(groupGrant), deleted: z.number().int() });
export type TakenInGroup = z.output<typeof takenInGroup>;

/** What tells whom a row is about, and where. */
interface Receiver extends NamedRole {
  readonly member_id: string | null;
  readonly member_name: string | null;
  readonly member_email: string | null;
  readonly member_user_id: string | null;
  readonly holder_role_id: string | null;
  readonly link_id: string | null;
  readonly sub_id: string | null;
  readonly sub_name: string | null;
}

export const toGroupGrant = answer(groupGrant, (row: Receiver) => ({
  member: row.member_id
    ? { id: row.member_id, name: row.member_name ?? '', email: row.member_email ?? '' }
    : null,
  holders_of: row.holder_role_id ? roleView(row.holder_role_id, null) : null,
  role: roleView(row.role_id, row.role_name),
  sub: row.link_id
    ? {
        workspace_group_member_id: row.link_id,
        workspace_id: row.sub_id ?? row.link_id,
        name: row.sub_name ?? '',
      }
    : null,
}));
export type GroupGrantRow = RowOf<typeof toGroupGrant>;

export const holderRoleId = (name: 'owner' | 'admin'): string => systemRoles[name].id;
