import { createHash } from 'node:crypto';
import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { type Once, Replay, SecretBox, mac, purposeKey } from '@bailiwick/tenancy';
import { type Observable, catchError, of, tap, throwError } from 'rxjs';
import { CONFIG, type Config } from '../../config.js';
import { fail } from '../../errors.js';
import type { HttpRequest } from '../gate/request.js';

const KEY_FORM = /^[\x21-\x7e]{1,255}$/;

/**
 * `Idempotency-Key` on a POST in a workspace: the same key with the same body has one effect and one answer for 24
 * hours. The transaction of the effect claims the key and keeps the answer, see `once` in libs/tenancy.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private readonly secret: Buffer;

  constructor(@Inject(CONFIG) config: Config) {
    this.secret = purposeKey(config.SECRET_KEY, 'idempotency');
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<HttpRequest>();
    const { ctx, facts } = request;
    const given = request.headers['idempotency-key'];
    if (!ctx || request.method !== 'POST' || given === undefined) return next.handle();
    if (typeof given !== 'string' || !KEY_FORM.test(given)) throw malformed();
    const credential = ctx.principal.key?.id ?? ctx.principal.sessionId;
    facts.once = this.once(given, `${credential}\n${facts.route}\n${request.url}`, request.body);
    return next.handle().pipe(
      tap(() => {
        delete facts.once;
      }),
      catchError((error: unknown) => {
        // The record of a failure is not the effect.
        delete facts.once;
        return error instanceof Replay ? of(error.answer) : throwError(() => error);
      }),
    );
  }

  private once(given: string, scope: string, body: unknown): Once {
    const box = new SecretBox([purposeKey(this.secret, `${scope}\n${given}`)]);
    return {
      key: mac(this.secret, `${scope}\n${given}`),
      request: createHash('sha256')
        .update(JSON.stringify(body ?? null))
        .digest(),
      seal: (answer) => box.seal(answer),
      open: (sealed) => box.open(sealed),
      spent: false,
    };
  }
}

const malformed = () =>
  fail('invalid_header', [
    { path: 'idempotency-key', code: 'invalid_format', message: 'must be 1 to 255 printable characters' },
  ]);
