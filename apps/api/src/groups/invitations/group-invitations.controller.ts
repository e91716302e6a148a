import { Controller } from '@nestjs/common';
import type { Person } from '@bailiwick/tenancy';
import { link } from '../links/links.schema.js';
import { SignedIn, Token } from '../../http/route/ctx.decorator.js';
import { api } from '../../http/route/prefix.js';
import { Route } from '../../http/route/route.decorator.js';
import { GroupInvitationsService } from './group-invitations.service.js';
import { shownGroupInvitation } from './group-invitations.schema.js';

@Controller(api('group-invitations/by-token/:token'))
export class GroupInvitationsController {
  constructor(private readonly invitations: GroupInvitationsService) {}

  @Route('GET /', {
    summary: 'Show who asks for which permissions through a mailed link. Changes nothing.',
    permission: { public: 'the bearer of a mailed link may not be signed in yet' },
    limit: 'token',
    audit: { none: 'reads' },
    out: shownGroupInvitation,
  })
  show(@Token() token: string) {
    return this.invitations.show(token);
  }

  @Route('POST /acceptance', {
    summary: 'Accept, as the owner of the workspace or as the recipient of the offer.',
    permission: 'self',
    limit: 'token',
    audit: 'group.joined',
    out: link,
  })
  accept(@SignedIn() person: Person, @Token() token: string) {
    return this.invitations.accept(person, token);
  }

  @Route('POST /rejection', {
    summary: 'Decline the invitation or the offer.',
    permission: 'self',
    limit: 'token',
    audit: 'group.rejected',
    out: link,
  })
  reject(@SignedIn() person: Person, @Token() token: string) {
    return this.invitations.turnDown(person, token, { block: false });
  }

  @Route('POST /block', {
    summary: 'Decline the invitation, and block further ones from this admin workspace.',
    permission: 'self',
    limit: 'token',
    audit: 'group.rejected',
    out: link,
  })
  block(@SignedIn() person: Person, @Token() token: string) {
    return this.invitations.turnDown(person, token, { block: true });
  }
}
