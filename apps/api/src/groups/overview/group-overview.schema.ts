import { type HeldRole, delegable, permissions } from '@bailiwick/rbac';
import { z } from 'zod';
import { auditQuery, auditRecord } from '../../audit/log/audit-log.schema.js';
import { type RowOf, answer } from '../../http/body/answer.js';
import { pageOf, pageQuery, text, time, uuid } from '../../http/body/shapes.js';
import { role, roleName, roleView } from '../../access/roles/roles.schema.js';

export const summary = z.strictObject({
  kind: z.enum(['standalone', 'admin', 'sub']),
  subs: z.number().int(),
  /** Invitations that can still be accepted. */
  pending: z.number().int(),
  /** People of each workspace, counted once for each. */
  members: z.number().int(),
  admin_workspace: z
    .strictObject({
      workspace_group_member_id: z.guid(),
      workspace_id: z.guid(),
      name: z.string(),
      is_managed: z.boolean(),
    })
    .nullable(),
});
export type SummaryView = z.output<typeof summary>;

export const listSubs = pageQuery.extend({
  sort: z.enum(['name', 'activity', 'date']).default('name'),
  direction: z.enum(['asc', 'desc']).default('asc'),
  /** Any part of the name. */
  search: text(200).optional(),
  status: z.enum(['accepted']).optional(),
});
export type ListSubs = z.output<typeof listSubs>;

export const sub = z.strictObject({
  workspace_group_member_id: z.guid(),
  workspace_id: z.guid(),
  name: z.string(),
  kind: z.enum(['consented', 'managed']),
  members: z.number().int(),
  last_activity_at: time,
  timestamp_accepted: time,
  ceiling_label: z.string().nullable(),
  scheduled_for_removal_at: time.nullable(),
  /** The roles of the caller there, through the group. */
  my_roles: z.array(z.string()),
});
export type SubView = z.output<typeof sub>;
export const subPage = pageOf(sub);

interface Below {
  readonly id: string;
  readonly sub_id: string;
  readonly joined_at: Date;
  readonly removal_at: Date | null;
  readonly roles_everywhere: readonly HeldRole[] | null;
  readonly roles_here: readonly HeldRole[] | null;
}

export const toSub = answer(sub, ({ id, sub_id, joined_at, removal_at, ...held }: Below) => ({
  workspace_group_member_id: id,
  workspace_id: sub_id,
  timestamp_accepted: joined_at,
  scheduled_for_removal_at: removal_at,
  my_roles: namesOf([...(held.roles_everywhere ?? []), ...(held.roles_here ?? [])]),
}));
export type SubRow = RowOf<typeof toSub>;

const namesOf = (roles: readonly HeldRole[]): string[] =>
  [...new Set(roles.map(({ id, name }) => roleName(id, name)))].sort();

/** A total would be the number of people of a whole group: nobody turns so many pages. */
export const listPeople = pageQuery.omit({ count: true }).extend({
  /** What begins a word of name or address. */
  search: text(200).optional(),
});
export type ListPeople = z.output<typeof listPeople>;

const through = z.enum(['direct', 'group']);

const groupPerson = z.strictObject({
  user_id: z.guid(),
  name: z.string(),
  email: z.string(),
  /** The first twenty of them. */
  subs: z.array(
    z.strictObject({
      workspace_id: z.guid(),
      name: z.string(),
      through,
      roles: z.array(role),
      status: z.enum(['active', 'suspended']),
    }),
  ),
  subs_total: z.number().int(),
});
type GroupPersonView = z.output<typeof groupPerson>;

/** Workspaces of the group in which the caller may not see this. */
const hidden_subs = z.number().int();
export const peoplePage = pageOf(groupPerson).extend({ hidden_subs });
export type PeoplePage = z.output<typeof peoplePage>;

interface NamedSub {
  readonly workspace_id: string;
  readonly name: string;
  readonly through: 'direct' | 'group';
  readonly status: 'active' | 'suspended';
  readonly roles: readonly HeldRole[];
}

export interface PersonRow {
  readonly user_id: string;
  readonly name: string;
  readonly email: string;
  readonly subs_total: number;
  readonly named: readonly NamedSub[];
}

export const toPerson = ({ named, ...row }: PersonRow): GroupPersonView => ({
  ...row,
  subs: named.map(({ roles, ...place }) => ({
    ...place,
    roles: roles.map(({ id, name }) => roleView(id, name)),
  })),
});

export const groupAuditQuery = auditQuery.omit({ count: true }).extend({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  /** The id of one workspace in the group. */
  sub: uuid.optional(),
});
export type GroupAuditQuery = z.output<typeof groupAuditQuery>;

export const groupAuditPage = pageOf(auditRecord.extend({ workspace_name: z.string() })).extend({
  hidden_subs,
});
export type GroupAuditPage = z.output<typeof groupAuditPage>;

const acts = ['join', 'leave', 'ceiling', 'hand_over', 'remove'] as const;

export const askImpact = z
  .strictObject({
    act: z.enum(acts),
    workspace_group_member_id: uuid,
    /** With `ceiling`: what would be allowed. */
    permissions: z
      .string()
      .max(10_000)
      .transform((list) => list.split(',').filter(Boolean))
      .pipe(z.array(z.enum(delegable)).max(delegable.length))
      .optional(),
  })
  .refine(({ act, permissions: named }) => (act === 'ceiling') === (named !== undefined), {
    path: ['permissions'],
    error: 'belongs to the act ceiling, and that to it',
  });
export type AskImpact = z.output<typeof askImpact>;

export const impact = z.strictObject({
  people: z.strictObject({
    gain: z.number().int(),
    lose: z.number().int(),
    items: z.array(
      z.strictObject({
        name: z.string(),
        gains: z.array(z.enum(permissions)),
        loses: z.array(z.enum(permissions)),
      }),
    ),
    /** All of them are listed. */
    is_complete: z.boolean(),
  }),
  /** The objects that were made through the link, and would end with it unless the owner adopts them. */
  dies: z.strictObject({ members: z.number().int(), grants: z.number().int(), api_keys: z.number().int() }),
  /** The rules of the admin workspace for those below it. */
  guardrails: z.record(z.string(), z.json()).nullable(),
});
export type ImpactView = z.output<typeof impact>;
