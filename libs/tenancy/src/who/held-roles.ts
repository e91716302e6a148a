import { type Sql, identifier, sql } from '../rows/sql.js';

/** Lent roles reach as far as the present ceiling, and nowhere after the end of the link. */
const ceiling = sql`case when g.via_link_id is not null then coalesce((select l.ceiling from group_links l
    where l.workspace_id = g.workspace_id and l.id = g.via_link_id and l.status = 'accepted'), '{}') end`;

const held = (more: Sql) => sql`coalesce((
  select jsonb_agg(jsonb_build_object('id', g.role_id, 'name', r.name, 'permissions', r.permissions,
    'assignable_role_ids', r.assignable_role_ids, 'ceiling', ${ceiling}${more}) order by g.role_id)
  from grants g left join roles r on r.workspace_id = g.workspace_id and r.id = g.role_id
  where g.workspace_id = m.workspace_id and g.member_id = m.id
    and (g.expires_at is null or g.expires_at > now())), '[]')`;

/**
 * The present roles of member `m`, for `rolesIn` of the engine. An ended grant has no effect from its end on, by the
 * database's clock.
 */
export const heldRoles = held(sql``);

/** The same roles, each with its grant. */
export const heldGrants = held(sql`, 'grant_id', g.id, 'expires_at', g.expires_at`);

/** What the person of account `u` is called; null where there is no account. */
export const accountNameSql = (u: string): Sql =>
  sql`nullif(trim(concat_ws(' ', ${identifier(`${u}.first_name`)}, ${identifier(`${u}.last_name`)})), '')`;

/** What member `m` is called, whose account `u` is, if they have one: a program has a name, an invited person an address. */
export const personNameSql = (m: string, u: string): Sql =>
  sql`coalesce(${identifier(`${m}.name`)}, ${accountNameSql(u)}, ${identifier(`${m}.email`)})`;
