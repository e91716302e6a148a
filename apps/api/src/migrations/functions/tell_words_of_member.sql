-- As of migration 10.
-- Keeps the words by which a member is found: what begins an address, its domain, or any word of it or of the name, in
-- small letters. Row-level security lets no pattern choose an index, but it does let a comparison; so the words lie
-- in one. The trigger stands in place of a foreign key, whose check would be made for every word.
create or replace function tell_words_of_member() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp
as $$
  declare
    own text[];
  begin
    if tg_op <> 'INSERT' then
      delete from member_words
      where workspace_id = old.workspace_id and member_id = old.id;
    end if;

    if tg_op <> 'DELETE' and new.kind = 'person' then
      -- The address of the member, and address and name of the account.
      own := (
        select array[u.email, u.first_name, u.last_name]
        from users u
        where u.id = new.user_id
      );
      -- Of each the whole, what follows an @, and every word.
      insert into member_words (workspace_id, member_id, word)
      select new.workspace_id, new.id, word
      from (
        select distinct word
        from
          unnest(new.email || own) one,
          lateral (
            select lower(one)
            union all
            select split_part(lower(one), '@', 2)
            union all
            select regexp_split_to_table(lower(one), '[^[:alnum:]]+')
          ) said (word)
        where word <> ''
      ) words;
    end if;
    return null;
  end $$;
