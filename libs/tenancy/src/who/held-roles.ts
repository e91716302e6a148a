import { type Sql, sql } from '../rows/sql.js';

/** What was given by way of a group reaches as far as the group does now, and nowhere once the link is over. */
const ceiling = sql`case when g.via_link_id is not null then coalesce((select l.ceiling from group_links l
    where l.workspace_id = g.workspace_id and l.id = g.via_link_id and l.status = 'accepted'), '{}') end`;

const held = (more: Sql) => sql`coalesce((
  select jsonb_agg(jsonb_build_object('id', g.role_id, 'name', r.name, 'permissions', r.permissions,
    'assignable_role_ids', r.assignable_role_ids, 'ceiling', ${ceiling}${more}) order by g.role_id)
  from grants g left join roles r on r.workspace_id = g.workspace_id and r.id = g.role_id
  where g.workspace_id = m.workspace_id and g.member_id = m.id
    and (g.expires_at is null or g.expires_at > now())), '[]')`;

/**
 * The roles that member `m` holds now, for `rolesIn` of the engine. What has ended gives nothing, by the database's clock
 * and from that instant on.
 */
export const heldRoles = held(sql``);

/** The same, each with the grant that gives it. */
export const heldGrants = held(sql`, 'grant_id', g.id, 'expires_at', g.expires_at`);
