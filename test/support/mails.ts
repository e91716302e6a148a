import { Queues } from '@bailiwick/jobs';
import { mailQueue } from '../../apps/api/src/mail/mail.queue.js';
import type { InboxMail } from '../../apps/api/src/runtime/embedded/inbox.js';
import type { TestApp } from './app.js';
import { settled, until } from './until.js';

/** Every mail to that address, newest first, once nothing is on its way any more. */
export async function mailsTo(app: TestApp, address: string): Promise<readonly InboxMail[]> {
  await settled(app);
  const queue = app.app.get(Queues).of(mailQueue);
  await until('every mail has left', async () => {
    const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'prioritized');
    return Object.values(counts).every((n) => n === 0);
  });
  return app.inbox.list().filter((mail) => mail.to.includes(address));
}

/** The tokens of all links of that kind mailed to that address, newest first. */
export async function tokensTo(app: TestApp, address: string, kind: string): Promise<string[]> {
  const links = (await mailsTo(app, address)).flatMap((mail) => mail.links);
  return links
    .filter((link) => link.includes(`/${kind}/`))
    .map((link) => link.slice(link.lastIndexOf('/') + 1));
}
