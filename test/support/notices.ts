import { Queues } from '@bailiwick/jobs';
import { type MailJob, mailQueue } from '../../apps/api/src/mail/mail.queue.js';
import type { TestApp } from './app.js';
import { mailsTo } from './mails.js';

interface Origin {
  readonly payload: MailJob;
}

/** Which mails went to that address, by the names of their templates, oldest first, once nothing is on its way any more. */
export async function templatesTo(app: TestApp, address: string): Promise<string[]> {
  await mailsTo(app, address);
  const jobs = await app.app.get(Queues).of(mailQueue).getJobs(['completed'], 0, -1, true);
  const mails = jobs.map(({ data }) => (data as Origin).payload);
  return mails.filter(({ to }) => to === address).map(({ template }) => template);
}
