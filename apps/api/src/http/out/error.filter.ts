import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { Refusals } from '@bailiwick/audit';
import { type Detail, Failure, ForeignWorkspace, Hidden, Refused } from '@bailiwick/tenancy';
import { type ErrorCode, errors, isErrorCode } from '../../errors.js';
import { Entries } from '../gate/entries.js';
import { Limits } from '../gate/limits.js';
import { type HttpReply, type HttpRequest, callerOf } from '../gate/request.js';
import { RouteTable } from '../route/route-table.js';
import { uuidForm } from '../body/shapes.js';
import { isUnavailable } from './unavailable.js';

interface Problem {
  readonly code: ErrorCode;
  readonly permission?: string | undefined;
  readonly details?: readonly Detail[] | undefined;
  readonly more?: Readonly<Record<string, unknown>> | undefined;
}

/** The one place that gives every refusal its status, and that records every refusal. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly log = new Logger('Error');

  constructor(
    private readonly refusals: Refusals,
    private readonly routes: RouteTable,
    private readonly entries: Entries,
    private readonly limits: Limits,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<HttpRequest>();
    const problem = problemOf(error);
    if (problem.code === 'internal') this.log.error(error instanceof Error ? error.stack : error);
    if (problem.code === 'unavailable') this.log.warn(`unavailable: ${String(error)}`);
    try {
      await this.record(request, error, problem);
    } catch (failure) {
      this.log.error(`a refusal could not be recorded: ${String(failure)}`);
    }
    sendProblem(host.switchToHttp().getResponse<HttpReply>(), request, problem);
  }

  private async record(request: HttpRequest, error: unknown, problem: Problem): Promise<void> {
    const { ctx } = request;
    if (error instanceof ForeignWorkspace) {
      await this.tellOperator(request, 'foreign_workspace', error.workspaceId);
    } else if (errors[problem.code][0] === 401 || atTheDoor.has(problem.code)) {
      await this.tellOperator(request, problem.code, ctx?.workspace.id);
    } else if (ctx && isRecorded(request.method, errors[problem.code][0])) {
      if (request.authority) await this.entries.enter(request.authority);
      await this.refusals.recordInWorkspace(ctx, {
        activity: this.routes.activityOf(ctx.facts.route),
        code: problem.code,
        permission: problem.permission,
        targetId: targetOf(request),
      });
    }
  }

  /** Anyone can knock as often as they like, but must not fill the log. */
  private async tellOperator(request: HttpRequest, kind: string, workspaceId?: string): Promise<void> {
    if (!(await this.limits.spare(request.ip))) return;
    await this.refusals.recordForOperator(callerOf(request), kind, workspaceId);
  }
}

/** Refusals before the caller was in any workspace: the operator must know of them, not a workspace. */
const atTheDoor: ReadonlySet<ErrorCode> = new Set([
  'csrf',
  'two_credentials',
  'email_unverified',
  'sign_in_required',
  'wrong_account',
  'wrong_password',
  'wrong_code',
]);

/**
 * Each 403, and each 404 on the row of a mutating route. A 404 on a read is not recorded: it would fill logs with
 * typing errors.
 */
const isRecorded = (method: string, status: number): boolean =>
  status === 403 || (status === 404 && method !== 'GET' && method !== 'HEAD');

/** Only text in the form of an id; anything else in a path is not worth keeping. */
function targetOf(request: HttpRequest): string | undefined {
  const { id } = request.params as { id?: string };
  return id && uuidForm.test(id) ? id.toLowerCase() : undefined;
}

function problemOf(error: unknown): Problem {
  if (error instanceof Hidden) return { code: 'not_found' };
  if (error instanceof Refused && isErrorCode(error.code))
    return { code: error.code, permission: error.permission };
  if (error instanceof Failure && isErrorCode(error.code)) {
    return { code: error.code, details: error.details, more: error.more };
  }
  // The link through which the caller acts ended during the request.
  if ((error as { code?: string }).code === 'BW002') return { code: 'not_found' };
  return { code: isUnavailable(error) ? 'unavailable' : fromFramework(error) };
}

/** Errors that Nest and Fastify throw themselves. */
function fromFramework(error: unknown): ErrorCode {
  const status =
    error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number }).statusCode;
  if (status === 404) return 'not_found';
  if (status === 413) return 'body_too_large';
  if (status === 415) return 'unsupported_media_type';
  if (status === 403) return 'permission_required';
  if (status === 503) return 'overloaded';
  return status !== undefined && status >= 400 && status < 500 ? 'malformed_request' : 'internal';
}

export function sendProblem(
  reply: HttpReply,
  request: HttpRequest,
  { code, permission, details, more }: Problem,
): void {
  const [statusCode, message] = errors[code];
  if (statusCode === 401) void reply.header('www-authenticate', 'Bearer');
  if (statusCode === 503) void reply.header('retry-after', '1');
  if (more?.['retry_after'] !== undefined) void reply.header('retry-after', more['retry_after']);
  void reply.status(statusCode).send({
    statusCode,
    error: STATUS_CODES[statusCode],
    message,
    code,
    request_id: request.id,
    ...(details && { details }),
    ...(permission && { permission }),
    ...more,
  });
}
