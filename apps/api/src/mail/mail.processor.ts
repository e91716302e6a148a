import { WorkerHost } from '@nestjs/bullmq';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { WorksOn } from '@bailiwick/jobs';
import { TenantDb, jobFacts, sql, systemCaller } from '@bailiwick/tenancy';
import type { Job } from 'bullmq';
import { type Transporter, createTransport } from 'nodemailer';
import { CONFIG, type Config } from '../config.js';
import { type MailJob, mailQueue } from './mail.queue.js';
import { MailService } from './mail.service.js';
import { render } from './render.js';
import type { TemplateName, Templates } from './templates.js';

interface MailOrigin {
  readonly workspace_id: string | null;
  readonly request_id: string;
  readonly payload: MailJob;
}

/** How long a mail server can be silent. The queue tries such a mail again, and the program can end meanwhile. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/** Sends the mails of the outbox. A crash can send a mail twice, but loses none. */
@Injectable()
@WorksOn(mailQueue)
export class MailProcessor extends WorkerHost implements OnApplicationShutdown {
  private readonly transport: Transporter;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly mails: MailService,
    private readonly db: TenantDb,
  ) {
    super();
    this.transport = createTransport({
      url: config.SMTP_URL,
      pool: true,
      maxConnections: 5,
      ...patience,
    } as object);
  }

  async process(job: Job<MailOrigin>): Promise<void> {
    const { payload } = job.data;
    if (payload.invitation && !(await this.isOpen(job.data, payload.invitation))) return;
    const data = { ...payload.data, link: this.mails.linkOf(payload) } as Templates[TemplateName];
    const letter = render(payload.template, data as never, this.config.PRODUCT_NAME);
    await this.transport.sendMail({
      from: { name: this.config.PRODUCT_NAME, address: this.config.MAIL_FROM },
      // An object, never a string that a library parses: the stored address is the recipient (RFC 5321 4.1.2).
      to: { name: '', address: payload.to },
      messageId: `<${job.id ?? ''}@${new URL(this.config.AUTH_URL).hostname}>`,
      ...letter,
    });
  }

  /** Waits for mails on their way: a closed transport never reports on a mail, and the job would never end. */
  async onApplicationShutdown(): Promise<void> {
    await this.worker.close();
    this.transport.close();
  }

  /** An invitation that was withdrawn before its mail left: then the mail does not leave. */
  private async isOpen(origin: MailOrigin, memberId: string): Promise<boolean> {
    if (!origin.workspace_id) throw new Error('an invitation belongs to a workspace');
    const caller = systemCaller(jobFacts(origin.request_id, mailQueue.name), {
      workspaceId: origin.workspace_id,
    });
    const row = await this.db.read(caller, (tx) =>
      tx.one(sql`select 1 from workspace_members
        where workspace_id = ${origin.workspace_id} and id = ${memberId} and status = 'pending'`),
    );
    return row !== undefined;
  }
}
