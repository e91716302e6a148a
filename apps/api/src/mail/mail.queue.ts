import { defineQueue } from '@bailiwick/jobs';
import type { TemplateName, Templates } from './templates.js';

/** A mail on its way: everything but the link, whose token is sealed. */
export interface MailJob<N extends TemplateName = TemplateName> {
  readonly to: string;
  readonly template: N;
  readonly data: Omit<Templates[N], 'link'>;
  /** The sealed path of the link, e.g. `/invitations/…`. */
  readonly path: string;
  /** The mail leaves only while this invitation is open. */
  readonly invitation?: string;
}

export const mailQueue = defineQueue<MailJob>('mail', { fromOutbox: true, concurrency: 5 });
