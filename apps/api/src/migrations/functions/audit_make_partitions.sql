-- As of migration 3.
-- Makes the partitions of the log for the months ahead, for each class of retention. The worker may not create tables.
create or replace function audit_make_partitions(first_month date, months integer) returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
  declare
    class text;
    month date;
    part text;
    made integer := 0;
  begin
    foreach class in array array['3m', '1y', '3y', '7y'] loop
      for i in 0 .. months - 1 loop
        month := (date_trunc('month', first_month) + make_interval(months => i))::date;
        part := format('audit_log_%s_%s', class, to_char(month, 'YYYYMM'));
        continue when to_regclass('public.' || part) is not null;
        begin
          execute format(
            'create table public.%I partition of public.%I for values from (%L) to (%L)',
            part,
            'audit_log_' || class,
            month || ' 00:00:00+00',
            (month + interval '1 month')::date || ' 00:00:00+00'
          );
          execute format('alter table public.%I enable row level security', part);
          execute format('alter table public.%I force row level security', part);
          made := made + 1;
        exception when check_violation then
          -- Records of that month lie in the default partition. They keep nobody from making the others.
          raise warning '% was not made: the default partition has records of that month', part;
        end;
      end loop;
    end loop;
    return made;
  end $$;

revoke all on function audit_make_partitions from public;
grant execute on function audit_make_partitions to bailiwick_audit;
