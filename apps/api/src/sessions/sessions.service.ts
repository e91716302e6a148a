import { Inject, Injectable } from '@nestjs/common';
import { type Person, type Tx, newId, newToken, sql, tokenHash } from '@bailiwick/tenancy';
import { CONFIG, type Config } from '../config.js';
import type { OpenedSession } from '../http/session-cookie.js';

@Injectable()
export class SessionsService {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

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
}
