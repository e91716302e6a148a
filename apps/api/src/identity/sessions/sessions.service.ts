import { Inject, Injectable } from '@nestjs/common';
import { activities, recordAccount } from '@bailiwick/audit';
import {
  Hidden,
  type Page,
  type PageQuery,
  type Person,
  TenantDb,
  type Tx,
  newId,
  newToken,
  sql,
  tokenHash,
} from '@bailiwick/tenancy';
import { CONFIG, type Config } from '../../config.js';
import type { OpenedSession } from '../../http/gate/session-cookie.js';
import { MailService } from '../../mail/mail.service.js';
import { type SessionRow, type SessionView, toSession } from './sessions.schema.js';

interface Opening {
  readonly email: string;
  /** The token of the browser's device cookie, if it has one. */
  readonly device: string | undefined;
  readonly secondFactor: boolean;
}

@Injectable()
export class SessionsService {
  constructor(
    private readonly db: TenantDb,
    private readonly mails: MailService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Opens a session for the person of `tx`; always with a new token, so that nobody can plant one beforehand. */
  async open(tx: Tx, { email, device, secondFactor }: Opening): Promise<OpenedSession> {
    const { facts, scope } = tx.ctx;
    const { SESSION_IDLE_HOURS: idle, SESSION_ABSOLUTE_HOURS: absolute } = this.config;
    const [id, token] = [newId(), newToken()];
    const known = await this.recognise(tx, email, device);
    await this.endReplaced(tx);
    const row = await tx.one<{ expires_at: Date }>(sql`insert into sessions
      (id, user_id, token_hash, ip, user_agent, second_factor, idle_expires_at, expires_at)
      values (${id}, ${scope.userId}, ${tokenHash(token)}, ${facts.ip}, ${facts.userAgent}, ${secondFactor},
      now() + make_interval(hours => ${idle}), now() + make_interval(hours => ${absolute})) returning expires_at`);
    return { id, token, device: known, expires: row?.expires_at ?? new Date() };
  }

  async list(person: Person, query: PageQuery): Promise<Page<SessionView>> {
    const { userId, sessionId } = person.principal;
    const page = await this.db.read(person, (tx) =>
      tx.page<SessionRow>(
        {
          select: shown(sessionId),
          from: sql`sessions`,
          where: [sql`user_id = ${userId}`, sql`expires_at > now()`, sql`idle_expires_at > now()`],
          key: 'id',
          direction: 'desc',
        },
        query,
      ),
    );
    return { ...page, items: page.items.map(toSession) };
  }

  async endOne(person: Person, id: string): Promise<SessionView> {
    const { userId, sessionId } = person.principal;
    return this.db.run(person, async (tx) => {
      const ended = await tx.one<SessionRow>(sql`delete from sessions where id = ${id} and user_id = ${userId}
        returning ${shown(sessionId)}`);
      if (!ended) throw new Hidden();
      recordAccount(tx, 'account.session_ended', { before: { session: id } });
      return toSession(ended);
    });
  }

  /** Everywhere, here too. */
  async endAll(person: Person): Promise<{ count: number }> {
    return this.db.run(person, async (tx) => {
      const count = await this.endOthers(tx, null);
      recordAccount(tx, 'account.sessions_ended', { before: { sessions: count }, after: { sessions: 0 } });
      return { count };
    });
  }

  /** Ends all sessions of the person of `tx`, except the named one. */
  async endOthers(tx: Tx, but: string | null): Promise<number> {
    const ended = await tx.query(sql`delete from sessions
      where user_id = ${tx.ctx.scope.userId} and id is distinct from ${but}::uuid returning id`);
    return ended.length;
  }

  async end(tx: Tx<Person>): Promise<{ id: string }> {
    const { sessionId, userId } = tx.ctx.principal;
    await tx.query(sql`delete from sessions where id = ${sessionId} and user_id = ${userId}`);
    return { id: sessionId };
  }

  /** A person who signs in while signed in has one session in this browser, not two. */
  private async endReplaced(tx: Tx): Promise<void> {
    const { principal } = tx.ctx as Partial<Person>;
    if (principal?.userId !== tx.ctx.scope.userId) return;
    await tx.query(
      sql`delete from sessions where id = ${principal?.sessionId} and user_id = ${principal?.userId}`,
    );
  }

  /** Mails the person about every browser that never signed in earlier, except the first one of all. */
  private async recognise(tx: Tx, email: string, device: string | undefined): Promise<string> {
    const { userId } = tx.ctx.scope;
    const token = device ?? newToken();
    const known = await tx.query(sql`update known_devices set last_seen_at = now()
      where user_id = ${userId} and token_hash = ${tokenHash(token)} returning token_hash`);
    if (known.length > 0) return token;
    const before = await tx.query(sql`select 1 from known_devices where user_id = ${userId} union all
      select 1 from account_activity
        where user_id = ${userId} and activity = ${activities['account.signed_in'].number} limit 1`);
    if (before.length > 0) this.mails.notify(tx, { to: email, template: 'new_device', data: {} });
    tx.write(sql`insert into known_devices (user_id, token_hash) values (${userId}, ${tokenHash(token)})`);
    return token;
  }
}

const shown = (current: string) =>
  sql`id, ip, user_agent, id = ${current} as is_current, authenticated_at, last_seen_at, expires_at`;
