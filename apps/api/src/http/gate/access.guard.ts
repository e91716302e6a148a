import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { isPermission } from '@bailiwick/rbac';
import { AuthorityService, type Credential, ForeignWorkspace, Refused } from '@bailiwick/tenancy';
import { CONFIG, type Config, sessionCookie } from '../../config.js';
import { fail } from '../../errors.js';
import { bearerOf } from './api-key.strategy.js';
import { Limits } from './limits.js';
import type { HttpReply, HttpRequest } from './request.js';
import {
  type Access,
  ROUTE,
  type RouteDeclaration,
  isPublic,
  needsWorkspace,
} from '../route/route.decorator.js';
import { uuidForm } from '../body/shapes.js';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * The one guard. It permits nothing that no route declares. The order of its questions is a promise of the API: each
 * answer tells the caller only what the earlier answers permit the caller to know. The guard does not touch the row
 * that the route names.
 */
@Injectable()
export class AccessGuard extends AuthGuard(['api-key', 'session-cookie']) implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authority: AuthorityService,
    private readonly limits: Limits,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const route = this.reflector.get<RouteDeclaration | undefined>(ROUTE, context.getHandler());
    if (!route) return false;
    const http = context.switchToHttp();
    const request = http.getRequest<HttpRequest & { user?: Credential }>();
    const reply = http.getResponse<HttpReply>();
    this.refuseOtherCredentials(request);
    await super.canActivate(context);
    await this.authenticate(request, route.permission, request.user);
    await this.limits.pay(request, reply, route.limit);
    refuseMalformedWorkspace(request);
    if (!needsWorkspace(route.permission)) {
      // A key belongs to a workspace: it is not signed in, and cannot accept anything in its owner's name.
      if (request.authority?.person.principal.key) throw new Refused('session_required');
      return true;
    }
    enterWorkspace(request, route);
    const { acting } = request.ctx ?? {};
    void reply.header('x-access-via', acting ? `group:${acting.id}` : 'direct');
    return true;
  }

  /** Passport found no credential: on a public route that is no reason to refuse. */
  override handleRequest<User>(error: unknown, user: User | false): User {
    if (error) throw error as Error;
    return (user || undefined) as User;
  }

  /** The guard refuses a credential that it does not understand. It never passes over one for a weaker one. */
  private refuseOtherCredentials({ headers, cookies }: HttpRequest): void {
    if (headers.authorization === undefined) return;
    if (cookies[sessionCookie(this.config)]) throw fail('two_credentials');
    if (bearerOf(headers.authorization) === undefined) throw fail('unauthenticated');
  }

  private async authenticate(request: HttpRequest, access: Access, credential?: Credential): Promise<void> {
    const workspaceId = needsWorkspace(access) ? workspaceNamed(request) : undefined;
    const permission = typeof access === 'string' && isPermission(access) ? access : undefined;
    const authority =
      credential && (await this.authority.resolve(request.facts, credential, workspaceId, permission));
    if (authority) request.authority = authority;
    else if (!isPublic(access) || credential?.kind === 'key') throw fail('unauthenticated');
    const bySession = authority && credential.kind === 'session';
    if (bySession && !safe.has(request.method) && request.headers['x-requested-with'] !== 'console')
      throw fail('csrf');
  }
}

/** The workspace in the header, if the header holds an id. */
function workspaceNamed({ headers }: HttpRequest): string | undefined {
  const named = headers['x-as-workspace'];
  return typeof named === 'string' && uuidForm.test(named) ? named.toLowerCase() : undefined;
}

function refuseMalformedWorkspace(request: HttpRequest): void {
  if (request.headers['x-as-workspace'] === undefined || workspaceNamed(request)) return;
  throw fail('invalid_header', [
    { path: 'x-as-workspace', code: 'invalid_format', message: 'must be a UUID' },
  ]);
}

function enterWorkspace(request: HttpRequest, { permission: access, ofOthers }: RouteDeclaration): void {
  const workspaceId = workspaceNamed(request);
  const { authority } = request;
  // A key itself names the workspace to which it belongs.
  if (!workspaceId && !authority?.person.principal.key) throw fail('workspace_required');
  const entry = authority?.inWorkspace;
  if (!entry) throw new ForeignWorkspace(workspaceId ?? '');
  if (entry.sessionEnded) throw fail('session_ended');
  const { id } = request.params as { id?: string };
  const isOwn = id?.toLowerCase() === entry.ctx.member.id;
  request.ctx = ofOthers && !isOwn ? entry.ctx.asking(ofOthers) : entry.ctx;
  if (entry.suspended) throw new Refused('member_suspended');
  if (entry.lacksSecondFactor) throw new Refused('two_factor_required');
  if (entry.outsideDomains || entry.keysBarred) throw new Refused('guardrail');
  const { permission, ability } = request.ctx;
  if (access === 'member' && !permission) return;
  if (!permission || !ability.mayType(permission)) throw new Refused('permission_required', permission);
}
