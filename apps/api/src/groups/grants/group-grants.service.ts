import { Injectable } from '@nestjs/common';
import { record, unchanged } from '@bailiwick/audit';
import { type Role, administers } from '@bailiwick/rbac';
import { type Ctx, Hidden, type Page, TenantDb, type Tx, sql } from '@bailiwick/tenancy';
import { fail, failField } from '../../errors.js';
import { refuseUnlessFreshlySignedIn } from '../../http/gate/fresh.js';
import { lockHolders, isInvited, refuseTaking, targetOfHolder } from '../../access/holders/holders.rules.js';
import { GroupNoticesService } from '../links/group-notices.service.js';
import { refuseGiving, lockRolesToGive } from '../../access/roles/roles.rules.js';
import {
  groupGrantsFrom,
  insertGroupGrantsSql,
  groupGrantJoins,
  lockLinksSql,
  groupGrantFilters,
  isMeantGrant,
  groupGrantColumns,
} from './group-grants.queries.js';
import {
  type GiveInGroup,
  type GivenInGroup,
  type GroupGrantRow,
  type GroupGrantView,
  type ListGroupGrants,
  MOST_GIVEN,
  MOST_SHOWN,
  type TakeInGroup,
  type TakenInGroup,
  holderRoleId,
  toGroupGrant,
} from './group-grants.schema.js';

/** Roles of members of the admin workspace over the workspaces below it. */
@Injectable()
export class GroupGrantsService {
  constructor(
    private readonly db: TenantDb,
    private readonly notices: GroupNoticesService,
  ) {}

  async list(ctx: Ctx, query: ListGroupGrants): Promise<Page<GroupGrantView>> {
    const listing = {
      select: groupGrantColumns,
      from: groupGrantsFrom(ctx, query),
      where: groupGrantFilters(ctx, query),
    };
    const page = await this.db.read(ctx, (tx) =>
      tx.page<GroupGrantRow>({ ...listing, key: 'gg.id', direction: 'asc' }, query),
    );
    return { ...page, items: page.items.map(toGroupGrant) };
  }

  /** @throws Refused by the rules of giving; unknown_role, unknown_member, unknown_sub, not_joined, group_kind */
  async give(ctx: Ctx, body: GiveInGroup): Promise<GivenInGroup> {
    const asked = sizeOf(body);
    if (asked > MOST_GIVEN) throw failField('too_many_grants', 'subs');
    return this.db.run(ctx, async (tx) => {
      if (ctx.link) throw fail('group_kind');
      const roles = await lockRolesToGive(tx, [body.role_id], 'role_id');
      // As over all of them, where the list of acts says so: who administers others’ workspaces, no key decides.
      if (roles.some(administers)) refuseUnlessFreshlySignedIn(ctx);
      await this.refuseReceivers(tx, body, roles);
      await refuseUnknownSubs(tx, body);
      const holderRole = 'holders_of' in body ? holderRoleId(body.holders_of) : null;
      const rows = await tx.query<GroupGrantRow>(
        sql`with gg as (${insertGroupGrantsSql(tx, body, holderRole)}) select ${groupGrantColumns} from gg ${groupGrantJoins} order by gg.id`,
      );
      const given = byReceiver(rows);
      for (const mine of given) recordOf(tx, 'group_grant.created', mine);
      if (roles.some(administers)) await this.tell(tx, given);
      if (rows.length === 0) unchanged(tx);
      return { items: shown(rows), created: rows.length, existing: asked - rows.length };
    });
  }

  /** Those there are of what is named; naming what is gone is no mistake. */
  async take(ctx: Ctx, body: TakeInGroup): Promise<TakenInGroup> {
    return this.db.run(ctx, async (tx) => {
      const rows = await this.taken(tx, body);
      if (rows.length === 0) unchanged(tx);
      return { items: shown(rows), deleted: rows.length };
    });
  }

  async remove(ctx: Ctx, id: string): Promise<GroupGrantView> {
    return this.db.run(ctx, async (tx) => {
      const [row] = await this.taken(tx, { ids: [id] });
      if (!row) throw new Hidden();
      return toGroupGrant(row);
    });
  }

