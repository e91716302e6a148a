import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { newId } from '@bailiwick/tenancy';

export interface InboxMail {
  readonly id: string;
  /** The envelope's recipients: where the mail really went. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly links: readonly string[];
  readonly received_at: string;
}

const MOST_MAILS = 500;
const MOST_BYTES = 10 * 1024 * 1024;

/** A real SMTP server on loopback that keeps every mail: the mailbox of every address, on a laptop. */
export class Inbox {
  private mails: InboxMail[] = [];
  private readonly waiting = new Set<() => void>();
  private readonly server: SMTPServer;

  constructor(private readonly dir: string) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    this.mails = readdirSync(dir)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .reverse()
      .flatMap((name) => readMail(join(dir, name)));
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      size: MOST_BYTES,
      logger: false,
      onData: (stream, session, done) => {
        const to = session.envelope.rcptTo.map((recipient) => recipient.address);
        simpleParser(stream).then((mail) => {
          this.keep({ to, subject: mail.subject ?? '', text: mail.text ?? '', html: htmlOf(mail.html) });
          done();
        }, done);
      },
    });
    this.server.on('error', () => undefined);
  }

  /** @returns the port; 0 asks for a free one */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      const listening = this.server.listen(port, '127.0.0.1', () => {
        const address = listening.address();
        resolve(typeof address === 'object' && address ? address.port : port);
      });
    });
  }

  /** Newest first. */
  list(): readonly InboxMail[] {
    return this.mails;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  /** The newest mail that matches, as soon as there is one. */
  async waitFor(matches: (mail: InboxMail) => boolean, timeoutMs = 10_000): Promise<InboxMail> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const found = this.mails.find(matches);
      if (found) return found;
      if (Date.now() >= deadline) throw new Error('the mail did not arrive');
      await this.next(deadline - Date.now());
    }
  }

  private next(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, timeoutMs);
      this.waiting.add(wake);
    });
  }

  private keep(mail: Pick<InboxMail, 'to' | 'subject' | 'text' | 'html'>): void {
    const received_at = new Date().toISOString();
    const kept = { id: newId(), ...mail, links: linksOf(mail.text, mail.html), received_at };
    writeFileSync(join(this.dir, `${kept.id}.json`), JSON.stringify(kept), { mode: 0o600 });
    this.mails = [kept, ...this.mails];
    for (const old of this.mails.splice(MOST_MAILS))
      rmSync(join(this.dir, `${old.id}.json`), { force: true });
    for (const wake of this.waiting) wake();
  }
}

const htmlOf = (html: string | false | undefined) => (html === false ? '' : (html ?? ''));

/** A file that a kill left half written is no mail. */
function readMail(file: string): InboxMail[] {
  try {
    return [JSON.parse(readFileSync(file, 'utf8')) as InboxMail];
  } catch {
    return [];
  }
}

function linksOf(text: string, html: string): string[] {
  return [...new Set(`${text}\n${html}`.match(/https?:\/\/[^\s"'<>]+/g) ?? [])];
}
