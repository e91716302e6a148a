import { HttpCode, RequestMapping, RequestMethod, SetMetadata, applyDecorators } from '@nestjs/common';
import { AUDIT_DECLARATION, type AuditDeclaration } from '@bailiwick/audit';
import type { Permission } from '@bailiwick/rbac';
import type { z } from 'zod';
import type { Limit } from '../gate/limits.js';

/**
 * Who can enter. A permission of the catalogue: members of the named workspace who hold it. `member`: any member of it.
 * `self`: every signed-in person, without a workspace. `public`: everyone, and why.
 */
export type Access = Permission | 'member' | 'self' | { readonly public: string };

export interface RouteDeclaration {
  readonly permission: Access;
  /** On a route for any member: the permission that the caller needs for a row that is not their own membership. */
  readonly ofOthers?: Permission;
  /** The act that the service records, or why it records none. */
  readonly audit: AuditDeclaration;
  /** One sentence for the API document. */
  readonly summary: string;
  /** A limit tighter than the general one. */
  readonly limit?: Limit;
  readonly in?: z.ZodType;
  readonly query?: z.ZodType;
  readonly out: z.ZodType;
  /** The type of the answer, if it is no JSON. */
  readonly type?: 'text/csv';
}

export const ROUTE = 'bailiwick:route';

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/**
 * The single declaration of a route, `GET /path/:id`: the guard, validation, the API document, the golden list of
 * routes and the audit check all read it. A handler without one does not let the server start.
 */
export function Route(route: `${Method} /${string}`, declaration: RouteDeclaration): MethodDecorator {
  const [method, path] = route.split(' ') as [Method, string];
  return applyDecorators(
    RequestMapping({ method: RequestMethod[method], path }),
    HttpCode(200),
    SetMetadata(ROUTE, declaration),
    SetMetadata(AUDIT_DECLARATION, declaration.audit),
  );
}

export const isPublic = (access: Access): access is { public: string } => typeof access === 'object';
/** Whether the route acts inside a workspace, so that the request must name one. */
export const needsWorkspace = (access: Access): boolean => typeof access === 'string' && access !== 'self';
