-- As of migration 15.
-- One person, by their account or an address, in each of these subs: what is to be known before they are taken out of
-- it. An open invitation to their address is theirs, too.
create or replace function group_person(subs uuid[], person uuid, address text)
  returns table (
    link_id uuid, workspace_id uuid, workspace_name text,
    member_id uuid, user_id uuid, status text, email text, account_email text, name text,
    is_owner boolean, roles jsonb, mask text[], grants integer, api_keys integer, is_protected boolean
  )
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  with
    -- The caller has checked what the person who asks can do; here it is checked once more that each sub allows it.
    -- One link stands for all that have the same ceiling, so that few ceilings are read.
    alike as (
      select x.ceiling_key, (array_agg(x.id))[1] as id
      from group_links x
      where x.admin_workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid
        and x.status = 'accepted'
      group by 1
    ),
    open as materialized (
      select o.ceiling_key
      from alike
      join group_links o on o.id = alike.id
      where o.ceiling && array['workspace_members:read', 'workspace_members:delete']
    ),
    -- The subs asked about.
    here as materialized (
      select
        l.id as link_id, w.id as workspace_id, w.name,
        row_number() over (order by w.name collate "C", w.id) as place
      from group_links l
      join workspaces w
        on w.id = l.workspace_id
        and (w.scheduled_for_removal_at is null or w.scheduled_for_removal_at > now())
      where l.admin_workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid
        and l.status = 'accepted'
        and l.workspace_id = any (subs)
        and l.ceiling_key in (select o.ceiling_key from open o)
    ),
    -- The person: the account and its address, whichever of the two was asked with.
    who as materialized (
      select
        coalesce(person, (select u.id from users u where u.email = address)) as id,
        coalesce(address, (select u.email from users u where u.id = person)) as email
    )

  select
    h.link_id, h.workspace_id, h.name,
    -- The account is told of a member, and not of a person who has yet to answer the invitation.
    m.id, m.user_id, m.status, m.email, u.email,
    trim(u.first_name || ' ' || u.last_name),
    w.owner_id = m.user_id,

    -- roles: a role given through a link carries the ceiling that this link has now.
    coalesce((
      select jsonb_agg(
        jsonb_build_object(
          'id', g.role_id, 'name', r.name,
          'permissions', r.permissions, 'assignable_role_ids', r.assignable_role_ids,
          'ceiling', case when g.via_link_id is not null then coalesce((
            select v.ceiling
            from group_links v
            where v.workspace_id = g.workspace_id and v.id = g.via_link_id and v.status = 'accepted'
          ), '{}') end
        ) order by g.role_id
      )
      from grants g
      left join roles r on r.workspace_id = g.workspace_id and r.id = g.role_id
      where g.workspace_id = m.workspace_id
        and g.member_id = m.id
        and (g.expires_at is null or g.expires_at > now())
    ), '[]'),
    m.permissions,

    -- How many grants, expired ones too, and keys would go with the member.
    (select count(*)::int from grants g where g.workspace_id = m.workspace_id and g.member_id = m.id),
    (select count(*)::int from api_keys k where k.workspace_id = m.workspace_id and k.member_id = m.id),

    -- is_protected: the person was the owner, and can still take the workspace back.
    exists (
      select 1
      from ownership_changes o
      where o.workspace_id = m.workspace_id
        and o.old_owner_id = m.user_id
        and o.reversed_at is null
        and o.reversible_until > now()
    )
  from who
  join here h on true
  join workspaces w on w.id = h.workspace_id
  join workspace_members m
    on m.workspace_id = h.workspace_id
    and m.kind = 'person'
    and (m.user_id = who.id or m.email = who.email)
  left join users u on u.id = m.user_id and m.status in ('active', 'suspended')
  order by h.workspace_id, m.id
$$;

revoke all on function group_person from public;
grant execute on function group_person to bailiwick_app;
alter function group_person owner to bailiwick_authority;
