-- As of migration 5.
-- The sign-up that a mailed link confirms. The link is opened before anybody is signed in.
create or replace function sign_up_attempt_by_token(token bytea)
  returns table (id uuid, email text, ended_as text, expired boolean)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select id, email, ended_as, expires_at <= now()
  from sign_up_attempts
  where token_hash = token
$$;

revoke all on function sign_up_attempt_by_token from public;
grant execute on function sign_up_attempt_by_token to bailiwick_app;
alter function sign_up_attempt_by_token owner to bailiwick_authority;
