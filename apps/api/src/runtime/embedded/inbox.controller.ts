import { Controller, Res } from '@nestjs/common';
import { z } from 'zod';
import type { HttpReply } from '../../http/gate/request.js';
import { Route } from '../../http/route/route.decorator.js';
import { SamplesService } from '../../mail/samples.service.js';
import { Inbox } from './inbox.js';
import { inboxPage } from './inbox-page.js';
import { mailsPage } from './mails-page.js';

const onLaptop = { public: 'exists in embedded mode only, on a machine where everybody is the developer' };

const mail = z.strictObject({
  id: z.guid(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  links: z.array(z.string()),
  received_at: z.iso.datetime({ precision: 3 }),
});

@Controller('dev')
export class InboxController {
  constructor(
    private readonly inbox: Inbox,
    private readonly samples: SamplesService,
  ) {}

  @Route('GET /inbox', {
    summary: 'Show the embedded inbox as a page.',
    permission: onLaptop,
    audit: { none: 'reads' },
    out: z.string(),
  })
  page(@Res({ passthrough: true }) reply: HttpReply) {
    asPage(reply);
    return inboxPage(this.inbox.list());
  }

  @Route('GET /inbox.json', {
    summary: 'List the mails of the embedded inbox, newest first.',
    permission: onLaptop,
    audit: { none: 'reads' },
    out: z.array(mail),
  })
  json() {
    return this.inbox.list();
  }
  @Route('GET /mails', {
    summary: 'Show every kind of mail with sample data, as a page.',
    permission: onLaptop,
    audit: { none: 'reads' },
    out: z.string(),
  })
  mailSamples(@Res({ passthrough: true }) reply: HttpReply) {
    asPage(reply);
    return mailsPage(this.samples.list());
  }
}

/** The page loads nothing and runs nothing; frames without an address of their own obey the same rule. */
function asPage(reply: HttpReply): void {
  void reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'");
}
