import { Controller, Res } from '@nestjs/common';
import type { Ctx } from '@bailiwick/tenancy';
import { Body, Id, InWorkspace } from '../../http/route/ctx.decorator.js';
import { api } from '../../http/route/prefix.js';
import type { HttpReply } from '../../http/gate/request.js';
import { csvFile, replyWithCsv } from '../../http/body/csv.js';
import { Route } from '../../http/route/route.decorator.js';
import { type RemovePerson, receipt, removePerson } from './leavers.schema.js';
import { LeaversService } from './leavers.service.js';
import { ReceiptsService } from './receipts.service.js';

@Controller(api('workspace-group/leavers'))
export class LeaversController {
  constructor(
    private readonly leavers: LeaversService,
    private readonly receipts: ReceiptsService,
  ) {}

  @Route('POST /', {
    summary:
      'Remove a person from all workspaces of the group in which I can remove members, and on request from this one. The answer is a receipt.',
    permission: 'workspace_members:delete',
    audit: 'group.person_removed',
    in: removePerson,
    out: receipt,
  })
  remove(@InWorkspace() ctx: Ctx, @Body() body: RemovePerson) {
    return this.leavers.remove(ctx, body);
  }

  @Route('GET /:id', {
    summary: 'Show a receipt: which workspaces a person was removed from, and which not and why.',
    permission: 'workspace_members:delete',
    audit: { none: 'reads' },
    out: receipt,
  })
  read(@InWorkspace() ctx: Ctx, @Id() id: string) {
    return this.receipts.read(ctx, id);
  }

  @Route('GET /:id.csv', {
    summary: 'Get a receipt as a CSV file.',
    permission: 'workspace_members:delete',
    audit: { none: 'reads' },
    out: csvFile,
    type: 'text/csv',
  })
  async csv(@InWorkspace() ctx: Ctx, @Id() id: string, @Res({ passthrough: true }) reply: HttpReply) {
    const file = await this.receipts.csv(ctx, id);
    replyWithCsv(reply, `leaver-${id}.csv`);
    return file;
  }
}
