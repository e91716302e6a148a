import { definer, purgeable, tenantTable, withoutForce } from '@bailiwick/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is remembered of each table: ids, and what decides. No name and no address of a person, so that erasing somebody
 * need not reach here; names are looked up when the question is asked, and may be gone by then.
 */
const remembered = {
  workspace_members: { kind: 'member', columns: ['user_id', 'kind', 'status', 'permissions'] },
  roles: { kind: 'role', columns: ['name', 'permissions', 'assignable_role_ids'] },
  grants: { kind: 'grant', columns: ['member_id', 'role_id', 'expires_at', 'reason', 'granted_by'] },
} as const;
type Remembered = keyof typeof remembered;
const tables = Object.keys(remembered) as Remembered[];

/**
 * The time of a version is that of its transaction, so that what changes together changes at one instant; never before
 * the version it follows, where transactions overtook each other. A version that was replaced within its instant is
 * empty: from and to are the same. The scope is the row's own meanwhile, because rows also change where none is bound; a
 * failure undoes it with everything else.
 */
const remember = `create function remember_access() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  declare
    was jsonb;
    becomes jsonb;
    since timestamptz(3) := date_trunc('milliseconds', now());
    scope text := coalesce(current_setting('app.workspace_id', true), '');
  begin
    if tg_op <> 'INSERT' then
      select jsonb_object_agg(key, value) into was from jsonb_each(to_jsonb(old)) where key = any (tg_argv[1:]);
    end if;
    if tg_op <> 'DELETE' then
      select jsonb_object_agg(key, value) into becomes from jsonb_each(to_jsonb(new)) where key = any (tg_argv[1:]);
    end if;
    if tg_op = 'UPDATE' and was = becomes and old.id = new.id then
      return null;
    end if;
    perform set_config('app.workspace_id', coalesce(new.workspace_id, old.workspace_id)::text, true);
    if was is not null then
      update access_history set valid_to = greatest(since, valid_from)
      where workspace_id = old.workspace_id and kind = tg_argv[0] and row_id = old.id and valid_to = 'infinity'
      returning valid_to into since;
    end if;
    if becomes is not null then
      insert into access_history (workspace_id, id, kind, row_id, member_id, role_id, valid_from, data)
      values (new.workspace_id, gen_random_uuid(), tg_argv[0], new.id, (becomes ->> 'member_id')::uuid,
        (becomes ->> 'role_id')::uuid, coalesce(since, date_trunc('milliseconds', now())),
        becomes - 'member_id' - 'role_id');
    end if;
    perform set_config('app.workspace_id', scope, true);
    return null;
  end $$`;

function trigger(table: Remembered): string {
  const { kind, columns } = remembered[table];
  return `create trigger ${table}_remember after insert or delete or update of id, ${columns.join(', ')} on ${table}
    for each row execute function remember_access(${[kind, ...columns].map((one) => `'${one}'`).join(', ')})`;
}

/** Since when what stands there now has been so, as far as the rows can tell. */
const since: Readonly<Record<Remembered, string>> = {
  workspace_members: 'coalesce(accepted_at, timestamp_created)',
  roles: 'timestamp_updated',
  grants: 'timestamp_created',
};

const backfill = (table: Remembered): string => {
  const { kind, columns } = remembered[table];
  const pairs = columns.map((column) => `'${column}', to_jsonb(${column})`).join(', ');
  return `insert into access_history (workspace_id, id, kind, row_id, member_id, role_id, valid_from, data)
    select workspace_id, gen_random_uuid(), '${kind}', id, (now ->> 'member_id')::uuid, (now ->> 'role_id')::uuid,
      ${since[table]}, now - 'member_id' - 'role_id'
    from ${table}, lateral (select jsonb_build_object(${pairs}) as now) it`;
};

export class CreateAccessHistory1764000012000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // What is looked for has columns of its own: row-level security lets nothing inside of `data` choose an index.
    await q.query(`create table access_history (
      workspace_id uuid not null references workspaces (id),
      id uuid not null,
      kind text not null check (kind in ('member', 'role', 'grant')),
      row_id uuid not null,
      member_id uuid,
      role_id uuid,
      valid_from timestamptz(3) not null,
      valid_to timestamptz(3) not null default 'infinity' check (valid_to >= valid_from),
      data jsonb not null,
      primary key (workspace_id, id),
      check ((kind = 'grant') = (member_id is not null and role_id is not null))
    )`);
    await q.query(`create unique index access_history_open on access_history (workspace_id, kind, row_id)
      where valid_to = 'infinity'`);
    await q.query('create index access_history_row on access_history (workspace_id, kind, row_id, valid_to)');
    // What a member held, and who held a role, at some moment.
    await q.query(`create index access_history_member on access_history (workspace_id, member_id, valid_to)
      where kind = 'grant'`);
    await q.query(`create index access_history_role on access_history (workspace_id, role_id, member_id, valid_to)
      where kind = 'grant'`);

    // Requests can read it and nothing else: only the triggers write.
    await tenantTable(q, 'access_history', 'select');
    // The policy of the owner, by which the triggers write too.
    await purgeable(q, 'access_history');
    await definer(q, {
      signature: 'remember_access()',
      create: remember,
      owner: 'bailiwick_owner',
      executor: 'bailiwick_app',
    });
    for (const table of tables)
      await withoutForce(q, table, () =>
        withoutForce(q, 'access_history', async () => {
          await q.query(backfill(table));
          await q.query(trigger(table));
        }),
      );
  }

  async down(q: QueryRunner): Promise<void> {
    for (const table of tables) await q.query(`drop trigger ${table}_remember on ${table}`);
    await q.query('drop function remember_access()');
    await q.query('drop table access_history');
  }
}
