import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Wake } from '@bailiwick/jobs';
import type { Facts } from '@bailiwick/tenancy';
import { type Observable, tap } from 'rxjs';
import type { ActivityName } from './activities.js';

/** What a route declares: the activity it records, or the reason why it records none. */
export type AuditDeclaration = ActivityName | { readonly none: string };
export const AUDIT_DECLARATION = 'bailiwick:audit';
export const STRICT_AUDIT = Symbol('strict audit');

/**
 * When this runs, the act, its record and its mails are already committed together. It only wakes the workers. In tests
 * it also fails a route that declares an activity, and neither recorded it nor said that nothing changed.
 */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly wake: Wake,
    @Inject(STRICT_AUDIT) private readonly strict: boolean,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const declared = this.reflector.get<AuditDeclaration | undefined>(
      AUDIT_DECLARATION,
      context.getHandler(),
    );
    const { facts, method } = context.switchToHttp().getRequest<{ facts: Facts; method: string }>();
    const records = typeof declared === 'string';
    if (!records && (method === 'GET' || method === 'HEAD')) return next.handle();
    return next.handle().pipe(
      tap(() => {
        if (this.strict && records && !facts.accounted)
          throw new Error(`${facts.route} declares ${declared} and recorded nothing`);
        this.wake.after(facts);
      }),
    );
  }
}
