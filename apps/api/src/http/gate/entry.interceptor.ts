import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { type Observable, tap } from 'rxjs';
import type { HttpRequest } from './request.js';
import { Entries } from './entries.js';

/** Writes the traces of a session: on its way in, and after the answer on its way out. */
@Injectable()
export class EntryInterceptor implements NestInterceptor {
  constructor(private readonly entries: Entries) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const { authority } = context.switchToHttp().getRequest<HttpRequest>();
    if (!authority) return next.handle();
    await this.entries.enter(authority);
    return next.handle().pipe(
      tap(() => {
        if (authority.stale) void this.entries.touch(authority);
      }),
    );
  }
}
