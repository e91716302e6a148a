import { type Act, type WorkspaceActivity, record } from '@bailiwick/audit';
import { systemRoles } from '@bailiwick/rbac';
import { type GroupLinkRow, type Tx, newId, sql } from '@bailiwick/tenancy';
import { roleName } from '../../access/roles/roles.schema.js';
import { clearedHandOver } from './links.rules.js';

type GroupActivity = Extract<WorkspaceActivity, `group.${string}`>;

/** One act in the logs of both sides; who does what below is none of the business of those above. */
export function recordOnBothSides(
  tx: Tx,
  { workspace_id: sub, admin_workspace_id: admin }: GroupLinkRow,
  activity: GroupActivity,
  { below, above: there }: { below: Act; above: Act },
): void {
  const act_id = newId();
  tx.in(sub, { as: 'caller' }, (own) => record(own, activity, { ...below, act_id }));
  tellAbove(tx, admin, (theirs) => record(theirs, activity, { ...there, act_id }));
}

/** What both sides may know alike; each calls the link by the name of the other. */
export function recordChangeOnBothSides(
  tx: Tx,
  link: GroupLinkRow,
  activity: GroupActivity,
  change: Pick<Act, 'before' | 'after'>,
): void {
  const { id, admin_name, sub_name } = link;
  recordOnBothSides(tx, link, activity, {
    below: { target: { id, name: admin_name }, ...change },
    above: { target: { id, name: sub_name ?? '' }, ...change },
  });
}

/** In the admin workspace its own people stand as they are, and those below without name, address or device. */
function tellAbove(tx: Tx, admin: string, tell: (above: Tx) => void): void {
  if (tx.ctx.scope.workspaceId === admin) tell(tx);
  else tx.in(admin, { as: 'system' }, tell);
}

/** No offer of a managed workspace outlives the owner who made it. */
export async function withdrawHandOvers(tx: Tx, admin: string): Promise<void> {
  const offered = sql`select id, hand_over_email as email from group_links
    where admin_workspace_id = ${admin} and status = 'accepted' and hand_over_email is not null order by id for update`;
  const open = await tx.query<GroupLinkRow & { email: string }>(sql`update group_links l
    set ${clearedHandOver}, timestamp_updated = now() from (${offered}) o where l.id = o.id returning l.*, o.email`);
  for (const link of open)
    recordChangeOnBothSides(tx, link, 'group.hand_over_withdrawn', { before: { email: link.email } });
}

/**
 * The first sub makes its admin workspace one. The people who administer the admin workspace also administer the sub,
 * until an admin takes that from them.
 */
export async function giveDefaultGroupGrants(tx: Tx, admin: string): Promise<void> {
  const { owner, admin: role } = systemRoles;
  const given = await tx.in(admin, { as: 'caller' }, (above) =>
    above.query<{
      id: string;
      holder: string;
    }>(sql`insert into group_grants (workspace_id, id, holder_role_id, role_id)
      select ${admin}, gen_random_uuid(), holder, ${role.id} from unnest(${[owner.id, role.id]}::uuid[]) holder
      where not exists (select 1 from group_grants g where g.workspace_id = ${admin})
        and (select count(*) from group_links l where l.admin_workspace_id = ${admin} and l.accepted_at is not null) <= 1
      returning id, holder_role_id as holder`),
  );
  for (const { id, holder } of given)
    tellAbove(tx, admin, (above) =>
      record(above, 'group_grant.created', {
        target: { id, name: `everybody who is ${roleName(holder, null)}` },
        after: { role: 'admin', expires_at: null, reason: null },
        count: 1,
        details: { member_id: null, all_subs: true, link_ids: [] },
      }),
    );
}
