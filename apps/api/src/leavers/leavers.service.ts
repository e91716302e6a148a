import { Injectable } from '@nestjs/common';
import { record } from '@bailiwick/audit';
import { type HeldRole, effective, maskOf, refuseRoleChange, rolesIn } from '@bailiwick/rbac';
import { type Ctx, Hidden, Refused, TenantDb, type Tx, sql } from '@bailiwick/tenancy';
import { type Holder, holderOf, isInvited, nameOf, targetOf } from '../grants/holders.service.js';
import { unbind } from '../members/departures.service.js';
import { refuseProtected } from '../ownership/ownership.service.js';
import { actorOf, administersHere } from '../roles/roles.service.js';
import { type SubRights, rightsInSubs } from '../group-links/sub-rights.service.js';
import type { Kept, ReceiptView, RemovePerson, Taken } from './leavers.schema.js';
import { type Person, ReceiptsService } from './receipts.service.js';

/** The person's row in one workspace of the group. */
interface Place {
  readonly link_id: string;
  readonly workspace_id: string;
  readonly workspace_name: string;
  readonly member_id: string;
  readonly user_id: string;
  readonly status: Holder['status'];
  readonly email: string;
  readonly account_email: string | null;
  readonly name: string | null;
  readonly is_owner: boolean;
  readonly roles: readonly HeldRole[];
  readonly mask: readonly string[] | null;
  readonly grants: number;
  readonly api_keys: number;
  readonly is_protected: boolean;
}

