import { Injectable } from '@nestjs/common';
import { record } from '@bailiwick/audit';
import { type HeldRole, rolesIn } from '@bailiwick/rbac';
import { type Ctx, Refused, TenantDb, type Tx, sql } from '@bailiwick/tenancy';
import { type Holder, isInvited, displayNameOf, refuseTaking } from '../../access/holders/holders.rules.js';
import { type SubRights, rightsInSubs } from '../links/rights.rules.js';
import {
  type LegacyInSub,
  type MadeByPerson,
  type MemberToGo,
  type Membership,
  countBindings,
  deleteInvitations,
  deleteKeys,
  deleteMember,
  holdsGroupGrantByRole,
  findLegacies,
  lockHolderHere,
  lockMemberships,
  findMadeHere,
  findMemberships,
} from './leavers.queries.js';
import {
  type TakenFromSub,
  countMade,
  receiptEntries,
  nothingTaken,
  identifyPerson,
  reasonToKeep,
  planRemovals,
  withoutKept,
} from './leavers.rules.js';
import type { KeptMembership, ReceiptView, RemovePerson, TakenMembership } from './leavers.schema.js';
import { type LeavingPerson, ReceiptsService } from './receipts.service.js';

/** What the caller may do in each workspace of the group, and where in it the person is. */
interface Seen {
  readonly rights: ReadonlyMap<string, SubRights>;
  readonly places: readonly Membership[];
  readonly hidden_subs: number;
}

interface Outcome {
  readonly taken: TakenMembership[];
  readonly kept: KeptMembership[];
}

/** Removes a person from a whole group at once. */
@Injectable()
export class LeaversService {
  constructor(
    private readonly db: TenantDb,
    private readonly receipts: ReceiptsService,
  ) {}

  /** All of it or nothing; of the workspaces where it cannot be, the receipt says why. @throws Hidden, Refused */
  async remove(ctx: Ctx, body: RemovePerson): Promise<ReceiptView> {
    return this.db.run(ctx, async (tx) => {
      const above = await lockHolderHere(tx, body);
      await lockMemberships(tx, (await whatIsSeen(tx, body)).places);
      // Checked again, since a transaction that held the locks can have changed the members.
      const now = await whatIsSeen(tx, body);
      const legacies = await leftBelow(tx, body, above, now);
      const person = identifyPerson(above, now.places, legacies);
      if (person.user_id === ctx.principal.userId) throw new Refused('own_roles');
      const outcome: Outcome = { taken: [], kept: [] };
      if (above) await this.takeAbove(tx, above, body, outcome);
      for (const place of now.places) {
        const reason = reasonToKeep(place, now.rights.get(place.workspace_id));
        if (reason)
          outcome.kept.push({ workspace_id: place.workspace_id, name: place.workspace_name, reason });
      }
      const going = planRemovals(now.places, legacies, outcome.kept, body);
      outcome.taken.push(...going.flatMap(receiptEntries));
      await tx.forEach(going, { as: 'link' }, (there, one) => takeBelow(there, one, person));
      return this.receipts.write(tx, person, { ...outcome, hidden_subs: now.hidden_subs });
    });
  }

  /** In the admin workspace: what they hold in the group always, the membership on request; by the rules of removing. */
  private async takeAbove(
    tx: Tx<Ctx>,
    holder: Holder,
    body: RemovePerson,
    { taken, kept }: Outcome,
  ): Promise<void> {
    const { ctx } = tx;
    await refuseTaking(tx, holder);
    const here = { workspace_id: ctx.workspace.id, name: ctx.workspace.name };
    const { remove_from_admin: removes } = body;
    const gone = await tx.query(sql`delete from group_grants
      where workspace_id = ${here.workspace_id} and member_id = ${holder.id} returning id`);
    const group_grants = gone.length;
    if (removes) {
      const made = withoutKept(await findMadeHere(tx, holder.user_id), [holder.id], body);
      const bound = await countBindings(tx, holder);
      revokeMade(tx, here.workspace_id, made);
      takeOut(tx, holder, displayNameOf(holder));
      const member = isInvited(holder) ? 'uninvited' : 'removed';
      taken.push({ ...here, member, ...bound, group_grants, ...countMade(made) });
      return;
    }
    if (group_grants > 0) taken.push({ ...here, ...nothingTaken, member: 'stays', group_grants });
    if (await holdsGroupGrantByRole(tx, holder)) kept.push({ ...here, reason: 'holds_role' });
  }
}

async function whatIsSeen(tx: Tx<Ctx>, body: RemovePerson): Promise<Seen> {
  const all = await rightsInSubs(tx);
  const open = all.filter(
    ({ permissions }) =>
      permissions.has('workspace_members:read') || permissions.has('workspace_members:delete'),
  );
  const places = await findMemberships(tx, idsOf(open), body);
  const rights = new Map(open.map((one) => [one.workspace_id, one]));
  return { rights, places, hidden_subs: all.length - open.length };
}

/** Where the caller can remove members: the objects that the named person made. */
function leftBelow(
  tx: Tx<Ctx>,
  body: RemovePerson,
  above: Holder | undefined,
  { rights, places }: Seen,
): Promise<LegacyInSub[]> {
  const joined = [above, ...places].find((one) => one && !isInvited(one));
  const removing = [...rights.values()].filter(({ permissions }) =>
    permissions.has('workspace_members:delete'),
  );
  return findLegacies(tx, idsOf(removing), joined ? { user_id: joined.user_id } : body);
}

const idsOf = (subs: readonly SubRights[]): string[] => subs.map(({ workspace_id }) => workspace_id);

function takeBelow(
  there: Tx,
  { workspace_id, places, ...made }: TakenFromSub,
  { name }: LeavingPerson,
): void {
  revokeMade(there, workspace_id, made);
  for (const { member_id: id, ...row } of places) takeOut(there, { ...row, id }, name);
}

/**
 * Each has a record of its own: where the person only acted, there is no removal of a member of which it could be a
 * part.
 */
function revokeMade(tx: Tx, workspace_id: string, { invitations, keys }: MadeByPerson): void {
  deleteInvitations(tx, workspace_id, invitations);
  for (const { id, email: name, user_id } of invitations)
    record(tx, 'invitation.revoked', { target: { id, name, user_id } });
  deleteKeys(tx, workspace_id, keys);
  for (const { id, name } of keys) record(tx, 'api_key.revoked', { target: { id, name } });
}

/** Out of one workspace, and on record there. */
function takeOut(tx: Tx, member: MemberToGo, name: string): void {
  deleteMember(tx, member);
  const { id, email, user_id, roles } = member;
  if (isInvited(member)) record(tx, 'invitation.revoked', { target: { id, name: email, user_id } });
  else record(tx, 'member.removed', { target: { id, name, user_id }, before: { roles: roleNames(roles) } });
}

/** The roles of a person, as the log names them. */
const roleNames = (held: readonly HeldRole[]): string[] =>
  rolesIn(held)
    .map(({ name }) => name)
    .sort();
