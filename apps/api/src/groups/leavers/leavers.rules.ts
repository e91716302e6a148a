import { effective, maskOf, refuseRoleChange, rolesIn } from '@bailiwick/rbac';
import { Hidden } from '@bailiwick/tenancy';
import { type Holder, isInvited, displayNameOf } from '../../access/holders/holders.rules.js';
import { administersHere } from '../../access/roles/roles.rules.js';
import type { SubRights } from '../links/rights.rules.js';
import type { LegacyInSub, MadeByPerson, Membership } from './leavers.queries.js';
import type { KeptMembership, MadeCounts, RemovePerson, TakenMembership } from './leavers.schema.js';
import type { LeavingPerson } from './receipts.service.js';

/** What goes from one workspace. */
export interface TakenFromSub extends MadeByPerson {
  readonly link_id: string;
  readonly workspace_id: string;
  readonly name: string;
  readonly places: readonly Membership[];
}

/** As the admin workspace knows them; else as the first that knows more than an address. @throws Hidden */
export function identifyPerson(
  above: Holder | undefined,
  places: readonly Membership[],
  legacies: readonly LegacyInSub[],
): LeavingPerson {
  if (above && !isInvited(above)) return personHere(above);
  const place = places.find((one) => !isInvited(one));
  if (place) return personAt(place);
  const [made] = legacies;
  if (made) return { user_id: made.user_id, name: made.name, email: made.email };
  if (places[0]) return personAt(places[0]);
  if (!above) throw new Hidden();
  return personHere(above);
}

const personAt = ({ user_id, name, email, account_email }: Membership): LeavingPerson => ({
  user_id,
  name: name ?? email,
  email: account_email ?? email,
});

const personHere = (holder: Holder): LeavingPerson => ({
  user_id: holder.user_id,
  name: displayNameOf(holder),
  email: holder.account_email ?? holder.email,
});

/** By the rules of removing, for a caller who acts there. Every caller can remove a pending member. */
export function reasonToKeep(place: Membership, rights: SubRights | undefined): string | undefined {
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

/** In the order of the workspaces. Where the person stays, the objects they made stay too. */
export function planRemovals(
  places: readonly Membership[],
  legacies: readonly LegacyInSub[],
  kept: readonly KeptMembership[],
  body: RemovePerson,
): TakenFromSub[] {
  const staying = new Set(kept.map(({ workspace_id }) => workspace_id));
  const byWorkspace = new Map<string, TakenFromSub>();
  for (const one of places)
    byWorkspace.set(one.workspace_id, {
      ...{ link_id: one.link_id, workspace_id: one.workspace_id, name: one.workspace_name },
      places: [...(byWorkspace.get(one.workspace_id)?.places ?? []), one],
      ...{ invitations: [], keys: [] },
    });
  for (const { workspace_id, link_id, workspace_name: name, ...made } of legacies) {
    const there = byWorkspace.get(workspace_id)?.places ?? [];
    const own = there.map(({ member_id }) => member_id);
    byWorkspace.set(workspace_id, {
      workspace_id,
      link_id,
      name,
      places: there,
      ...withoutKept(made, own, body),
    });
  }
  return [...byWorkspace.values()]
    .filter((one) => !staying.has(one.workspace_id))
    .filter(({ places: there, invitations, keys }) => there.length + invitations.length + keys.length > 0)
    .sort((a, b) => (a.workspace_id < b.workspace_id ? -1 : 1));
}

/** Without what goes anyway with these rows of their own, and what is to be kept. */
export const withoutKept = (
  { invitations, keys }: MadeByPerson,
  own: readonly string[],
  { keep }: RemovePerson,
): MadeByPerson => ({
  invitations: keep.includes('invitations') ? [] : invitations.filter(({ id }) => !own.includes(id)),
  keys: keep.includes('service_keys') ? [] : keys.filter(({ member_id }) => !own.includes(member_id)),
});

export const countMade = ({ invitations, keys }: MadeByPerson): MadeCounts => ({
  invitations: invitations.length,
  service_keys: keys.length,
});

export const nothingTaken = { grants: 0, api_keys: 0, invitations: 0, service_keys: 0 };

/** One for each row of theirs; what they made is told with the first. */
export function receiptEntries(going: TakenFromSub): TakenMembership[] {
  const there = { workspace_id: going.workspace_id, name: going.name, group_grants: 0 };
  const [first, ...more] = going.places.map(({ status, grants, api_keys }): TakenMembership => {
    const member = isInvited({ status }) ? 'uninvited' : 'removed';
    return { ...there, ...nothingTaken, member, grants, api_keys };
  });
  return [{ ...there, ...nothingTaken, member: 'acted', ...first, ...countMade(going) }, ...more];
}
