import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { versionTag } from '@bailiwick/tenancy';
import { type Observable, tap } from 'rxjs';
import type { HttpReply } from '../gate/request.js';

/**
 * The ETag carries the version of an answer that has `timestamp_updated`; a client sends it back in `If-Match`. The
 * time is text in an answer that was kept for an `Idempotency-Key`.
 */
@Injectable()
export class VersionInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<HttpReply>();
    return next.handle().pipe(
      tap((answer: unknown) => {
        const { timestamp_updated: changed } = (answer ?? {}) as { timestamp_updated?: Date | string | null };
        if (changed) void reply.header('etag', versionTag(changed));
      }),
    );
  }
}
