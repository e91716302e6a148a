-- As of migration 5.
-- What a password is compared with: the account of this address, and the newest sign-up that waits for its
-- confirmation. One row for every address, so that the answer does not tell whether there is an account.
create or replace function sign_in_subject(address text)
  returns table (user_id uuid, password_hash text, attempt_id uuid, attempt_hash text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select
    u.id, p.hash,
    a.id, a.password_hash
  from (select address as email) asked
  left join users u on u.email = asked.email
  left join passwords p on p.user_id = u.id
  left join lateral (
    select id, password_hash
    from sign_up_attempts
    where email = asked.email
      and ended_as is null
      and expires_at > now()
    order by id desc
    limit 1
  ) a on true
$$;

revoke all on function sign_in_subject from public;
grant execute on function sign_in_subject to bailiwick_app;
alter function sign_in_subject owner to bailiwick_authority;
