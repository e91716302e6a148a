import { authorityReads, definer, purgeable, tenantTable } from '@bailiwick/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const head = 'security definer set search_path = pg_catalog, public, pg_temp';

/** The sealed log outlives its workspace, and so does what still waits to be sealed; the other is the operator's. */
const kept = ['audit_log', 'audit_heads', 'audit_outbox', 'security_log'];
const keptNames = `array[${kept.map((table) => `'${table}'`).join(', ')}]`;

/** Every table with rows of workspaces that go when the workspace goes, whichever release made it. */
const tablesThatGo = `select c.relname::text as name
          from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
            and c.relname <> all (${keptNames})`;

const token = {
  signature: 'ownership_reversal_by_token(bytea)',
  owner: 'bailiwick_authority',
  executor: 'bailiwick_app',
  create: `create function ownership_reversal_by_token(token bytea)
    returns table (workspace_id uuid, workspace_name text, id uuid, old_owner_id uuid, email text, first_name text,
      last_name text, new_owner_name text, reversible_until timestamptz, reversed boolean, expired boolean)
    language sql stable ${head} as $$
      select c.workspace_id, w.name, c.id, c.old_owner_id, o.email, o.first_name, o.last_name,
        trim(n.first_name || ' ' || n.last_name), c.reversible_until, c.reversed_at is not null,
        c.reversible_until <= now()
      from ownership_changes c
      join workspaces w on w.id = c.workspace_id
        and (w.scheduled_for_removal_at is null or w.scheduled_for_removal_at > now())
      join users o on o.id = c.old_owner_id
      join users n on n.id = c.new_owner_id
      where c.token_hash = token
    $$`,
};

const purge = {
  signature: 'purge_workspace(uuid)',
  owner: 'bailiwick_owner',
  executor: 'bailiwick_queue',
  create: `create function purge_workspace(workspace uuid) returns boolean
    language plpgsql ${head} as $$
    declare going text[]; one text; gone bigint; now_gone bigint; held_back text;
    begin
      perform set_config('app.workspace_id', workspace::text, true);
      perform 1 from workspaces w where w.id = workspace and w.purged_at is null
        and w.scheduled_for_removal_at <= now() - interval '30 days' for update;
      if not found then return false; end if;

      going := array(select t.name from (${tablesThatGo}) t order by t.name);
      foreach one in array going loop
        -- Without a policy the rows would stay, and nobody would know.
        if not exists (select 1 from pg_policies p where p.schemaname = 'public' and p.tablename = one
            and p.cmd = 'ALL' and 'bailiwick_owner' = any (p.roles)) then
          raise exception 'rows of % cannot be purged: the table is not purgeable', one;
        end if;
      end loop;

      -- What others refer to goes in a later round than they do; what a trigger wrote meanwhile, too.
      loop
        gone := 0;
        held_back := null;
        foreach one in array going loop
          begin
            execute format('delete from public.%I where workspace_id = $1', one) using workspace;
            get diagnostics now_gone = row_count;
            gone := gone + now_gone;
          exception when foreign_key_violation then
            held_back := one;
          end;
        end loop;
        exit when gone = 0;
      end loop;
      if held_back is not null then
        raise exception 'rows of % are held by others that are held in turn', held_back;
      end if;

      update workspaces set name = '', org_logo_url = null, email_domains = '{}', purged_at = now(),
        timestamp_updated = now() where id = workspace;
      return true;
    end $$`,
};

/** Ownership that changes hands, and workspaces that are removed. */
export class CreateOwnershipChanges1764000011000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // Whoever is to own it is a member: who leaves, or is removed, is awaited no longer.
    await q.query(`alter table workspaces
      add column pending_owner_id uuid,
      add column pending_owner_until timestamptz(3),
      add column removal_warned_at timestamptz(3),
      add column purged_at timestamptz(3),
      add constraint workspaces_pending_owner foreign key (id, pending_owner_id)
        references workspace_members (workspace_id, user_id) on delete set null (pending_owner_id)`);
    await q.query(`create index workspaces_scheduled on workspaces (scheduled_for_removal_at)
      where scheduled_for_removal_at is not null and purged_at is null`);
    await q.query(`create policy workspaces_upkeep on workspaces for select to bailiwick_queue
      using (scheduled_for_removal_at is not null)`);
    await q.query(`grant select (id, name, scheduled_for_removal_at, removal_warned_at, purged_at) on workspaces
      to bailiwick_queue`);

    await q.query(`create table ownership_changes (
      workspace_id uuid not null references workspaces (id),
      id uuid not null,
      old_owner_id uuid not null,
      new_owner_id uuid not null,
      grants_before jsonb not null,
      mask_before text[],
      token_hash bytea not null unique,
      reversible_until timestamptz(3) not null,
      reversed_at timestamptz(3),
      timestamp_created timestamptz(3) not null default now(),
      primary key (workspace_id, id)
    )`);
    await tenantTable(q, 'ownership_changes', 'select, insert, update');
    await authorityReads(
      q,
      'ownership_changes',
      'workspace_id, id, old_owner_id, new_owner_id, token_hash, reversible_until, reversed_at',
    );
    await definer(q, token);

    for (const { name } of await going(q)) await purgeable(q, name);
    await purgeable(q, 'workspaces', 'id');
    await definer(q, purge);
  }

  async down(q: QueryRunner): Promise<void> {
    for (const { signature } of [purge, token]) await q.query(`drop function ${signature}`);
    await q.query('drop table ownership_changes');
    for (const { name } of [...(await going(q)), { name: 'workspaces' }])
      await q.query(`drop policy ${name}_purge on ${name}`);
    await q.query('drop policy workspaces_upkeep on workspaces');
    await q.query(`revoke select (id, name, scheduled_for_removal_at) on workspaces from bailiwick_queue`);
    await q.query('drop index workspaces_scheduled');
    await q.query(`alter table workspaces drop column pending_owner_id, drop column pending_owner_until,
      drop column removal_warned_at, drop column purged_at`);
  }
}

async function going(q: QueryRunner): Promise<{ name: string }[]> {
  const tables: unknown = await q.query(tablesThatGo);
  return tables as { name: string }[];
}
