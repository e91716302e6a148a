import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { until } from './until.js';

export interface ReceivedMail {
  /** Of its `Message-ID`, the part before the @: the job that sent it. */
  readonly job: string;
  readonly to: string;
  readonly links: readonly string[];
}

/** A real SMTP server in this process that keeps every mail it ever acknowledged. */
export class Mailbox {
  readonly mails: ReceivedMail[] = [];
  /** How many were brought, acknowledged or not. */
  brought = 0;
  private held: (() => void)[] | undefined;

  private constructor(
    private readonly server: SMTPServer,
    readonly port: number,
  ) {}

  static async open(): Promise<Mailbox> {
    const open: Mailbox[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      logger: false,
      onData: (stream, session, done) => {
        simpleParser(stream).then(({ messageId = '', text = '' }) => {
          const to = session.envelope.rcptTo[0]?.address ?? '';
          const links = text.match(/https?:\/\/[^\s"'<>]+/g) ?? [];
          const mail = { job: messageId.replace(/^<|@.*$/g, ''), to, links };
          for (const mailbox of open) mailbox.receive(mail, done);
        }, done);
      },
    });
    server.on('error', () => undefined);
    const port = await new Promise<number>((resolve) => {
      const listening = server.listen(0, '127.0.0.1', () => {
        resolve((listening.address() as { port: number }).port);
      });
    });
    const mailbox = new Mailbox(server, port);
    open.push(mailbox);
    return mailbox;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** The token of the newest link of that kind to that address, among the mails after the first so many. */
  async token(address: string, kind: string, after = 0): Promise<string> {
    const link = new RegExp(`/${kind}/([\\w-]+)$`);
    return until(`a mail with a link of ${kind} to ${address}`, () =>
      Promise.resolve(
        this.mails
          .slice(after)
          .filter((mail) => mail.to === address)
          .flatMap((mail) => mail.links)
          .map((one) => link.exec(one)?.[1])
          .findLast(Boolean),
      ),
    );
  }

  /** From now on it takes mails, and does not say so. */
  hold(): void {
    this.held = [];
  }

  release(): void {
    const held = this.held ?? [];
    this.held = undefined;
    for (const acknowledge of held) acknowledge();
  }

  private receive(mail: ReceivedMail, done: () => void): void {
    this.brought += 1;
    const acknowledge = () => {
      this.mails.push(mail);
      done();
    };
    if (this.held) this.held.push(acknowledge);
    else acknowledge();
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
