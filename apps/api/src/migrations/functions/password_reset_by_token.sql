-- As of migration 8.
-- The reset that a mailed link is for. The link is opened by a person who cannot sign in.
create or replace function password_reset_by_token(token bytea)
  returns table (id uuid, user_id uuid, email text, ended_as text, expired boolean)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select r.id, r.user_id, u.email, r.ended_as, r.expires_at <= now()
  from password_resets r
  join users u on u.id = r.user_id
  where r.token_hash = token
$$;

revoke all on function password_reset_by_token from public;
grant execute on function password_reset_by_token to bailiwick_app;
alter function password_reset_by_token owner to bailiwick_authority;
