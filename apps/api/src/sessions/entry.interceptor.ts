import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  Logger,
  type NestInterceptor,
} from '@nestjs/common';
import { Wake, record } from '@bailiwick/audit';
import { type Ctx, TenantDb, sql } from '@bailiwick/tenancy';
import { type Observable, tap } from 'rxjs';
import type { HttpRequest } from '../http/request.js';
import { SessionsService } from './sessions.service.js';

/** What a session leaves behind on its way, after the request was answered. */
@Injectable()
export class EntryInterceptor implements NestInterceptor {
  private readonly log = new Logger('Entry');

  constructor(
    private readonly sessions: SessionsService,
    private readonly db: TenantDb,
    private readonly wake: Wake,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { authority } = context.switchToHttp().getRequest<HttpRequest>();
    if (!authority) return next.handle();
    const { person, stale, inWorkspace } = authority;
    return next.handle().pipe(
      tap(() => {
        if (stale) void this.sessions.touch(person);
        if (inWorkspace && !inWorkspace.entered) void this.enter(inWorkspace.ctx);
      }),
    );
  }

  /** The first time a session is in a workspace is the sign-in its audit log knows. */
  private async enter(ctx: Ctx): Promise<void> {
    const { sessionId } = ctx.principal;
    try {
      await this.db.run(ctx, async (tx) => {
        const first = await tx.query(sql`insert into session_entries (workspace_id, session_id)
          values (${ctx.workspace.id}, ${sessionId}) on conflict do nothing returning session_id`);
        if (first.length > 0) await record(tx, 'user.signed_in', { target: { id: sessionId } });
      });
      this.wake.all();
    } catch (error) {
      // The next request of this session tries again: the entry was not kept either.
      this.log.warn(`a first entry could not be recorded: ${String(error)}`);
    }
  }
}
