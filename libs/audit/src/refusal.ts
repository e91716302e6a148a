import { Injectable } from '@nestjs/common';
import { Wake } from '@bailiwick/jobs';
import { type Caller, type Ctx, TenantDb, newId, sql } from '@bailiwick/tenancy';
import { type ActivityName, activities } from './activities.js';
import { type Act, record } from './record.js';

/** The refused act, in the same words for a hidden and a missing target. */
export interface Refusal {
  readonly activity: ActivityName | undefined;
  readonly code: string;
  readonly permission: string | undefined;
  readonly targetId: string | undefined;
}

/** Refusals have a separate transaction, because the transaction of the act was rolled back. */
@Injectable()
export class Refusals {
  constructor(
    private readonly db: TenantDb,
    private readonly wake: Wake,
  ) {}

  async recordInWorkspace(ctx: Ctx, refusal: Refusal): Promise<void> {
    const { activity = 'access.refused', code, permission = null, targetId = null } = refusal;
    const name = activities[activity].log !== 'account' ? activity : 'access.refused';
    const act: Act = {
      target: { id: targetId },
      outcome: 'refused',
      details: { code, permission, route: ctx.facts.route },
    };
    await this.db.run(ctx, (tx) => record(tx, name as 'access.refused', act));
    this.wake.after(ctx.facts);
  }

  /** Writes to the operator's log a try to enter that no workspace learns of. */
  async recordForOperator(caller: Caller, kind: string, workspaceId?: string): Promise<void> {
    const { ip, userAgent, route, requestId } = caller.facts;
    const userId = caller.actor.type === 'system' ? null : caller.actor.id;
    caller.facts.accounted = true;
    await this.db.run(caller, (tx) =>
      tx.query(sql`insert into security_log (id, kind, user_id, workspace_id, ip, user_agent, route, request_id)
        values (${newId()}, ${kind}, ${userId}, ${workspaceId ?? null}, ${ip}, ${userAgent}, ${route}, ${requestId})`),
    );
  }
}
