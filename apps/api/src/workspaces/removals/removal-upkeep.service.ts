import { Inject, Injectable, Logger } from '@nestjs/common';
import { QUEUE_POOL } from '@bailiwick/jobs';
import { TenantDb, type Workspace, jobFacts, newId, sql, systemCaller } from '@bailiwick/tenancy';
import type { Pool } from 'pg';
import { type Attendant, Upkeep, everyTenMinutes } from '../../jobs/upkeep.js';
import { RemovalNoticesService } from './removal-notices.service.js';

/** People were promised a mail two hours before, so ten minutes are often enough. What time alone brings about: the last mail before a workspace goes, and the end of what is left of it. */
@Injectable()
@Upkeep(everyTenMinutes('removals'))
export class RemovalUpkeepService implements Attendant {
  private readonly log = new Logger('Removals');

  constructor(
    private readonly db: TenantDb,
    private readonly notices: RemovalNoticesService,
    @Inject(QUEUE_POOL) private readonly pool: Pool,
  ) {}

  /** Safe to run at any time, and several times at once. A failure for one workspace holds up none of the others. */
  async attend(): Promise<void> {
    const soon = `scheduled_for_removal_at between now() and now() + interval '2 hours' and removal_warned_at is null`;
    for (const id of await this.workspaces(soon)) await this.attempt(id, () => this.warn(id));
    const over = `scheduled_for_removal_at <= now() - interval '30 days' and purged_at is null`;
    for (const id of await this.workspaces(over)) await this.attempt(id, () => this.purge(id));
  }

  /** Once: a second run finds that it was warned. */
  private async warn(workspaceId: string): Promise<void> {
    const caller = systemCaller(jobFacts(newId(), 'removals'), { workspaceId });
    await this.db.run(caller, async (tx) => {
      const workspace = await tx.one<Workspace>(sql`update workspaces set removal_warned_at = now()
        where id = ${workspaceId} and removal_warned_at is null
          and scheduled_for_removal_at between now() and now() + interval '2 hours' returning *`);
      if (workspace) await this.notices.soon(tx, workspace);
    });
  }

  private async purge(workspaceId: string): Promise<void> {
    await this.pool.query('select public.purge_workspace($1)', [workspaceId]);
  }

  /** Row-level security shows the role of this pool only those that are scheduled. */
  private async workspaces(condition: string): Promise<string[]> {
    const { rows } = await this.pool.query<{ id: string }>(
      `select id from public.workspaces where ${condition} order by scheduled_for_removal_at`,
    );
    return rows.map(({ id }) => id);
  }

  private async attempt(workspaceId: string, work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => {
      this.log.error(`workspace ${workspaceId}: ${String(error)}`);
    });
  }
}
