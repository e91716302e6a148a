-- As of migration 13.
-- What the bearer of a mailed invitation is told. The link outlives the invitation, and says what became of it.
-- An admin workspace can shorten how long invitations last. That holds for those sent before, but not for those of
-- the workspace's owner.
create or replace function invitation_by_token(token bytea)
  returns table (
    workspace_id uuid, workspace_name text, member_id uuid, email text, reserved_user_id uuid, roles jsonb,
    inviter_name text, expires_at timestamptz, ended_as text, expired boolean, member_status text, account_id uuid
  )
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select
    t.workspace_id, w.name,
    t.member_id, t.email, m.user_id,
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
    trim(i.first_name || ' ' || i.last_name),
    o.until, t.ended_as, o.until <= now(),
    m.status,
    a.id
  from invitation_tokens t
  join workspaces w
    on w.id = t.workspace_id
    and (w.scheduled_for_removal_at is null or w.scheduled_for_removal_at > now())
  left join workspace_members m on m.workspace_id = t.workspace_id and m.id = t.member_id

  -- The inviter (i), and the account that has the invited address (a).
  left join users i on i.id = m.issuer_id
  left join users a on a.email = t.email

  -- The guardrails (b): the last announced rules that bind this workspace already. Rules bind a managed workspace at
  -- once, and also one that was invited after their announcement. They bind others from the day they name.
  left join group_links l on l.workspace_id = t.workspace_id and l.status = 'accepted'
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
  ) b on m.issuer_id is distinct from w.owner_id

  -- Open until the day it names, or no longer than the guardrails allow.
  cross join lateral (
    select
      least(
        t.expires_at,
        t.timestamp_created + make_interval(hours => (b.rules ->> 'invitation_hours')::int)
      ) as until
  ) o
  where t.token_hash = token
$$;

revoke all on function invitation_by_token from public;
grant execute on function invitation_by_token to bailiwick_app;
alter function invitation_by_token owner to bailiwick_authority;
