import { Injectable } from '@nestjs/common';
import {
  type HeldRole,
  type Permission,
  type PermissionSet,
  type Role,
  couldGrant,
  explain,
  grantingPermissions,
  rolesIn,
  systemRole,
} from '@bailiwick/rbac';
import { type Ctx, Hidden, Refused, TenantDb, sql } from '@bailiwick/tenancy';
import { isInvited } from '../holders/holders.rules.js';
import { toRole } from '../roles/roles.schema.js';
import { administersHere } from '../roles/roles.rules.js';
import {
  type Bound,
  actorsIn,
  engineView,
  grantBehind,
  holdings,
  systemRolesWith,
  timeOf,
} from '../holders/bound.rules.js';
import { holding, membersById, onceMember, oneMember } from './holders.queries.js';
import { ownRolesWith, refuseFuture, worldOf } from './world.queries.js';
import type { Check, CheckedView, Explain, ExplanationView, ReasonView } from './access.schema.js';

const SEE_PEOPLE: Permission = 'workspace_members:read';
const MOST_NAMED = 20;

/** Whether a person can do something, and why. */
@Injectable()
export class ExplanationsService {
  constructor(private readonly db: TenantDb) {}

  /** About oneself everything is known already; all others are one trip. */
  async check(ctx: Ctx, { checks }: Check): Promise<CheckedView> {
    const ids = new Set(checks.flatMap(({ member_id }) => member_id ?? []));
    ids.delete(ctx.member.id);
    if (ids.size > 0) refuseUnlessSeesPeople(ctx);
    const rows =
      ids.size > 0 ? await this.db.read(ctx, (tx) => tx.query<Bound>(membersById(tx, [...ids]))) : [];
    const held = new Map(rows.map((row) => [row.id, heldBy(row)]));
    const items = checks.map(({ permission, member_id = ctx.member.id }) => ({
      permission,
      member_id,
      allowed:
        member_id === ctx.member.id
          ? ctx.ability.mayType(permission)
          : (held.get(member_id)?.has(permission) ?? false),
    }));
    return { items };
  }

  /** @throws Hidden for a person who is, and was, no member; as_of_future */
  async explain(
    ctx: Ctx,
    { permission, member_id = ctx.member.id, as_of }: Explain,
  ): Promise<ExplanationView> {
    if (member_id !== ctx.member.id) refuseUnlessSeesPeople(ctx);
    const world = worldOf(as_of);
    const sees = (one: Permission) => ctx.ability.mayType(one);
    const [member, known, own, colleagues] = await this.db.read(ctx, (tx) =>
      Promise.all([
        tx.one<Bound>(oneMember(tx, world, member_id)),
        as_of && tx.one(onceMember(tx, member_id)),
        sees('roles:read')
          ? tx.query<HeldRole>(sql`${ownRolesWith(tx, world, [permission])} order by r.id limit 100`)
          : [],
        sees(SEE_PEOPLE) && !as_of
          ? tx.page<Bound>(holding(tx, world, grantingPermissions), { limit: 100 })
          : undefined,
        refuseFuture(tx, as_of),
      ]),
    );
    if (!member && !known) throw new Hidden();
    const roles = [...systemRolesWith([permission]).flatMap((id) => systemRole(id) ?? []), ...rolesIn(own)];
    const row = member ?? nobody;
    const { bindings, circumstances } = engineView(row);
    // A key is what it is now; of the past one asks what its owner might do.
    const scopes = member_id === ctx.member.id && !as_of ? ctx.bindings.scopes : undefined;
    const told = explain({ ...bindings, ...(scopes && { scopes }) }, permission, roles, circumstances);
    return {
      permission,
      member_id,
      allowed: told.allowed,
      suspended: row.status === 'suspended',
      reasons: told.reasons.flatMap(({ role, through, obstacles }) => {
        const grant = grantBehind(row, role, through);
        return grant
          ? [{ role: toRole(role), through, grant: toGrant(grant), obstacles: [...obstacles] }]
          : [];
      }),
      would_give: told.wouldGive.map(toRole),
      ...(colleagues && {
        could_grant:
          told.allowed || member?.source !== 'direct'
            ? []
            : granters(colleagues.items, member, permission, roles),
      }),
    };
  }
}

function refuseUnlessSeesPeople({ ability }: Ctx): void {
  if (!ability.mayType(SEE_PEOPLE)) throw new Refused('permission_required', SEE_PEOPLE);
}

/** A person of whom nothing was known then. */
const nobody = { held: [], through: null, mask: null, status: 'active' } as const;

const heldBy = (row: Bound): PermissionSet => (row.status === 'active' ? holdings(row) : new Set());

function granters(
  colleagues: readonly Bound[],
  member: Bound,
  permission: Permission,
  roles: readonly Role[],
): { member_id: string; name: string }[] {
  const { mask } = engineView(member).bindings;
  const permissions: PermissionSet = isInvited(member) ? new Set() : holdings(member);
  const administers = !isInvited(member) && administersHere(member.held.filter((one) => !one.is_over));
  return colleagues
    .filter((one) => {
      const target = { isActor: one.user_id === member.user_id, permissions, administers };
      return actorsIn(one).some((actor) => couldGrant({ actor, target, mask, permission, roles }));
    })
    .slice(0, MOST_NAMED)
    .map(({ id, name }) => ({ member_id: id, name: name ?? '' }));
}

const toGrant = (one: NonNullable<ReturnType<typeof grantBehind>>): ReasonView['grant'] => ({
  id: one.grant_id,
  expires_at: timeOf(one.expires_at),
  granted_by: one.granted_by ?? null,
  reason: one.reason ?? null,
});
