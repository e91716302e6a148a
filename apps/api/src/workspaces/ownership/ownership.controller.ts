import { Controller } from '@nestjs/common';
import type { Caller, Ctx } from '@bailiwick/tenancy';
import { Anybody, Body, InWorkspace, Token } from '../../http/route/ctx.decorator.js';
import { Device } from '../../http/gate/device-cookie.js';
import { api } from '../../http/route/prefix.js';
import { Route } from '../../http/route/route.decorator.js';
import {
  type Reauthentication,
  reauthentication,
} from '../../identity/reauthentication/reauthentication.schema.js';
import { workspace } from '../workspace/workspaces.schema.js';
import { type ChangeOwner, changeOwner, ownership, shownReversal } from './ownership.schema.js';
import { OwnershipService } from './ownership.service.js';
import { ReversalsService } from './reversals.service.js';

const bearer = { public: 'the old owner may be kept out of the workspace by now' };

@Controller(api(''))
export class OwnershipController {
  constructor(
    private readonly ownership: OwnershipService,
    private readonly reversals: ReversalsService,
  ) {}

  @Route('GET /workspaces/current/change-owner', {
    summary:
      'Show the owner of the workspace, the chosen next owner, and a previous owner who can still take it back.',
    permission: 'workspaces:read',
    audit: { none: 'reads' },
    out: ownership,
  })
  read(@InWorkspace() ctx: Ctx) {
    return this.ownership.read(ctx);
  }

  @Route('POST /workspaces/current/change-owner', {
    summary: 'Choose the next owner of the workspace. Nothing changes until they confirm.',
    permission: 'workspace_ownership:update',
    audit: 'workspace.owner_change_started',
    in: changeOwner,
    out: workspace,
  })
  start(@InWorkspace() ctx: Ctx, @Body() body: ChangeOwner) {
    return this.ownership.start(ctx, body);
  }

  @Route('DELETE /workspaces/current/change-owner', {
    summary: 'Withdraw the choice of the next owner.',
    permission: 'workspace_ownership:update',
    audit: 'workspace.owner_change_withdrawn',
    out: workspace,
  })
  withdraw(@InWorkspace() ctx: Ctx) {
    return this.ownership.withdraw(ctx);
  }

  @Route('POST /workspaces/current/change-owner/confirmation', {
    summary: 'Take the workspace over as the chosen member. The previous owner becomes an admin.',
    permission: 'member',
    audit: 'workspace.owner_changed',
    out: workspace,
  })
  confirm(@InWorkspace() ctx: Ctx) {
    return this.ownership.confirm(ctx);
  }

  @Route('POST /workspaces/current/change-owner/reversal', {
    summary: 'Take the workspace back as its previous owner, within 72 hours.',
    permission: 'member',
    audit: 'workspace.owner_change_reversed',
    out: workspace,
  })
  reverse(@InWorkspace() ctx: Ctx) {
    return this.reversals.reverse(ctx);
  }

  @Route('GET /ownership-reversals/:token', {
    summary: 'Show what a link to take a workspace back does. Changes nothing.',
    permission: bearer,
    limit: 'token',
    audit: { none: 'reads' },
    out: shownReversal,
  })
  show(@Token() token: string) {
    return this.reversals.show(token);
  }

  @Route('POST /ownership-reversals/:token', {
    summary: 'Take the workspace back with the mailed link and the password of its previous owner.',
    permission: bearer,
    limit: 'token',
    audit: 'workspace.owner_change_reversed',
    in: reauthentication,
    out: shownReversal,
  })
  reverseByToken(
    @Anybody() caller: Caller,
    @Token() token: string,
    @Body() body: Reauthentication,
    @Device() device: string | undefined,
  ) {
    return this.reversals.reverseByToken(caller, token, body, device);
  }
}
