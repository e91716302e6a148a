import type { ClientBase } from 'pg';

/**
 * What Postgres itself saw being committed, and in which transaction: triggers that exist in these tests only. It
 * knows nothing of how the product records, so the two can be held against each other.
 */
const watched: Readonly<Record<string, string>> = {
  workspaces: 'insert or update or delete',
  workspace_members: 'insert or update or delete',
  grants: 'insert or update or delete',
  invitation_tokens: 'insert',
  session_entries: 'insert',
  users: 'insert or update or delete',
  // A session is also touched by being used, which is nobody's act.
  sessions: 'insert or delete',
  account_activity: 'insert',
  // What the worker takes out again is another matter.
  audit_outbox: 'insert',
  job_outbox: 'insert',
};

export async function castShadow(superuser: ClientBase): Promise<void> {
  await superuser.query(`create schema shadow;
    create table shadow.changes (
      n bigserial primary key, tx xid8 not null default pg_current_xact_id(),
      table_name text not null, action text not null, old jsonb, new jsonb);
    create function shadow.note() returns trigger language plpgsql security definer
      set search_path = pg_catalog, pg_temp as $$ begin
        insert into shadow.changes (table_name, action, old, new) values (tg_table_name, tg_op,
          case when tg_op <> 'INSERT' then to_jsonb(old) end, case when tg_op <> 'DELETE' then to_jsonb(new) end);
        return null;
      end $$`);
  for (const [table, events] of Object.entries(watched)) {
    await superuser.query(
      `create trigger shadow after ${events} on public.${table} for each row execute function shadow.note()`,
    );
  }
}
