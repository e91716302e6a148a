import { Injectable } from '@nestjs/common';
import { effective, maskOf, refuseRoleChange, rolesIn } from '@bailiwick/rbac';
import { type Ctx, Hidden, Refused, TenantDb, type Tx, sql } from '@bailiwick/tenancy';
import { type Holder, holderOf, isInvited, nameOf, refuseTaking } from '../../access/grants/holders.rules.js';
import { administersHere } from '../../access/roles/roles.rules.js';
import { type SubRights, rightsInSubs } from '../links/rights.rules.js';
import {
  type Legacy,
  type Made,
  type Place,
  boundBy,
  countsOf,
  holdsByRole,
  legaciesOf,
  madeHere,
  placesOf,
  revoke,
  takeOut,
} from './leavers.queries.js';
import type { Kept, ReceiptView, RemovePerson, Taken } from './leavers.schema.js';
import { type Person, ReceiptsService } from './receipts.service.js';

/** What the caller may do in each workspace of the group, and where in it the person is. */
interface Seen {
  readonly rights: ReadonlyMap<string, SubRights>;
  readonly places: readonly Place[];
  readonly hidden_subs: number;
}

/** What goes from one workspace. */
interface Going extends Made {
  readonly link_id: string;
  readonly workspace_id: string;
  readonly name: string;
  readonly places: readonly Place[];
}

interface Outcome {
  readonly taken: Taken[];
  readonly kept: Kept[];
}

/** How somebody goes from a whole group at once. */
@Injectable()
export class LeaversService {
  constructor(
    private readonly db: TenantDb,
    private readonly receipts: ReceiptsService,
  ) {}