  /** Of a role that is given to all who hold another nobody else is told: the owner alone can do so. */
  private async tell(tx: Tx<Ctx>, given: readonly GroupGrantRow[][]): Promise<void> {
    const admins = given.flatMap(([first, ...more]) => {
      const { member, role, sub } = first ? toGroupGrant(first) : {};
      if (!member || !role) return [];
      const places = sub ? `${more.length + 1} workspaces` : 'all workspaces';
      return [{ ...member, role: role.name, places }];
    });
    await this.notices.adminsAdded(tx, admins);
  }

  private async taken(tx: Tx<Ctx>, body: TakeInGroup): Promise<GroupGrantRow[]> {
    const which = isMeantGrant(tx.ctx, body);
    const receivers = await tx.query<{ member_id: string | null }>(
      sql`select distinct gg.member_id from group_grants gg where ${which}`,
    );
    const ids = receivers.flatMap(({ member_id }) => member_id ?? []);
    if (ids.length < receivers.length) refuseUnlessOwner(tx);
    for (const holder of await lockHolders(tx, ids)) await refuseTaking(tx, holder, 'group_grants');
    // Only members who were checked: meanwhile another one can have got the role.
    const rows = await tx.query<GroupGrantRow>(sql`with gg as (
        delete from group_grants gg where ${which} and (gg.member_id is null or gg.member_id = any(${ids}::uuid[]))
        returning *)
      select ${groupGrantColumns} from gg ${groupGrantJoins} order by gg.id`);
    for (const mine of byReceiver(rows)) recordOf(tx, 'group_grant.revoked', mine);
    return rows;
  }

  private async refuseReceivers(tx: Tx<Ctx>, body: GiveInGroup, roles: readonly Role[]): Promise<void> {
    if ('holders_of' in body) {
      refuseUnlessOwner(tx);
      refuseGiving(tx.ctx, roles);
      return;
    }
    const holders = await lockHolders(tx, body.member_ids);
    if (holders.length < body.member_ids.length) throw failField('unknown_member', 'member_ids');
    if (holders.some(isInvited)) throw fail('not_joined');
    for (const holder of holders) refuseGiving(tx.ctx, roles, targetOfHolder(tx.ctx, holder));
  }
}

/** What is given to all who hold a role reaches people nobody named: the owner answers for that. */
const refuseUnlessOwner = (tx: Tx<Ctx>): void => tx.ask('workspace_ownership:update');

async function refuseUnknownSubs(tx: Tx<Ctx>, { subs }: GiveInGroup): Promise<void> {
  if (subs === 'all') return;
  const there = await tx.query(lockLinksSql(tx, subs));
  if (there.length < subs.length) throw failField('unknown_sub', 'subs');
}

const sizeOf = (body: GiveInGroup): number =>
  ('member_ids' in body ? body.member_ids.length : 1) * (body.subs === 'all' ? 1 : body.subs.length);

const shown = (rows: readonly GroupGrantRow[]) => rows.slice(0, MOST_SHOWN).map(toGroupGrant);

/** What one member, or the holders of one role, got or lost of one role. */
function byReceiver(rows: readonly GroupGrantRow[]): GroupGrantRow[][] {
  const groups = new Map<string, GroupGrantRow[]>();
  for (const row of rows) {
    const key = `${row.member_id ?? row.holder_role_id ?? ''} ${row.role_id}`;
    const mine = groups.get(key);
    if (mine) mine.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}

function recordOf(
  tx: Tx<Ctx>,
  activity: 'group_grant.created' | 'group_grant.revoked',
  rows: readonly GroupGrantRow[],
): void {
  const [first] = rows;
  if (!first) return;
  const { id, member, holders_of, role, expires_at, reason } = toGroupGrant(first);
  const what = { role: role.name, expires_at, reason };
  const { member_user_id } = first;
  record(tx, activity, {
    target: {
      id: rows.length === 1 ? id : null,
      name: member?.name ?? `everybody who is ${holders_of?.name ?? ''}`,
      ...(member_user_id && { user_id: member_user_id }),
    },
    ...(activity === 'group_grant.created' ? { after: what } : { before: what }),
    count: rows.length,
    details: {
      member_id: member?.id ?? null,
      all_subs: rows.some(({ link_id }) => link_id === null),
      link_ids: rows.flatMap(({ link_id }) => link_id ?? []),
    },
  });
}
