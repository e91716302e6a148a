import { Injectable } from '@nestjs/common';
import {
  type Bindings,
  type Difference,
  type PermissionSet,
  type Role,
  difference,
  effective,
  applyExchange,
  maskOf,
  refuseRoleChange,
} from '@bailiwick/rbac';
import { type Ctx, TenantDb, type Tx } from '@bailiwick/tenancy';
import type { ErrorCode } from '../../errors.js';
import { isInvited } from '../holders/holders.rules.js';
import { actorOf } from '../roles/roles.rules.js';
import { type Proposal, propose } from './proposals.js';
import type { Simulate, SimulationView } from './simulations.schema.js';
import { type MemberRoles, MOST_LOOKED_AT, namesOfMembers, rolesById } from './simulations.queries.js';

const MOST_LISTED = 200;

/** What would follow from a change, and whether it would be refused: by the same engine, and nothing is written. */
@Injectable()
export class SimulationsService {
  constructor(private readonly db: TenantDb) {}

  async simulate(ctx: Ctx, body: Simulate): Promise<SimulationView> {
    return this.db.run(ctx, async (tx) => {
      // A caller who sees the effects of a role also sees its permissions.
      if (body.role ?? body.grant ?? body.role_deletion) tx.ask('roles:read');
      const proposal = await propose(tx, body);
      const members = proposal.members.slice(0, MOST_LOOKED_AT);
      const held = await heldByEach(tx, members);
      const affected = differences(members, held, proposal);
      const { refusal = refusalBy(ctx, members, held, proposal), refusedLast = null } = proposal;
      return {
        affected: await nameAffected(tx, affected.slice(0, MOST_LISTED)),
        affected_count: affected.length,
        is_complete: members.length === proposal.members.length,
        refusal: refusal ?? refusedLast,
      };
    });
  }
}

type HeldBy = (one: MemberRoles) => readonly Role[];
type Affected = readonly [MemberRoles, Difference];

async function heldByEach(tx: Tx<Ctx>, members: readonly MemberRoles[]): Promise<HeldBy> {
  const roles = await rolesById(tx, [...new Set(members.flatMap(({ role_ids }) => role_ids))]);
  return ({ role_ids }) => role_ids.flatMap((id) => roles.get(id) ?? []);
}

/** Remembers what was said of people who are alike: most of those who hold a role are bound by nothing else. */
function onceFor<T>(
  alike: (one: MemberRoles) => unknown,
  work: (one: MemberRoles) => T,
): (one: MemberRoles) => T {
  const known = new Map<string, { told: T }>();
  return (one) => {
    const key = JSON.stringify(alike(one));
    const { told } = known.get(key) ?? { told: work(one) };
    known.set(key, { told });
    return told;
  };
}

/** Of those who have access at all; to a suspended member nothing changes before they are let in again. */
function differences(members: readonly MemberRoles[], held: HeldBy, { exchange }: Proposal): Affected[] {
  const of = onceFor(
    ({ role_ids, mask }) => [role_ids, mask],
    (one) => {
      const bindings = (direct: readonly Role[]): Bindings => ({ direct, mask: maskOf(one.mask) });
      const now = held(one);
      return difference(bindings(now), bindings(applyExchange(now, exchange(now))));
    },
  );
  return members
    .filter(({ status }) => status === 'active')
    .map((one): Affected => [one, of(one)])
    .filter(([, { gains, loses }]) => gains.length + loses.length > 0);
}

/** By the first of them who may not be changed so. */
function refusalBy(
  ctx: Ctx,
  members: readonly MemberRoles[],
  held: HeldBy,
  { give = [], outranksNobody }: Proposal,
): ErrorCode | undefined {
  if (outranksNobody) return undefined;
  const isActor = ({ user_id }: MemberRoles) => user_id === ctx.principal.userId;
  const refused = onceFor(
    (one) => [isActor(one), isInvited(one), one.role_ids, one.mask],
    (one) => {
      const permissions: PermissionSet = isInvited(one)
        ? new Set()
        : effective({ direct: held(one), mask: maskOf(one.mask) });
      return refuseRoleChange({ actor: actorOf(ctx), target: { isActor: isActor(one), permissions }, give });
    },
  );
  for (const one of members) {
    const refusal = refused(one);
    if (refusal) return refusal;
  }
  return undefined;
}

async function nameAffected(tx: Tx<Ctx>, affected: readonly Affected[]): Promise<SimulationView['affected']> {
  const names = await namesOfMembers(
    tx,
    affected.map(([{ id }]) => id),
  );
  return affected.map(([{ id }, { gains, loses }]) => ({
    member_id: id,
    name: names.get(id) ?? '',
    gains: [...gains],
    loses: [...loses],
  }));
}
