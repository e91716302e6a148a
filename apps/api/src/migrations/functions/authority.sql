-- As of migration 13.
-- The door: who holds this credential, and what binds them to the workspace they name. The guard asks it once for
-- every request, before any scope exists. A session and an API key answer alike; a key has but one home.
-- The person is there as a member (m), through the admin workspace above (t, by link l), or both. What the admin
-- workspace asks of its own people it asks of them here too; its guardrails (b) bind everybody but the owner. The
-- roles given through a link reach as far as its ceiling does now. SQL says what binds; @bailiwick/rbac what follows.
create or replace function authority(kind text, credential bytea, workspace uuid)
  returns table (
    session_id uuid, authenticated_at timestamptz, stale boolean,
    user_id uuid, email text, first_name text, last_name text,
    workspace_id uuid, workspace_name text,
    member_id uuid, member_status text, roles jsonb, mask text[], idle boolean,
    outside_domains boolean, session_ended boolean, entered boolean, fresh boolean, lacks_second_factor boolean,
    key_id uuid, key_name text, is_service boolean, key_scopes jsonb,
    group_roles jsonb, ceiling text[], link_id uuid, is_managed boolean,
    admin_workspace_id uuid, admin_workspace_name text,
    keys_barred boolean, key_is_lent boolean, longest_invitation_hours integer
  )
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select
    -- The session and its person. A key has no session; a service principal has no account.
    c.session_id, c.authenticated_at, c.stale,
    c.user_id, c.email, c.first_name, c.last_name,

    -- The workspace, and the member who acts in it: a member of it, or else one of the admin workspace.
    w.id, w.name,
    coalesce(m.id, t.member_id),
    case when w.id is not null then coalesce(m.status, 'active') end,

    -- roles: what the member was given here. A role given through a link carries the ceiling that this link has now,
    -- and an empty one when the link is over.
    case when m.id is null then '[]' else coalesce((
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
    ), '[]') end,
    m.permissions,

    -- idle: the last activity of the member here is more than a minute old, so it is time to note a new one.
    coalesce(
      m.id is not null and (m.last_active_at is null or m.last_active_at < now() - interval '1 minute'),
      false
    ),

    -- outside_domains: a list of e-mail domains does not have the domain of this address. The workspace has a list, the
    -- guardrails have one, and the admin workspace has one for people who are here through the link alone.
    coalesce(
      not c.is_service and w.owner_id <> c.user_id and (
        (cardinality(w.email_domains) > 0 and split_part(c.email, '@', 2) <> all (w.email_domains))
        or (
          cardinality(coalesce(array(select jsonb_array_elements_text(b.rules -> 'email_domains')), '{}')) > 0
          and split_part(c.email, '@', 2)
            <> all (coalesce(array(select jsonb_array_elements_text(b.rules -> 'email_domains')), '{}'))
        )
        or m.id is null
          and (cardinality(aw.email_domains) > 0 and split_part(c.email, '@', 2) <> all (aw.email_domains))
      ),
      false
    ),

    -- session_ended: all sessions were ended after this sign-in, or the sign-in is older than a guardrail allows. The
    -- workspace ends sessions, the link does, and the admin workspace for people who are here through the link alone.
    coalesce(
      c.authenticated_at <= greatest(
        w.sessions_valid_from,
        l.sessions_valid_from,
        case when m.id is null then aw.sessions_valid_from end
      )
      or w.owner_id <> c.user_id
        and c.authenticated_at < now() - make_interval(hours => (b.rules ->> 'session_hours')::int),
      false
    ),

    -- entered: the first entry of this session into this workspace is on record. A key makes none.
    c.key_id is not null or exists (
      select 1
      from session_entries e
      where e.workspace_id = w.id and e.session_id = c.session_id
    ),

    c.fresh,

    -- lacks_second_factor: a second factor is required, and there is none. The workspace requires it, a guardrail does,
    -- or the admin workspace does for people who are here through the link alone.
    coalesce(
      not c.second_factor and (
        w.two_factor_required
        or m.id is null and aw.two_factor_required
        or w.owner_id <> c.user_id and (b.rules ->> 'two_factor_required')::boolean
      ),
      false
    ),

    -- The key, if the credential is one.
    c.key_id, c.key_name, c.is_service, c.key_scopes,

    -- The roles that the person has here through the admin workspace. The link is told to every member.
    t.roles, l.ceiling, l.id, l.kind = 'managed',
    l.admin_workspace_id, aw.name,

    -- keys_barred: a guardrail lets no keys in. longest_invitation_hours: what it allows all but the owner.
    coalesce(c.key_id is not null and not (b.rules ->> 'keys_allowed')::boolean, false),
    c.key_is_lent,
    case when w.owner_id <> c.user_id then (b.rules ->> 'invitation_hours')::int end

  -- The credential (c): the one session or the one key that has this hash, while it is valid.
  from (
    select
      s.id as session_id, s.authenticated_at, s.second_factor,
      s.last_seen_at < now() - interval '1 minute' as stale,
      greatest(s.authenticated_at, s.reauthenticated_at) > now() - interval '10 minutes' as fresh,
      u.id as user_id, u.email, u.first_name, u.last_name,
      null::uuid as home, null::uuid as home_member,
      null::uuid as key_id, null::text as key_name, false as is_service, null::jsonb as key_scopes,
      false as key_is_lent
    from sessions s
    join users u on u.id = s.user_id
    where authority.kind = 'session'
      and s.token_hash = credential
      and s.expires_at > now()
      and s.idle_expires_at > now()

    union all

    -- A key has the second factor that its person has set up; a service principal needs none. A key is never fresh.
    select
      null, null, k.kind = 'service' or u.two_factor,
      k.last_used_at is null or k.last_used_at < now() - interval '1 minute',
      false,
      k.user_id, coalesce(u.email, k.email), coalesce(u.first_name, k.member_name), coalesce(u.last_name, ''),
      k.workspace_id, k.member_id,
      k.id, k.name, k.kind = 'service',
      -- Its scopes, those of each key above it and, if it is lent, the ceiling: it can do what all of them allow.
      jsonb_build_array(to_jsonb(k.scopes)) || k.limits
        || case when k.via_link_id is null then '[]' else jsonb_build_array(to_jsonb(k.ceiling)) end,
      k.via_link_id is not null
    from (
      select
        k.workspace_id, k.member_id, k.id, k.name, k.scopes, k.limits, k.expires_at, k.last_used_at, k.via_link_id,
        km.kind, km.user_id, km.email, km.name as member_name,
        v.ceiling
      from api_keys k
      join workspace_members km on km.workspace_id = k.workspace_id and km.id = k.member_id
      join workspaces h
        on h.id = k.workspace_id
        and (h.scheduled_for_removal_at is null or h.scheduled_for_removal_at > now())
      left join group_links v on v.workspace_id = k.workspace_id and v.id = k.via_link_id and v.status = 'accepted'
      -- A key that was rotated answers to its former hash, too, until that runs out.
      where k.key_hash = credential
        or (k.previous_hash = credential and k.previous_valid_until > now())
    ) k
    left join users u on u.id = k.user_id
    where authority.kind = 'key'
      and (k.expires_at is null or k.expires_at > now())
      -- A lent key is over with its link.
      and (k.via_link_id is null or k.ceiling is not null)
  ) c

  -- The workspace (w), and what binds the person to it.
  left join (
    workspaces w

    -- The member (m). A key acts as its own member, and as no other of the same person.
    left join lateral (
      select i.workspace_id, i.id, i.status, i.permissions, i.last_active_at
      from workspace_members i
      where i.workspace_id = w.id
        and i.user_id = c.user_id
        and i.status in ('active', 'suspended')
        and (c.home is null or i.id = c.home_member)
    ) m on true

    -- The link (l) to the admin workspace (aw).
    left join (
      group_links l
      join workspaces aw
        on aw.id = l.admin_workspace_id
        and (aw.scheduled_for_removal_at is null or aw.scheduled_for_removal_at > now())
    ) on l.workspace_id = w.id and l.status = 'accepted'

    -- The guardrails (b): the last announced rules that bind this workspace already. Rules bind a managed workspace at
    -- once, and also one that was invited after their announcement. They bind others from the day they name.
    left join guardrails gr on gr.workspace_id = l.admin_workspace_id
    left join lateral (
      select a.entry -> 'rules' as rules
      from jsonb_array_elements(gr.announced) with ordinality a (entry, n)
      where (
        l.kind = 'managed'
        or (a.entry ->> 'from')::timestamptz <= now()
        or l.timestamp_created >= (a.entry ->> 'changed_at')::timestamptz
      )
      order by a.n desc
      limit 1
    ) b on true

    -- Through the admin workspace (t): the roles over this workspace that its member has, by a grant to the member
    -- or to a role the member holds there.
    left join lateral (
      select
        am.id as member_id,
        (
          select jsonb_agg(
            jsonb_build_object(
              'id', gg.role_id, 'name', r.name,
              'permissions', r.permissions, 'assignable_role_ids', r.assignable_role_ids,
              'grant_id', gg.id, 'expires_at', gg.expires_at
            ) order by gg.role_id
          )
          from group_grants gg
          left join roles r on r.workspace_id = gg.workspace_id and r.id = gg.role_id
          where gg.workspace_id = am.workspace_id
            and (
              gg.member_id = am.id
              or gg.holder_role_id = any (array(
                select h.role_id
                from grants h
                where h.workspace_id = am.workspace_id
                  and h.member_id = am.id
                  and (h.expires_at is null or h.expires_at > now())
              ))
            )
            -- Over all subs, or over this one.
            and (gg.link_id is null or gg.link_id = l.id)
            and (gg.expires_at is null or gg.expires_at > now())
        ) as roles
      from workspace_members am
      where am.workspace_id = l.admin_workspace_id
        and am.user_id = c.user_id
        and am.status = 'active'
        and (c.home is null or am.id = c.home_member)
        -- A member of this workspace who does not meet what the admin workspace asks is here as that member alone. A
        -- person who is no member here keeps these roles, and the columns above tell the guard what is missing.
        and (
          m.id is null
          or not coalesce(
            c.authenticated_at <= aw.sessions_valid_from
            or not c.second_factor and aw.two_factor_required
            or not c.is_service
              and aw.owner_id <> c.user_id
              and (cardinality(aw.email_domains) > 0 and split_part(c.email, '@', 2) <> all (aw.email_domains)),
            false
          )
        )
      -- So the roles are gathered once, and not again for the condition on them.
      offset 0
    ) t on t.roles is not null
  )
    -- A key that names no workspace means its home. Of a workspace that nothing binds them to, nothing is told.
    on w.id = coalesce(workspace, c.home)
    and (w.scheduled_for_removal_at is null or w.scheduled_for_removal_at > now())
    and coalesce(m.id, t.member_id) is not null
$$;

revoke all on function authority from public;
grant execute on function authority to bailiwick_app;
alter function authority owner to bailiwick_authority;
