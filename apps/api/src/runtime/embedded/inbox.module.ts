import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import { MailModule } from '../../mail/mail.module.js';
import { InboxController } from './inbox.controller.js';
import { Inbox } from './inbox.js';

@Module({})
export class InboxModule implements OnApplicationShutdown {
  constructor(private readonly inbox: Inbox) {}

  /** Listens where `SMTP_URL` says mails go. */
  static forRoot(dir: string, smtpUrl: string): DynamicModule {
    const open = async () => {
      const inbox = new Inbox(dir);
      await inbox.listen(Number(new URL(smtpUrl).port));
      return inbox;
    };
    return {
      module: InboxModule,
      imports: [MailModule],
      controllers: [InboxController],
      providers: [{ provide: Inbox, useFactory: open }],
    };
  }

  onApplicationShutdown(): Promise<void> {
    return this.inbox.close();
  }
}
