import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { type Observable, tap } from 'rxjs';
import type { HttpRequest } from '../http/request.js';
import { EntriesService } from './entries.service.js';
import { SessionsService } from './sessions.service.js';

/** What a session leaves behind on its way in and, once the request was answered, on its way out. */
@Injectable()
export class EntryInterceptor implements NestInterceptor {
  constructor(
    private readonly sessions: SessionsService,
    private readonly entries: EntriesService,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const { authority } = context.switchToHttp().getRequest<HttpRequest>();
    if (!authority) return next.handle();
    await this.entries.enter(authority);
    return next.handle().pipe(
      tap(() => {
        if (authority.stale) void this.sessions.touch(authority.person);
      }),
    );
  }
}
