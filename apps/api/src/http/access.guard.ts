import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { isPermission } from '@bailiwick/rbac';
import { AuthorityService, type Credential, ForeignWorkspace, Refused } from '@bailiwick/tenancy';
import { CONFIG, type Config, sessionCookie } from '../config.js';
import { fail } from '../errors.js';
import type { HttpReply, HttpRequest } from './request.js';
import { type Access, ROUTE, type RouteDeclaration, isPublic, needsWorkspace } from './route.decorator.js';
import { uuidForm } from './text.js';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * The one guard. Nothing declared, nothing allowed. The order of its questions is a promise of the API: each
 * answers only what the ones before it have earned the asker. It writes nothing.
 */
@Injectable()
export class AccessGuard extends AuthGuard('session-cookie') implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authority: AuthorityService,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const route = this.reflector.get<RouteDeclaration | undefined>(ROUTE, context.getHandler());
    if (!route) return false;
    const request = context.switchToHttp().getRequest<HttpRequest & { user?: Credential }>();
    this.refuseOtherCredentials(request);
    await super.canActivate(context);
    await this.authenticate(request, route.permission, request.user);
    if (needsWorkspace(route.permission)) {
      enterWorkspace(request, route.permission);
      void context.switchToHttp().getResponse<HttpReply>().header('x-access-via', 'direct');
    }
    return true;
  }

  /** Passport found no credential: on a public route that is no reason to refuse. */
  override handleRequest<User>(error: unknown, user: User | false): User {
    if (error) throw error as Error;
    return (user || undefined) as User;
  }

  /** A credential that is not understood is refused, never passed over for a weaker one. */
  private refuseOtherCredentials({ headers, cookies }: HttpRequest): void {
    if (headers.authorization === undefined) return;
    throw fail(cookies[sessionCookie(this.config)] ? 'two_credentials' : 'unauthenticated');
  }

  private async authenticate(request: HttpRequest, access: Access, credential?: Credential): Promise<void> {
    const named = needsWorkspace(access) ? request.headers['x-as-workspace'] : undefined;
    const workspaceId = typeof named === 'string' && uuidForm.test(named) ? named.toLowerCase() : undefined;
    const permission = typeof access === 'string' && isPermission(access) ? access : undefined;
    const authority =
      credential && (await this.authority.resolve(request.facts, credential, workspaceId, permission));
    if (authority) request.authority = authority;
    else if (!isPublic(access)) throw fail('unauthenticated');
    if (authority && !safe.has(request.method) && request.headers['x-requested-with'] !== 'console') {
      throw fail('csrf');
    }
    if (named !== undefined && !workspaceId) {
      throw fail('invalid_header', [
        { path: 'x-as-workspace', code: 'invalid_format', message: 'must be a UUID' },
      ]);
    }
    if (!needsWorkspace(access)) return;
    if (!workspaceId) throw fail('workspace_required');
    if (!authority?.inWorkspace) throw new ForeignWorkspace(workspaceId);
  }
}

function enterWorkspace(request: HttpRequest, access: Access): void {
  const entry = request.authority?.inWorkspace;
  if (!entry) throw fail('workspace_required');
  if (entry.sessionEnded) throw fail('session_ended');
  request.ctx = entry.ctx;
  if (entry.suspended) throw new Refused('member_suspended');
  const { permission, ability } = entry.ctx;
  if (access === 'member') return;
  if (!permission || !ability.mayType(permission)) throw new Refused('permission_required', permission);
}
