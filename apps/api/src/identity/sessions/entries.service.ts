import { Inject, Injectable, Logger } from '@nestjs/common';
import { Wake } from '@bailiwick/jobs';
import { record } from '@bailiwick/audit';
import {
  type Authority,
  type Ctx,
  type Facts,
  type Principal,
  type Sql,
  TenantDb,
  sql,
} from '@bailiwick/tenancy';
import { Entries } from '../../http/gate/entries.js';
import { CONFIG, type Config } from '../../config.js';

/** The traces of a session: the workspaces it entered, and when it was last seen. */
@Injectable()
export class EntriesService extends Entries {
  private readonly log = new Logger('Entries');

  constructor(
    private readonly db: TenantDb,
    private readonly wake: Wake,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    super();
  }

  /**
   * The first time a session is in a workspace is the sign-in of its audit log. We record it before the first act
   * there, allowed or refused; after that it costs nothing.
   */
  async enter({ inWorkspace }: Authority): Promise<void> {
    if (!inWorkspace || inWorkspace.entered || inWorkspace.suspended) return;
    const { ctx } = inWorkspace;
    const { sessionId } = ctx.principal;
    // The request's own act is still to be accounted for.
    const facts = { ...ctx.facts };
    await this.db.run({ ...ctx, facts }, async (tx) => {
      const first = await tx.query(sql`insert into session_entries (workspace_id, session_id)
        values (${ctx.workspace.id}, ${sessionId}) on conflict do nothing returning session_id`);
      if (first.length > 0) record(tx, 'user.signed_in', { target: { id: sessionId } });
    });
    this.wake.after(facts);
  }

  /** Off the request's path, and at most once a minute: a lost touch costs nothing but accuracy. */
  async touch({ person, inWorkspace }: Authority): Promise<void> {
    const { facts, principal } = person;
    const { key, userId } = principal;
    const scope = { ...inWorkspace?.ctx.scope, userId };
    try {
      await this.db.run({ ...person, facts: { ...facts }, scope }, (tx) => {
        const home = inWorkspace?.ctx.acting?.from.id;
        const seen = key ? keyUsed(key.id, facts) : this.sessionSeen(principal, facts);
        // The row of a key stands in its own workspace, also when the key acts in another.
        if (key && home) tx.in(home, { as: 'caller' }, (there) => there.write(seen));
        else tx.write(seen);
        if (!inWorkspace) return;
        tx.write(memberActive(inWorkspace.ctx));
        if (inWorkspace.ctx.link) tx.write(sql`select tell_group_activity()`);
      });
    } catch (error) {
      this.log.warn(`somebody seen could not be written down: ${String(error)}`);
    }
  }

  private sessionSeen({ sessionId, userId }: Principal, { ip, userAgent }: Facts): Sql {
    return sql`update sessions set last_seen_at = now(), ip = ${ip}, user_agent = ${userAgent},
      idle_expires_at = now() + make_interval(hours => ${this.config.SESSION_IDLE_HOURS})
      where id = ${sessionId} and user_id = ${userId}`;
  }
}

const keyUsed = (id: string, { ip }: Facts): Sql =>
  sql`update api_keys set last_used_at = now(), last_used_ip = ${ip} where id = ${id}`;

const memberActive = ({ workspace, member }: Ctx): Sql =>
  sql`update workspace_members set last_active_at = now()
    where workspace_id = ${workspace.id} and id = ${member.id}`;
