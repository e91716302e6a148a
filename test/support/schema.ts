import type { Pool } from 'pg';

/** Everything the migrations can make, as lines: two schemas are the same when these are. */
export async function schemaLines(superuser: Pool): Promise<string[]> {
  const { rows } = await superuser.query<{ line: string }>(`
    with ours as (
      select * from pg_class where relnamespace = 'public'::regnamespace and relname !~ '^(PK_.*|migrations.*)$'
    )
    select format('%s %s rls %s force %s acl %s', relkind, relname, relrowsecurity, relforcerowsecurity, relacl) as line
    from ours
    union all
    select format('column %s.%s %s %s %s acl %s', relname, attname, format_type(atttypid, atttypmod), attnotnull,
      pg_get_expr(adbin, adrelid), attacl)
    from ours join pg_attribute a on attrelid = ours.oid and attnum > 0 and not attisdropped
      left join pg_attrdef on adrelid = attrelid and adnum = attnum
    union all
    select format('constraint %s %s %s', relname, conname, pg_get_constraintdef(k.oid))
    from ours join pg_constraint k on conrelid = ours.oid
    union all
    select format('index %s', pg_get_indexdef(indexrelid)) from ours join pg_index on indrelid = ours.oid
    union all
    select format('policy %s', to_jsonb(p)) from pg_policies p where schemaname = 'public'
    union all
    select format('trigger %s', pg_get_triggerdef(t.oid)) from ours join pg_trigger t on tgrelid = ours.oid
    where not tgisinternal
    union all
    select format('function %s owner %s acl %s', pg_get_functiondef(oid), proowner::regrole, proacl)
    from pg_proc where pronamespace = 'public'::regnamespace
    union all
    select format('type %s', typname) from pg_type where typnamespace = 'public'::regnamespace and typtype in ('e', 'd')
    union all
    select format('schema acl %s', nspacl) from pg_namespace where nspname = 'public'
    order by 1`);
  return rows.map(({ line }) => line);
}
