import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { Queues } from '@bailiwick/jobs';
import passport, { type Strategy } from 'passport';
import { inject } from 'vitest';
import { SessionStrategy } from '../../apps/api/src/http/gate/session.strategy.js';
import { mailQueue } from '../../apps/api/src/mail/mail.queue.js';
import type { InboxMail } from '../../apps/api/src/runtime/embedded/inbox.js';
import { type TestApp, startApp } from './app.js';
import { createDatabase } from './database.js';
import { tables } from './planted.js';
import { until } from './until.js';

/** More mails than all files of a worker send. */
const MOST_SENT = 100_000;

let running: Promise<{ app: TestApp; empty: () => Promise<void> }> | undefined;

/**
 * The program that the test files of one worker share, since starting it takes longer than most tests. Each file finds
 * it as `startApp` would start it: without the rows, mails and waiting jobs of earlier files. A file that
 * needs other settings, or looks at the program itself, starts its own. It ends with the worker: `close` leaves it open.
 */
export async function sharedApp(): Promise<TestApp> {
  running ??= startEmptied();
  const { app, empty } = await running;
  await empty();
  // Passport knows one strategy of a name in the whole process: the cookie's name is that of the last program started.
  passport.use('session-cookie', app.app.get<SessionStrategy>(SessionStrategy) as unknown as Strategy);
  return { ...app, inbox: mailsFromNow(app.inbox), close: () => Promise.resolve() };
}

async function startEmptied() {
  const db = await createDatabase();
  const filled = await namesOfFilled(db);
  const toEmpty = (await tables(db.superuser)).filter((name) => !filled.includes(name)).join(', ');
  const app = await startApp(
    { EMBEDDED_INBOX_DIR: mkdtempSync(join(inject('cluster').inboxes, 'worker-')) },
    db,
  );
  const empty = async () => {
    await db.superuser.query(`truncate ${toEmpty}`);
    await forgetMails(app);
  };
  return { app, empty };
}

/** What migrations have put there belongs to the schema. */
async function namesOfFilled({ superuser }: TestApp['db']): Promise<string[]> {
  const filled = (await tables(superuser)).map(async (name) => {
    const { rowCount } = await superuser.query(`select 1 from ${name} limit 1`);
    return rowCount ? [name] : [];
  });
  return (await Promise.all(filled)).flat();
}

/** Mails that wait to be sent and those on their way would reach the next file; those sent would be read again and again. */
async function forgetMails({ app }: TestApp): Promise<void> {
  const queue = app.get(Queues).of(mailQueue);
  await queue.drain(true);
  await until('no mail is on its way', async () => (await queue.getActiveCount()) === 0);
  await queue.clean(0, MOST_SENT, 'completed');
}

/** Mails of an earlier file are none of this one's. */
function mailsFromNow(inbox: TestApp['inbox']): TestApp['inbox'] {
  const last = inbox.list()[0]?.id ?? '';
  const isNew = ({ id }: InboxMail) => id > last;
  return {
    list: () => inbox.list().filter(isNew),
    waitFor: (matches, timeoutMs) => inbox.waitFor((mail) => isNew(mail) && matches(mail), timeoutMs),
  };
}
