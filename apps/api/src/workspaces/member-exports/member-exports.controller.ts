import { Controller, Res } from '@nestjs/common';
import type { Ctx } from '@bailiwick/tenancy';
import { InWorkspace, Query } from '../../http/route/ctx.decorator.js';
import { api } from '../../http/route/prefix.js';
import type { HttpReply } from '../../http/gate/request.js';
import { csvFile, replyWithCsv } from '../../http/body/csv.js';
import { Route } from '../../http/route/route.decorator.js';
import { type ExportMembers, exportMembers } from './member-exports.schema.js';
import { MemberExportsService } from './member-exports.service.js';

@Controller(api('workspace-member-exports'))
export class MemberExportsController {
  constructor(private readonly exports: MemberExportsService) {}

  @Route('POST /', {
    summary: 'Export the members as a CSV file. More than a thousand need a fresh login.',
    permission: 'workspace_members:read',
    limit: 'export',
    audit: 'member.exported',
    query: exportMembers,
    out: csvFile,
    type: 'text/csv',
  })
  async create(
    @InWorkspace() ctx: Ctx,
    @Query() filter: ExportMembers,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const file = await this.exports.csv(ctx, filter);
    replyWithCsv(reply, 'members.csv');
    return file;
  }
}
