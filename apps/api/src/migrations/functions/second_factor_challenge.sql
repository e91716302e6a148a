-- As of migration 8.
-- Who is half signed in: the password was right, and a code is still to come.
create or replace function second_factor_challenge(token bytea)
  returns table (id uuid, user_id uuid, email text, first_name text, last_name text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select c.id, c.user_id, u.email, u.first_name, u.last_name
  from sign_in_challenges c
  join users u on u.id = c.user_id
  where c.token_hash = token
    and c.ended_as is null
    and c.expires_at > now()
$$;

revoke all on function second_factor_challenge from public;
grant execute on function second_factor_challenge to bailiwick_app;
alter function second_factor_challenge owner to bailiwick_authority;
