import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  type Facts,
  type Person,
  TenantDb,
  type Tx,
  newId,
  newToken,
  sql,
  tokenHash,
} from '@bailiwick/tenancy';
import { CONFIG, type Config } from '../config.js';

export interface OpenedSession {
  readonly id: string;
  /** For the cookie, and for nothing else: only its hash is kept. */
  readonly token: string;
  readonly expires: Date;
}

@Injectable()
export class SessionsService {
  private readonly log = new Logger('Sessions');

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly db: TenantDb,
  ) {}

  /** A new session for the person `tx` is bound to; always a new token, so that none can be planted before. */
  async open(tx: Tx): Promise<OpenedSession> {
    const { ip, userAgent } = tx.ctx.facts;
    const { SESSION_IDLE_HOURS: idle, SESSION_ABSOLUTE_HOURS: absolute } = this.config;
    const [id, token] = [newId(), newToken()];
    const row = await tx.one<{ expires_at: Date }>(sql`insert into sessions
      (id, user_id, token_hash, ip, user_agent, idle_expires_at, expires_at)
      values (${id}, ${tx.ctx.scope.userId}, ${tokenHash(token)}, ${ip}, ${userAgent},
      now() + make_interval(hours => ${idle}), now() + make_interval(hours => ${absolute})) returning expires_at`);
    return { id, token, expires: row?.expires_at ?? new Date() };
  }

  async end(tx: Tx<Person>): Promise<{ id: string }> {
    const { sessionId, userId } = tx.ctx.principal;
    await tx.query(sql`delete from sessions where id = ${sessionId} and user_id = ${userId}`);
    return { id: sessionId };
  }

  /** Off the request's path, and at most once a minute: a lost touch costs nothing but accuracy. */
  async touch({ facts, ...person }: Person & { facts: Facts }): Promise<void> {
    const { sessionId, userId } = person.principal;
    try {
      await this.db.run({ ...person, facts, scope: { userId } }, (tx) =>
        tx.query(sql`update sessions set last_seen_at = now(), ip = ${facts.ip}, user_agent = ${facts.userAgent},
          idle_expires_at = now() + make_interval(hours => ${this.config.SESSION_IDLE_HOURS})
          where id = ${sessionId} and user_id = ${userId}`),
      );
    } catch (error) {
      this.log.warn(`a session could not be touched: ${String(error)}`);
    }
  }
}
