import { Injectable } from '@nestjs/common';
import { record, unchanged } from '@bailiwick/audit';
import { type Ctx, Refused, TenantDb, type Tx, Workspace, refuseStale, sql } from '@bailiwick/tenancy';
import {
  type EndSessions,
  type EndedSessions,
  type SettingsView,
  type UpdateSettings,
  toSettings,
} from './workspaces.schema.js';
import { currentWorkspace } from './workspaces.rules.js';

/** The rules that a workspace has for everyone who enters it, and the act that logs everyone out. */
@Injectable()
export class EntryRulesService {
  constructor(private readonly db: TenantDb) {}

  async read(ctx: Ctx): Promise<SettingsView> {
    return toSettings(await this.db.read(ctx, (tx) => currentWorkspace(tx, false)));
  }

  /** @throws Refused two_factor_required, guardrail where the caller would be locked out by it */
  async update(ctx: Ctx, patch: UpdateSettings): Promise<SettingsView> {
    return this.db.run(ctx, async (tx) => {
      const before = await currentWorkspace(tx, true);
      refuseStale(ctx, before);
      const rules = { ...rulesOf(before), ...patch };
      if (JSON.stringify(rules) === JSON.stringify(rulesOf(before))) {
        unchanged(tx);
        return toSettings(before);
      }
      await refuseLockingOut(tx, before, rules);
      const after = await tx.change(Workspace, { id: before.id }, rules);
      const target = { id: after.id, name: after.name };
      record(tx, 'workspace.settings_updated', { target, before: rulesOf(before), after: rulesOf(after) });
      return toSettings(after);
    });
  }

  /**
   * Everyone who signed in before this moment, by the database's clock, signs in again; other workspaces do not notice.
   */
  async endSessions(ctx: Ctx, { api_keys = false, subs = false }: EndSessions): Promise<EndedSessions> {
    return this.db.run(ctx, async (tx) => {
      const { id, name } = ctx.workspace;
      const ended = await tx.change(Workspace, { id }, {
        sessions_valid_from: () => 'clock_timestamp()',
      } as never);
      const revoked = api_keys
        ? await tx.query(sql`delete from api_keys where workspace_id = ${id} returning id`)
        : [];
      const details = { api_keys_revoked: revoked.length };
      record(tx, 'workspace.sessions_ended', { target: { id, name }, details });
      const timestamp_sessions_valid_from = ended.sessions_valid_from as Date;
      return { timestamp_sessions_valid_from, ...details, subs: subs ? await endInSubs(tx) : 0 };
    });
  }
}

/** The link binds everyone there, as the workspace's own act would; each sub has it on record. */
async function endInSubs(tx: Tx<Ctx>): Promise<number> {
  const { id: admin } = tx.ctx.workspace;
  const links = await tx.query<{ id: string; workspace_id: string; sub_name: string }>(sql`update group_links
    set sessions_valid_from = clock_timestamp(), timestamp_updated = now()
    where admin_workspace_id = ${admin} and status = 'accepted' returning id, workspace_id, sub_name`);
  await tx.forEach(links, { as: 'caller' }, (there, { id, workspace_id, sub_name: name }) =>
    record(there, 'workspace.sessions_ended', {
      target: { id: workspace_id, name },
      details: { acting_from: admin, via_link_id: id, api_keys_revoked: 0 },
    }),
  );
  return links.length;
}

const rulesOf = ({ two_factor_required, email_domains }: Workspace) => ({
  two_factor_required,
  email_domains,
});

/** Nobody can demand of others what they do not meet themselves: they could not take it back. */
async function refuseLockingOut(
  tx: Tx<Ctx>,
  before: Workspace,
  { two_factor_required, email_domains }: ReturnType<typeof rulesOf>,
): Promise<void> {
  if (two_factor_required && !before.two_factor_required && !(await hasShownSecondFactor(tx)))
    throw new Refused('two_factor_required');
  const { email, userId } = tx.ctx.principal;
  const own = email.slice(email.lastIndexOf('@') + 1);
  if (email_domains.length > 0 && !email_domains.includes(own) && userId !== before.owner_id)
    throw new Refused('guardrail');
}

async function hasShownSecondFactor(tx: Tx<Ctx>): Promise<boolean> {
  const { sessionId, userId } = tx.ctx.principal;
  const shown = await tx.query(sql`select 1 from sessions
    where id = ${sessionId} and user_id = ${userId} and second_factor`);
  return shown.length > 0;
}
