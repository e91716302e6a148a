import { Injectable } from '@nestjs/common';
import { Wake, record } from '@bailiwick/audit';
import { type Authority, TenantDb, sql } from '@bailiwick/tenancy';

/** The first time a session is in a workspace is the sign-in that the workspace's audit log knows. */
@Injectable()
export class EntriesService {
  constructor(
    private readonly db: TenantDb,
    private readonly wake: Wake,
  ) {}

  /** Recorded before the session's first act there, allowed or refused; after that it costs nothing. */
  async enter({ inWorkspace }: Authority): Promise<void> {
    if (!inWorkspace || inWorkspace.entered || inWorkspace.suspended) return;
    const { ctx } = inWorkspace;
    const { sessionId } = ctx.principal;
    // The request's own act is still to be accounted for.
    await this.db.run({ ...ctx, facts: { ...ctx.facts } }, async (tx) => {
      const first = await tx.query(sql`insert into session_entries (workspace_id, session_id)
        values (${ctx.workspace.id}, ${sessionId}) on conflict do nothing returning session_id`);
      if (first.length > 0) await record(tx, 'user.signed_in', { target: { id: sessionId } });
    });
    this.wake.all();
  }
}
