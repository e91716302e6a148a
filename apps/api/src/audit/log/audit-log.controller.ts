import { Controller } from '@nestjs/common';
import type { Ctx } from '@bailiwick/tenancy';
import { InWorkspace, Query } from '../../http/route/ctx.decorator.js';
import { api } from '../../http/route/prefix.js';
import { Route } from '../../http/route/route.decorator.js';
import { type AuditQuery, auditPage, auditQuery } from './audit-log.schema.js';
import { AuditLogService } from './audit-log.service.js';

@Controller(api('audit-logs'))
export class AuditLogController {
  constructor(private readonly auditLog: AuditLogService) {}

  @Route('GET /', {
    summary: 'List the records of the audit log, newest first.',
    permission: 'audit_logs:read',
    audit: { none: 'reads' },
    query: auditQuery,
    out: auditPage,
  })
  list(@InWorkspace() ctx: Ctx, @Query() query: AuditQuery) {
    return this.auditLog.list(ctx, query);
  }
}