/** What the caller may do in each workspace of the group, and where in it the person is. */
interface Seen {
  readonly rights: ReadonlyMap<string, SubRights>;
  readonly places: readonly Place[];
  readonly hidden_subs: number;
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
      const { rights, places, hidden_subs } = await seen(tx, body);
      const person = personOf(above, places);
      if (person.user_id === ctx.principal.userId) throw new Refused('own_roles');
      const taken: Taken[] = [];
      const kept: Kept[] = [];
      if (above) await this.takeAbove(tx, above, body, { taken, kept });
      const going: Place[] = [];
      for (const place of places) {
        const reason = reasonToKeep(place, rights.get(place.workspace_id));
        const there = { workspace_id: place.workspace_id, name: place.workspace_name };
        if (reason) kept.push({ ...there, reason });
        else {
          going.push(place);
          taken.push({ ...there, ...whatGoes(place) });
        }
      }
      await tx.inEach(going, (there, place) => takeBelow(there, place, person, ctx.workspace.id));
      return this.receipts.write(tx, person, { taken, kept, hidden_subs });
    });
  }

  /** In the admin workspace: what they hold in the group always, the membership on request; by the rules of removing. */
  private async takeAbove(
    tx: Tx<Ctx>,
    holder: Holder,
    { remove_from_admin: removes }: RemovePerson,
    { taken, kept }: { taken: Taken[]; kept: Kept[] },
  ): Promise<void> {
    const { ctx } = tx;
    const refusal = refuseRoleChange({ actor: actorOf(ctx), target: targetOf(ctx, holder), give: [] });
    if (refusal) throw new Refused(refusal);
    await refuseProtected(tx, holder.id);
    const here = { workspace_id: ctx.workspace.id, name: ctx.workspace.name };
    const gone = await tx.query(sql`delete from group_grants
      where workspace_id = ${here.workspace_id} and member_id = ${holder.id} returning id`);
    const group_grants = gone.length;
    if (removes) {
      const counts = await boundBy(tx, holder);
      takeOut(tx, holder);
      recordRemoval(tx, holder, { ...personHere(holder), details: {} });
      taken.push({ ...here, member: isInvited(holder) ? 'uninvited' : 'removed', ...counts, group_grants });
      return;
    }
    if (group_grants > 0) taken.push({ ...here, member: 'stays', grants: 0, api_keys: 0, group_grants });
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

async function seen(tx: Tx<Ctx>, { user_id, email }: RemovePerson): Promise<Seen> {
  const all = await rightsInSubs(tx);
  const open = all.filter(
    ({ permissions }) =>
      permissions.has('workspace_members:read') || permissions.has('workspace_members:delete'),
  );
  const subs = open.map(({ workspace_id }) => workspace_id);
  const places = await tx.query<Place>(
    sql`select * from group_person(${subs}::uuid[], ${user_id ?? null}::uuid, ${email ?? null}::text)`,
  );
  const rights = new Map(open.map((one) => [one.workspace_id, one]));
  return { rights, places, hidden_subs: all.length - open.length };
}

/** In the order of the workspaces, as everybody who holds people of several. */
const hold = (tx: Tx, places: readonly Place[]): Promise<void> =>
  tx.inEach(places, (there, { workspace_id, member_id }) =>
    there.write(sql`select 1 from workspace_members
      where workspace_id = ${workspace_id} and id = ${member_id} for update`),
  );

/** As the admin workspace knows them; else as the first that knows more than an address. @throws Hidden */
function personOf(above: Holder | undefined, places: readonly Place[]): Person {
  if (above && !isInvited(above)) return personHere(above);
  const place = places.find((one) => !isInvited(one)) ?? places[0];
  if (place)
    return {
      user_id: place.user_id,
      name: place.name ?? place.email,
      email: place.account_email ?? place.email,
    };
  if (!above) throw new Hidden();
  return personHere(above);
}

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

const whatGoes = ({ status, grants, api_keys }: Place): Omit<Taken, 'workspace_id' | 'name'> => ({
  member: isInvited({ status }) ? 'uninvited' : 'removed',
  grants,
  api_keys,
  group_grants: 0,
});

function takeBelow(there: Tx, place: Place, person: Person, acting_from: string): void {
  const { workspace_id, member_id: id, link_id: via_link_id, status, roles, email } = place;
  const member = { workspace_id, id, status, roles, email };
  takeOut(there, member);
  recordRemoval(there, member, {
    ...person,
    user_id: place.user_id,
    details: { acting_from, via_link_id },
  });
}

type Row = Pick<Holder, 'workspace_id' | 'id' | 'status' | 'roles' | 'email'>;

function takeOut(tx: Tx, { workspace_id, id, status }: Row): void {
  if (isInvited({ status }))
    tx.write(sql`update invitation_tokens set ended_as = 'revoked'
      where workspace_id = ${workspace_id} and member_id = ${id} and ended_as is null`);
  unbind(tx, { workspace_id, id });
  tx.write(sql`delete from workspace_members where workspace_id = ${workspace_id} and id = ${id}`);
}

function recordRemoval(
  tx: Tx,
  { id, status, roles, email }: Row,
  { name, user_id, details }: Omit<Person, 'email'> & { details: Readonly<Record<string, string>> },
): void {
  if (isInvited({ status }))
    record(tx, 'invitation.revoked', { target: { id, name: email, user_id }, details });
  else
    record(tx, 'member.removed', {
      target: { id, name, user_id },
      before: { roles: roleNames(roles) },
      details,
    });
}

async function boundBy(
  tx: Tx<Ctx>,
  { workspace_id, id }: Holder,
): Promise<{ grants: number; api_keys: number }> {
  const row = await tx.one<{ grants: number; api_keys: number }>(sql`select
    (select count(*)::int from grants where workspace_id = ${workspace_id} and member_id = ${id}) as grants,
    (select count(*)::int from api_keys where workspace_id = ${workspace_id} and member_id = ${id}) as api_keys`);
  return row ?? { grants: 0, api_keys: 0 };
}

/** Whoever holds a role that all its holders take with them into the group keeps that until they lose the role. */
async function holdsByRole(tx: Tx<Ctx>, { roles }: Holder): Promise<boolean> {
  const ids = roles.map((role) => role.id);
  const found = await tx.query(sql`select 1 from group_grants
    where workspace_id = ${tx.ctx.workspace.id} and holder_role_id = any(${ids}::uuid[])
      and (expires_at is null or expires_at > now()) limit 1`);
  return found.length > 0;
}

/** How the log speaks of what somebody held. */
const roleNames = (held: readonly HeldRole[]): string[] =>
  rolesIn(held)
    .map(({ name }) => name)
    .sort();