  /** All of it or nothing; of the workspaces where it cannot be, the receipt says why. @throws Hidden, Refused */
  async remove(ctx: Ctx, body: RemovePerson): Promise<ReceiptView> {
    return this.db.run(ctx, async (tx) => {
      const above = await holderHere(tx, body);
      await hold(tx, (await seen(tx, body)).places);
      // Looked at again, since whoever held them may have changed what they are.
      const now = await seen(tx, body);
      const legacies = await leftBelow(tx, body, above, now);
      const person = personOf(above, now.places, legacies);
      if (person.user_id === ctx.principal.userId) throw new Refused('own_roles');
      const outcome: Outcome = { taken: [], kept: [] };
      if (above) await this.takeAbove(tx, above, body, outcome);
      for (const place of now.places) {
        const reason = reasonToKeep(place, now.rights.get(place.workspace_id));
        if (reason)
          outcome.kept.push({ workspace_id: place.workspace_id, name: place.workspace_name, reason });
      }
      const going = whatGoes(now.places, legacies, outcome.kept, body);
      outcome.taken.push(...going.flatMap(entriesOf));
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
      const made = but(await madeHere(tx, holder.user_id), [holder.id], body);
      const bound = await boundBy(tx, holder);
      revoke(tx, here.workspace_id, made);
      takeOut(tx, holder, nameOf(holder));
      const member = isInvited(holder) ? 'uninvited' : 'removed';
      taken.push({ ...here, member, ...bound, group_grants, ...countsOf(made) });
      return;
    }
    if (group_grants > 0) taken.push({ ...here, ...nothing, member: 'stays', group_grants });
    if (await holdsByRole(tx, holder)) kept.push({ ...here, reason: 'holds_role' });
  }
}

/** The person in the admin workspace, held. */
async function holderHere(tx: Tx<Ctx>, { user_id, email }: RemovePerson): Promise<Holder | undefined> {
  const row = await tx.one<{ id: string }>(sql`select m.id from workspace_members m
    left join users u on u.id = m.user_id
    where m.workspace_id = ${tx.ctx.workspace.id} and m.kind = 'person'
      and (m.user_id = ${user_id ?? null}::uuid or m.email = ${email ?? null}::text or u.email = ${email ?? null}::text)
    order by m.status in ('active', 'suspended') desc limit 1`);
  return row && holderOf(tx, row.id);
}

async function seen(tx: Tx<Ctx>, body: RemovePerson): Promise<Seen> {
  const all = await rightsInSubs(tx);
  const open = all.filter(
    ({ permissions }) =>
      permissions.has('workspace_members:read') || permissions.has('workspace_members:delete'),
  );
  const places = await placesOf(tx, idsOf(open), body);
  const rights = new Map(open.map((one) => [one.workspace_id, one]));
  return { rights, places, hidden_subs: all.length - open.length };
}

/** Where the caller may remove members: what was made by whoever it is that the body names. */
function leftBelow(
  tx: Tx<Ctx>,
  body: RemovePerson,
  above: Holder | undefined,
  { rights, places }: Seen,
): Promise<Legacy[]> {
  const joined = [above, ...places].find((one) => one && !isInvited(one));
  const removing = [...rights.values()].filter(({ permissions }) =>
    permissions.has('workspace_members:delete'),
  );
  return legaciesOf(tx, idsOf(removing), joined ? { user_id: joined.user_id } : body);
}

const idsOf = (subs: readonly SubRights[]): string[] => subs.map(({ workspace_id }) => workspace_id);

/** In the order of the workspaces, as everybody who holds people of several. */
const hold = (tx: Tx, places: readonly Place[]): Promise<void> =>
  tx.forEach(places, { as: 'caller' }, (there, { workspace_id, member_id }) =>
    there.write(sql`select 1 from workspace_members
      where workspace_id = ${workspace_id} and id = ${member_id} for update`),
  );

/** As the admin workspace knows them; else as the first that knows more than an address. @throws Hidden */
function personOf(above: Holder | undefined, places: readonly Place[], legacies: readonly Legacy[]): Person {
  if (above && !isInvited(above)) return personHere(above);
  const place = places.find((one) => !isInvited(one));
  if (place) return personAt(place);
  const [made] = legacies;
  if (made) return { user_id: made.user_id, name: made.name, email: made.email };
  if (places[0]) return personAt(places[0]);
  if (!above) throw new Hidden();
  return personHere(above);
}

const personAt = ({ user_id, name, email, account_email }: Place): Person => ({
  user_id,
  name: name ?? email,
  email: account_email ?? email,
});

const personHere = (holder: Holder): Person => ({
  user_id: holder.user_id,
  name: nameOf(holder),
  email: holder.account_email ?? holder.email,
});

/** By the rules of removing, as somebody who acts there. Whoever did not accept yet is changed by anybody. */
function reasonToKeep(place: Place, rights: SubRights | undefined): string | undefined {
  if (!rights?.permissions.has('workspace_members:delete')) return 'permission_required';
  if (place.is_owner) return 'owner_stays';
  if (isInvited(place)) return undefined;
  if (place.is_protected) return 'ownership_reversible';
  return refuseRoleChange({
    actor: { permissions: rights.permissions, roles: rights.roles, isActing: true },
    target: {
      isActor: false,
      administers: administersHere(place.roles),
      permissions: effective({ direct: rolesIn(place.roles), mask: maskOf(place.mask) }),
    },
    give: [],
  });
}

/** In the order of the workspaces. Where somebody stays, so does what they made. */
function whatGoes(
  places: readonly Place[],
  legacies: readonly Legacy[],
  kept: readonly Kept[],
  body: RemovePerson,
): Going[] {
  const staying = new Set(kept.map(({ workspace_id }) => workspace_id));
  const byWorkspace = new Map<string, Going>();
  for (const one of places)
    byWorkspace.set(one.workspace_id, {
      ...{ link_id: one.link_id, workspace_id: one.workspace_id, name: one.workspace_name },
      places: [...(byWorkspace.get(one.workspace_id)?.places ?? []), one],
      ...{ invitations: [], keys: [] },
    });
  for (const { workspace_id, link_id, workspace_name: name, ...made } of legacies) {
    const there = byWorkspace.get(workspace_id)?.places ?? [];
    const own = there.map(({ member_id }) => member_id);
    byWorkspace.set(workspace_id, { workspace_id, link_id, name, places: there, ...but(made, own, body) });
  }
  return [...byWorkspace.values()]
    .filter((one) => !staying.has(one.workspace_id))
    .filter(({ places: there, invitations, keys }) => there.length + invitations.length + keys.length > 0)
    .sort((a, b) => (a.workspace_id < b.workspace_id ? -1 : 1));
}

/** Without what goes anyway with these rows of their own, and what is to be kept. */
const but = ({ invitations, keys }: Made, own: readonly string[], { keep }: RemovePerson): Made => ({
  invitations: keep.includes('invitations') ? [] : invitations.filter(({ id }) => !own.includes(id)),
  keys: keep.includes('service_keys') ? [] : keys.filter(({ member_id }) => !own.includes(member_id)),
});

const nothing = { grants: 0, api_keys: 0, invitations: 0, service_keys: 0 };

/** One for each row of theirs; what they made is told with the first. */
function entriesOf(going: Going): Taken[] {
  const there = { workspace_id: going.workspace_id, name: going.name, group_grants: 0 };
  const [first, ...more] = going.places.map(({ status, grants, api_keys }): Taken => {
    const member = isInvited({ status }) ? 'uninvited' : 'removed';
    return { ...there, ...nothing, member, grants, api_keys };
  });
  return [{ ...there, ...nothing, member: 'acted', ...first, ...countsOf(going) }, ...more];
}

function takeBelow(there: Tx, { workspace_id, places, ...made }: Going, { name }: Person): void {
  revoke(there, workspace_id, made);
  for (const { member_id: id, ...row } of places) takeOut(there, { ...row, id }, name);
}
