import { Inject, Injectable } from '@nestjs/common';
import { MAIL } from '@bailiwick/audit';
import { SecretBox, type Tx, enqueue, purposeKey } from '@bailiwick/tenancy';
import { CONFIG, type Config } from '../config.js';
import type { TemplateName, Templates } from './templates.js';

/** A mail on its way: everything but the link, whose token is sealed. */
export interface MailJob<N extends TemplateName = TemplateName> {
  readonly to: string;
  readonly template: N;
  readonly data: Omit<Templates[N], 'link'>;
  /** The sealed path of the link, e.g. `/invitations/…`. */
  readonly path: string;
  /** Sent only while this invitation is still open. */
  readonly invitation?: string;
}

@Injectable()
export class MailService {
  private readonly box: SecretBox;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    this.box = new SecretBox(purposeKey(config.SECRET_KEY, 'mail'));
  }

  /** Leaves the mail in the outbox: it is sent if, and only if, the transaction commits. */
  enqueue<N extends TemplateName>(tx: Tx, mail: Omit<MailJob<N>, 'path'> & { readonly path: string }): void {
    enqueue(tx, MAIL, { ...mail, path: this.box.seal(mail.path) });
  }

  /** Links lead to configured hosts only, never to one that a request named. */
  linkOf(job: MailJob): string {
    return `${this.config.AUTH_URL}${this.box.open(job.path)}`;
  }
}
