import { type Sql, personNameSql, sql } from '@bailiwick/tenancy';

interface Ending {
  readonly workspace_id: string;
  readonly id: string;
  readonly workspace: string;
  readonly expires_at: Date;
  /** True when it is over; false when a person must hear that it will be. */
  readonly ended: boolean;
}

export interface EndingGrant extends Ending {
  readonly member_id: string;
  readonly user_id: string;
  readonly member_name: string;
  readonly role_id: string;
  readonly role_name: string | null;
  readonly reason: string | null;
  /** Of a person who is here and can read it. */
  readonly email: string | null;
}

export interface EndedGroupGrant {
  readonly workspace_id: string;
  readonly id: string;
  readonly member_id: string | null;
  readonly user_id: string | null;
  readonly member_name: string | null;
  readonly role_id: string;
  readonly role_name: string | null;
  readonly link_id: string | null;
  readonly expires_at: Date;
  readonly reason: string | null;
}

export interface EndingKey extends Ending {
  readonly name: string;
  readonly scopes: string[];
  readonly email: string;
}

const AT_ONCE = 200;

/**
 * Over; or to be told of, once a week before and once a day before, but not of what was never meant to last that long.
 * `workspaces_with_endings()` says where such a thing may be.
 */
const due = (t: Sql): Sql => sql`(${t}.expires_at <= now()
  or (${t}.warned_at is null and ${t}.expires_at <= now() + interval '7 days'
    and ${t}.timestamp_created <= ${t}.expires_at - interval '7 days')
  or (coalesce(${t}.warned_at, '-infinity') < ${t}.expires_at - interval '1 day'
    and ${t}.expires_at <= now() + interval '1 day'
    and ${t}.timestamp_created <= ${t}.expires_at - interval '1 day'))`;

export const endingGrants = (
  workspaceId: string,
): Sql => sql`select g.*, w.name as workspace, r.name as role_name,
  m.user_id, ${personNameSql('m', 'u')} as member_name,
  case when m.status = 'active' then u.email end as email, g.expires_at <= now() as ended
  from grants g join workspaces w on w.id = g.workspace_id
  join workspace_members m on m.workspace_id = g.workspace_id and m.id = g.member_id
  left join users u on u.id = m.user_id
  left join roles r on r.workspace_id = g.workspace_id and r.id = g.role_id
  where g.workspace_id = ${workspaceId} and ${due(sql`g`)} order by g.id limit ${AT_ONCE} for update of g skip locked`;

/** Without a warning: an admin gives the role again to a member who needs it longer. */
export const endedGroupGrants = (workspaceId: string): Sql => sql`with over as (
    select gg.* from group_grants gg where gg.workspace_id = ${workspaceId} and gg.expires_at <= now()
    order by gg.id limit ${AT_ONCE} for update skip locked),
  gone as (delete from group_grants gg using over where gg.workspace_id = over.workspace_id and gg.id = over.id)
  select over.*, r.name as role_name, m.user_id,
    ${personNameSql('m', 'u')} as member_name
  from over left join workspace_members m on m.workspace_id = over.workspace_id and m.id = over.member_id
  left join users u on u.id = m.user_id
  left join roles r on r.workspace_id = over.workspace_id and r.id = over.role_id order by over.id`;

/** A program reads no mail: the owner of the workspace hears of its keys. */
export const endingKeys = (
  workspaceId: string,
): Sql => sql`select k.workspace_id, k.id, k.name, k.scopes, k.expires_at,
  w.name as workspace, coalesce(u.email, o.email) as email, k.expires_at <= now() as ended
  from api_keys k join workspaces w on w.id = k.workspace_id join users o on o.id = w.owner_id
  join workspace_members m on m.workspace_id = k.workspace_id and m.id = k.member_id
  left join users u on u.id = m.user_id and m.status = 'active'
  where k.workspace_id = ${workspaceId} and ${due(sql`k`)} order by k.id limit ${AT_ONCE} for update of k skip locked`;
