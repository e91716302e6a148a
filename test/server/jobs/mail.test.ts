import { mkdtempSync, rmSync } from 'node:fs';
import { Queues, dispatchQueue } from '@bailiwick/jobs';
import { mailQueue } from '../../../apps/api/src/mail/mail.queue.js';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { domainToUnicode } from 'node:url';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TenantDb, jobFacts, systemCaller } from '@bailiwick/tenancy';
import type { Queue } from 'bullmq';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WorkerModule } from '../../../apps/api/src/app.module.js';
import { parseConfig } from '../../../apps/api/src/config.js';
import { Inbox } from '../../../apps/api/src/runtime/embedded/inbox.js';
import { freePort } from '../../../apps/api/src/runtime/embedded/postgres.js';
import { MailService } from '../../../apps/api/src/mail/mail.service.js';
import { samples, templateNames } from '../../../apps/api/src/mail/samples.js';
import { render } from '../../../apps/api/src/mail/render.js';
import { PASSWORD, cast } from '../../../seeds/cast.js';
import { type TestApp, startApp, testEnvironment } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { type TestDatabase, createDatabase } from '../../support/database.js';
import { mailsTo } from '../../support/mails.js';
import { newcomer } from '../../support/newcomers.js';
import { type Client, createWorkspace, join as joinAs, signUp, signedOut } from '../../support/people.js';
import { settled, until } from '../../support/until.js';

/** Odd, and valid: what a careless mailer might read as something else than one recipient. */
const odd = [
  'a@odd.example',
  "o'brien@odd.example",
  'plus+tag@odd.example',
  'dotted.name.with.parts@odd.example',
  'under_score-dash@odd.example',
  '-leading-dash@odd.example',
  'percent%relay.example@odd.example',
  'bang!relay.example@odd.example',
  'bang!user%relay.example@odd.example',
  '=?utf-8?q?encoded?=@odd.example',
  '=encoded=@odd.example',
  '{braces}@odd.example',
  '|pipe@odd.example',
  '`backtick`@odd.example',
  '$dollar&ampersand@odd.example',
  '#hash*star/slash?question^caret~tilde@odd.example',
  '0123456789@odd.example',
  'numeric@123.example',
  'digits@1.2.3.example',
  'a--b@xn--bcher-kva.example',
  `${'l'.repeat(64)}@odd.example`,
  `long@${'d'.repeat(63)}.${'d'.repeat(63)}.${'d'.repeat(50)}.example`,
  'sub@a.b.c.d.e.f.g.odd.example',
  'tld@odd.museum',
  'postmaster@odd.example',
  'jörg@odd.example',
  'пётр@odd.example',
  '用户@odd.example',
  'bücher@bücher.example',
  'user@例え.example',
];

describe('a mail', () => {
  let app: TestApp;
  let owner: Client;
  let queue: Queue;

  beforeAll(async () => {
    app = await sharedApp();
    owner = await createWorkspace(await joinAs(app, cast.owner), 'Harbour & Co <Agency>');
    queue = app.app.get(Queues).of(mailQueue);
  });
  afterAll(() => app.close());

  const signUp = (email: string) =>
    signedOut(app).post('auth/sign-up', { ...newcomer(), email, password: PASSWORD });
  const invite = (email: string) => owner.post('workspace-members', { email, role: 'view' }).expect(200);
  const arrived = (address: string) => app.inbox.waitFor((mail) => mail.to.includes(address));

  it('arrives as text and as HTML, with the one link it is about', async () => {
    const { email } = newcomer();
    await invite(email);
    const mail = await arrived(email);
    expect(mail.links).toEqual([expect.stringMatching(/^http:\/\/auth\.test\/invitations\/[\w-]{43}$/)]);
    const [link] = mail.links;
    expect(mail.text.split('\n')).toContain(link);
    expect(mail.html).toContain(`href="${link!}"`);
    expect(mail.subject).toContain('Harbour & Co <Agency>');
    expect(mail.html).toContain('Harbour &amp; Co &lt;Agency&gt;');
    const token = link!.slice(link!.lastIndexOf('/') + 1);
    await signedOut(app).get(`invitations/by-token/${token}`).expect(200);
  });

  it('goes to the address that is stored, letter by letter, and to no other', async () => {
    const { body } = await owner.post('invitations', { emails: odd, role: 'view' }).expect(200);
    expect(body.items.map(({ result }: { result: string }) => result)).toEqual(odd.map(() => 'invited'));
    const { rows } = await app.db.superuser.query<{ email: string }>(
      `select email from workspace_members where id = any($1)`,
      [body.items.map(({ id }: { id: string }) => id)],
    );
    const stored = rows.map(({ email }) => email);
    expect(stored.sort()).toEqual([...odd].sort());
    for (const address of stored) {
      const mails = await mailsTo(app, inUnicode(address));
      expect(
        mails.map(({ to }) => to),
        address,
      ).toEqual([[inUnicode(address)]]);
    }
  });

  it('does not leave for an invitation that was withdrawn before, or is none any more', async () => {
    const [withdrawn, joined, kept] = [newcomer(), newcomer(), newcomer()];
    await queue.pause();
    const { body } = await invite(withdrawn.email);
    for (const { email } of [joined, kept]) await invite(email);
    await settled(app);
    await owner.delete(`invitations/${body.id}`).expect(200);
    await app.db.superuser.query(`update workspace_members set status = 'active' where email = $1`, [
      joined.email,
    ]);
    await queue.resume();
    expect(await mailsTo(app, kept.email)).toHaveLength(1);
    for (const { email } of [withdrawn, joined]) expect(await mailsTo(app, email), email).toEqual([]);
  });

  it('holds its token in clear when it arrives, and nowhere before', async () => {
    const dispatch = app.app.get(Queues).of(dispatchQueue);
    const { email } = newcomer();
    await Promise.all([queue.pause(), dispatch.pause()]);
    await signUp(email).expect(200);
    const inOutbox = await everything(app);
    await dispatch.resume();
    await settled(app);
    const inQueue = await everything(app);
    await queue.resume();
    const { links } = await arrived(email);
    const token = links[0]!.slice(links[0]!.lastIndexOf('/') + 1);
    // That the mail was there to be found is what makes not finding its token mean something.
    for (const text of [inOutbox, inQueue]) {
      expect(text).toContain(email);
      expect(text).not.toContain(token);
    }
    expect(await everything(app), 'when it was sent').not.toContain(token);
  });
});

