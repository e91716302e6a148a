import { Inject, Injectable } from '@nestjs/common';
import { enqueue } from '@bailiwick/jobs';
import { SecretBox, type Tx, purposeKeys } from '@bailiwick/tenancy';
import { CONFIG, type Config, secretKeys } from '../config.js';
import { type MailJob, mailQueue } from './mail.queue.js';
import type { NoticeName } from './notices.js';
import type { Occasion, TemplateName, Templates } from './templates.js';
import { whereOf } from './where.js';

export type { TemplateName, Templates };

@Injectable()
export class MailService {
  private readonly box: SecretBox;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    this.box = new SecretBox(purposeKeys(secretKeys(config), 'mail'));
  }

  /** Puts the mail into the outbox: it leaves if, and only if, the transaction commits. */
  enqueue<N extends TemplateName>(tx: Tx, mail: Omit<MailJob<N>, 'path'> & { readonly path: string }): void {
    enqueue(tx, mailQueue, { ...mail, path: this.box.seal(mail.path) });
  }

  /**
   * Tells the owner of an account which act happened, when and from where. If it was another person, the owner chooses
   * a new password.
   */
  notify<N extends NoticeName>(
    tx: Tx,
    { to, template, data }: { to: string; template: N; data: Omit<Templates[N], 'link' | keyof Occasion> },
  ): void {
    const occasion = { when: new Date().toISOString(), where: whereOf(tx.ctx.facts) };
    const mail = { to, template, data: { ...data, ...occasion }, path: '/forgot-password' };
    this.enqueue(tx, mail as unknown as Omit<MailJob<N>, 'path'> & { path: string });
  }

  /** Links lead to configured hosts only, never to one that a request named. */
  linkOf(job: MailJob): string {
    return `${this.config.AUTH_URL}${this.box.open(job.path)}`;
  }
}
