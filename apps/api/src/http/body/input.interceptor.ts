import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Observable, map } from 'rxjs';
import { z } from 'zod';
import { CONFIG, type Config } from '../../config.js';
import { type ErrorCode, fail } from '../../errors.js';
import { refuseWithoutFreshLogin } from '../gate/fresh.js';
import type { HttpRequest } from '../gate/request.js';
import { ROUTE, type RouteDeclaration } from '../route/route.decorator.js';

const nothing = z.strictObject({});
/** Clients send DELETE without a body, with `null`, and with `{}`. */
const noBody = z.union([z.undefined(), z.null(), nothing]);

/**
 * Parses the input by the schemas of the route, and asks for a fresh login where the act needs one. In tests it also
 * checks that the answer keeps the promise of its schema.
 */
@Injectable()
export class InputInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const route = this.reflector.get<RouteDeclaration>(ROUTE, context.getHandler());
    const request = context.switchToHttp().getRequest<HttpRequest>();
    const query = parse(route.query ?? nothing, request.query, 'invalid_query');
    const body = parse(route.in ?? noBody, request.body, 'invalid_body');
    request.input = { body, query };
    refuseWithoutFreshLogin(request);
    if (this.config.NODE_ENV !== 'test') return next.handle();
    return next.handle().pipe(map((answer) => checked(route.out, answer)));
  }
}

function parse(schema: z.ZodType, value: unknown, code: ErrorCode): unknown {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  throw fail(code, error.issues.flatMap(detailsOf));
}

/** One detail per unknown property, so that the client sees which. */
function detailsOf(issue: z.core.$ZodIssue): { path: string; code: string; message: string }[] {
  const path = issue.path.join('.');
  if (issue.code !== 'unrecognized_keys') return [{ path, code: issue.code, message: issue.message }];
  return issue.keys.map((key) => ({
    path: path ? `${path}.${key}` : key,
    code: 'unknown_property',
    message: 'This property is not known here.',
  }));
}

/** Parsed as the client will read it: dates are text by then. */
function checked(schema: z.ZodType, answer: unknown): unknown {
  const { error } = schema.safeParse(JSON.parse(JSON.stringify(answer)));
  if (error) throw new Error(`the answer is not what the route declares: ${z.prettifyError(error)}`);
  return answer;
}
