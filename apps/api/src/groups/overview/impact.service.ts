import { Injectable } from '@nestjs/common';
import {
  type Bindings,
  type Difference,
  type HeldRole,
  difference,
  maskOf,
  rolesIn,
  underCeiling,
} from '@bailiwick/rbac';
import { type Ctx, type GroupLinkRow, Hidden, TenantDb, type Tx, sql } from '@bailiwick/tenancy';
import { rightsInSubs } from '../links/rights.rules.js';
import type { AskImpact, ImpactView } from './group-overview.schema.js';

/** A person to whom the link makes a difference. */
interface Concerned {
  readonly name: string;
  /** What they hold over the workspace from above. */
  readonly through: readonly HeldRole[] | null;
  readonly roles: readonly HeldRole[];
  readonly mask: readonly string[] | null;
  /** They are a member through the link alone. */
  readonly is_lent: boolean;
  readonly is_owner: boolean;
}

interface Stakes {
  readonly members: number;
  readonly grants: number;
  readonly api_keys: number;
  readonly rules: ImpactView['guardrails'];
}

type Link = Pick<GroupLinkRow, 'workspace_id' | 'kind' | 'status' | 'ceiling'>;

const MOST_LISTED = 200;
/** So many the database weighs. */
const MOST_WEIGHED = 5000;
const NONE = { members: 0, grants: 0, api_keys: 0 };
const NOTHING: Stakes = { ...NONE, rules: null };

/** What would follow for whom, before anybody agrees to it: by the same engine, and nothing is written. */
@Injectable()
export class ImpactService {
  constructor(private readonly db: TenantDb) {}

  async impact(
    ctx: Ctx,
    { act, workspace_group_member_id: id, permissions }: AskImpact,
  ): Promise<ImpactView> {
    return this.db.run(ctx, async (tx) => {
      const link = await tx.one<Link>(sql`select workspace_id, kind, status, ceiling from group_links
        where id = ${id} and ${ctx.workspace.id} in (workspace_id, admin_workspace_id)
          and status in ('pending', 'accepted')`);
      if (!link) throw new Hidden();
      const isBelow = link.workspace_id === ctx.workspace.id;
      tx.ask(isBelow ? 'group_consents:read' : 'workspace_group_members:read');
      const looks = isBelow || (await seesMembers(tx, id));
      const all = await tx.query<Concerned>(sql`select * from group_impact(${id}, ${looks})`);
      const { rules, ...dies } = (await tx.one<Stakes>(sql`select * from group_stakes(${id})`)) ?? NOTHING;
      const then = afterwards(act, link, permissions ?? []);
      // From above, its own people: who else is there is not for it to know.
      const people = all.slice(0, MOST_WEIGHED).filter(({ through }) => isBelow || through !== null);
      const changed = people
        .map((one) => ({ name: one.name, ...difference(bindingsOf(one, link), then(one)) }))
        .filter(({ gains, loses }) => gains.length + loses.length > 0);
      return {
        people: {
          gain: changed.filter(({ gains }) => gains.length > 0).length,
          lose: changed.filter(({ loses }) => loses.length > 0).length,
          items: changed.slice(0, MOST_LISTED).map(toItem),
          is_complete: changed.length <= MOST_LISTED && all.length <= MOST_WEIGHED,
        },
        dies: act === 'leave' || act === 'remove' ? dies : NONE,
        guardrails: rules,
      };
    });
  }
}

/**
 * Else people of the workspace above are weighed by the group alone: what they would not gain is what they are already, and
 * anybody may be invited.
 */
async function seesMembers(tx: Tx<Ctx>, linkId: string): Promise<boolean> {
  const rights = await rightsInSubs(tx);
  return rights.some(
    ({ link_id, permissions }) => link_id === linkId && permissions.has('workspace_members:read'),
  );
}

const toItem = ({ name, gains, loses }: Difference & { readonly name: string }) => ({
  name,
  gains: [...gains],
  loses: [...loses],
});

function bindingsOf({ roles, mask, through }: Concerned, { kind, status, ceiling }: Link): Bindings {
  const group = through && status === 'accepted' && groupOf(through, ceiling, kind === 'managed');
  return { direct: rolesIn(roles), mask: maskOf(mask), ...(group && { group }) };
}

const groupOf = (through: readonly HeldRole[], ceiling: readonly string[], isManaged: boolean) => ({
  roles: rolesIn(through),
  ceiling: new Set(underCeiling(ceiling, isManaged)),
});

/** What binds them once it is done. */
function afterwards(
  act: AskImpact['act'],
  link: Link,
  permissions: readonly string[],
): (one: Concerned) => Bindings {
  const accepted = { ...link, status: 'accepted' } as const;
  switch (act) {
    case 'join':
      return (one) => bindingsOf(one, accepted);
    case 'leave':
    case 'remove':
      return (one) => bindingsOf({ ...one, through: null, roles: ownRoles(one) }, link);
    case 'ceiling':
      return (one) =>
        bindingsOf(
          { ...one, roles: under(one.roles, permissions) },
          { ...link, ceiling: permissions as string[] },
        );
    case 'hand_over':
      return (one) =>
        bindingsOf({ ...one, roles: one.is_owner ? [] : one.roles }, { ...link, kind: 'consented' });
  }
}

/** The grants that were given through the link end with it. */
const ownRoles = ({ roles, is_lent }: Concerned): HeldRole[] =>
  is_lent ? [] : roles.filter(({ ceiling }) => !ceiling);

const under = (roles: readonly HeldRole[], permissions: readonly string[]): HeldRole[] =>
  roles.map((one) => (one.ceiling ? { ...one, ceiling: permissions } : one));