describe('the pages about mails', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ PRODUCT_NAME: 'Harbour <Console>' });
  });
  afterAll(() => app.close());

  it.each(['/dev/inbox', '/dev/mails'])('%s is a page that loads nothing and runs nothing', async (path) => {
    const { status, headers } = await fetch(`${app.url}${path}`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; style-src 'unsafe-inline'");
  });

  it('show every mail there is, under the name of the product', async () => {
    const page = await (await fetch(`${app.url}/dev/mails`)).text();
    for (const name of templateNames) {
      const { subject } = render(name, samples[name] as never, 'Harbour &lt;Console&gt;');
      expect(page, name).toContain(`<p>${subject}</p>`);
    }
  });
});

describe('a mail that no server takes', () => {
  const dir = mkdtempSync(join(tmpdir(), 'bailiwick-inbox-'));
  const inbox = new Inbox(dir);
  let db: TestDatabase;
  let worker: INestApplicationContext;
  let port: number;

  beforeAll(async () => {
    db = await createDatabase();
    port = await freePort();
    const config = parseConfig(await testEnvironment(db, { SMTP_URL: `smtp://127.0.0.1:${port}` }));
    worker = await NestFactory.createApplicationContext(WorkerModule.forRoot(config), { logger: false });
  });
  afterAll(async () => {
    await worker.close();
    await inbox.close();
    await db.drop();
    rmSync(dir, { recursive: true, force: true });
  });

  it('is tried again, and arrives when one is back', async () => {
    const to = newcomer().email;
    const caller = systemCaller(jobFacts('request', 'test'), { address: to });
    await worker
      .get(TenantDb)
      .run(caller, (tx) =>
        worker.get(MailService).enqueue(tx, { to, template: 'account_exists', data: {}, path: '/sign-in' }),
      );
    const queue = worker.get(Queues).of(mailQueue);
    const job = await until('the first try failed', async () => (await queue.getJobs(['delayed']))[0]);
    expect(job.attemptsMade).toBe(1);
    await inbox.listen(port);
    await inbox.waitFor((mail) => mail.to.includes(to));
    await until('the job is done', () => job.isCompleted());
    expect(inbox.list()).toHaveLength(1);
  });
});

const ASKED = 40;

it('ends with mails on their way, and loses none of them', async () => {
  const db = await createDatabase();
  const app = await startApp({}, db);
  try {
    await signUp(app, cast.owner);
    const ask = () => signedOut(app).post('auth/password-resets', { email: cast.owner.email }).expect(200);
    await Promise.all(Array.from({ length: ASKED }, ask));
    await app.app.close();
    const { rows } = await db.superuser.query<{ waiting: number }>(
      `select (select count(*) from job_outbox)::int + (select count(*) from bullmq.job
         where queue = 'mail' and state not in ('completed', 'failed'))::int as waiting`,
    );
    // One that was on its way may have arrived and wait as well: twice is allowed, never is not.
    const arrived = app.inbox
      .list()
      .filter(({ links }) => links.some((link) => link.includes('/reset-password/')));
    expect(arrived.length + rows[0]!.waiting).toBeGreaterThanOrEqual(ASKED);
  } finally {
    await db.drop();
  }
});

/** The receiving server tells domains in Unicode, however they came over the wire (RFC 5890). */
const inUnicode = (address: string): string => {
  const at = address.lastIndexOf('@') + 1;
  return `${address.slice(0, at)}${domainToUnicode(address.slice(at))}`;
};

/** All there is in the database, the tables of the queue included, as one text. */
async function everything({ db: { superuser } }: TestApp): Promise<string> {
  const { rows: tables } = await superuser.query<{ name: string }>(
    `select format('%I.%I', nspname, relname) as name from pg_class c join pg_namespace n on n.oid = relnamespace
     where relkind = 'r' and nspname in ('public', 'bullmq')`,
  );
  const texts = tables.map(({ name }) => `select string_agg(to_jsonb(t)::text, ' ') as text from ${name} t`);
  const { rows } = await superuser.query<{ text: string | null }>(texts.join(' union all '));
  return rows.map(({ text }) => text ?? '').join(' ');
}
