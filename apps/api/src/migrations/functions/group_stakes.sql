-- As of migration 15.
-- What would end with a link, and the rules that the admin workspace has for its subs.
create or replace function group_stakes(link uuid)
  returns table (members integer, grants integer, api_keys integer, rules jsonb)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select
    -- What was made in the sub through the link.
    (select count(*)::int from workspace_members m where m.workspace_id = l.workspace_id and m.via_link_id = l.id),
    (select count(*)::int from grants g where g.workspace_id = l.workspace_id and g.via_link_id = l.id),
    (select count(*)::int from api_keys k where k.workspace_id = l.workspace_id and k.via_link_id = l.id),
    -- The last announced rules, which may not bind every sub yet.
    gr.announced -> -1 -> 'rules'
  from group_links l
  left join guardrails gr on gr.workspace_id = l.admin_workspace_id
  where l.id = link
    and l.status in ('pending', 'accepted')
    -- The workspace that asks is on one side of the link.
    and nullif(current_setting('app.workspace_id', true), '')::uuid in (l.workspace_id, l.admin_workspace_id)
$$;

revoke all on function group_stakes from public;
grant execute on function group_stakes to bailiwick_app;
alter function group_stakes owner to bailiwick_authority;
