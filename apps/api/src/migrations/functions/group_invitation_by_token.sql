-- As of migration 13.
-- What the bearer of a mailed link is told, which invites a workspace to a group or hands one over. The bearer is
-- signed in, and need not be a member of anything.
create or replace function group_invitation_by_token(token bytea)
  returns table (
    workspace_id uuid, id uuid, sub_name text,
    admin_workspace_id uuid, admin_name text, inviter_name text, owner_id uuid,
    purpose text, kind text, ceiling text[], ceiling_label text, rules jsonb,
    status text, hand_over_email text, expires_at timestamptz, expired boolean
  )
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select
    l.workspace_id, l.id, w.name,
    aw.id, aw.name, trim(i.first_name || ' ' || i.last_name), w.owner_id,
    -- rules: the last that were announced, so that the owner sees all that will bind the workspace.
    p.purpose, l.kind, l.ceiling, l.ceiling_label, gr.announced -> -1 -> 'rules',
    l.status, l.hand_over_email, p.expires_at, p.expires_at <= now()
  from group_links l
  -- A link has two tokens: one that invites the sub, and one that hands it over.
  cross join lateral (
    select
      case when l.token_hash = token then 'join' else 'hand_over' end as purpose,
      case when l.token_hash = token then l.expires_at else l.hand_over_expires_at end as expires_at
  ) p
  join workspaces w
    on w.id = l.workspace_id
    and (w.scheduled_for_removal_at is null or w.scheduled_for_removal_at > now())
  join workspaces aw
    on aw.id = l.admin_workspace_id
    and (aw.scheduled_for_removal_at is null or aw.scheduled_for_removal_at > now())
  left join users i on i.id = l.inviter_id
  left join guardrails gr on gr.workspace_id = l.admin_workspace_id
  where l.token_hash = token
    or l.hand_over_token_hash = token
$$;

revoke all on function group_invitation_by_token from public;
grant execute on function group_invitation_by_token to bailiwick_app;
alter function group_invitation_by_token owner to bailiwick_authority;
