import { Injectable } from '@nestjs/common';
import { record, unchanged } from '@bailiwick/audit';
import { type Ctx, Refused, TenantDb, type Tx, Workspace, refuseStale, sql } from '@bailiwick/tenancy';
import {
  type EndedSessions,
  type SettingsView,
  type UpdateSettings,
  toSettings,
} from './workspaces.schema.js';
import { currentWorkspace } from './workspaces.service.js';

/** What a workspace asks of whoever enters it, and how it shows everybody out. */
@Injectable()
export class EntryRulesService {
  constructor(private readonly db: TenantDb) {}

  async read(ctx: Ctx): Promise<SettingsView> {
    return toSettings(await this.db.read(ctx, (tx) => currentWorkspace(tx, false)));
  }

  /** Nobody asks of others what would lock them out themselves. @throws two_factor_required */
  async update(ctx: Ctx, patch: UpdateSettings): Promise<SettingsView> {
    return this.db.run(ctx, async (tx) => {
      const before = await currentWorkspace(tx, true);
      refuseStale(ctx, before);
      const { two_factor_required = before.two_factor_required } = patch;
      if (two_factor_required === before.two_factor_required) {
        unchanged(tx);
        return toSettings(before);
      }
      if (two_factor_required && !(await hasShownSecondFactor(tx))) throw new Refused('two_factor_required');
      const after = await tx.change(Workspace, { id: before.id }, { two_factor_required });
      const rule = ({ two_factor_required: required }: Workspace) => ({ two_factor_required: required });
      const target = { id: after.id, name: after.name };
      record(tx, 'workspace.settings_updated', { target, before: rule(before), after: rule(after) });
      return toSettings(after);
    });
  }

  /** Whoever signed in before this moment, by the database's clock, signs in again; other workspaces do not notice. */
  async endSessions(ctx: Ctx): Promise<EndedSessions> {
    return this.db.run(ctx, async (tx) => {
      const { id, name } = ctx.workspace;
      const ended = await tx.change(Workspace, { id }, {
        sessions_valid_from: () => 'clock_timestamp()',
      } as never);
      record(tx, 'workspace.sessions_ended', { target: { id, name } });
      return { timestamp_sessions_valid_from: (ended.sessions_valid_from as Date).toISOString() };
    });
  }
}

async function hasShownSecondFactor(tx: Tx<Ctx>): Promise<boolean> {
  const { sessionId, userId } = tx.ctx.principal;
  const shown = await tx.query(sql`select 1 from sessions
    where id = ${sessionId} and user_id = ${userId} and second_factor`);
  return shown.length > 0;
}
