import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { ExpiriesService } from './expiries.service.js';

@Module({ imports: [MailModule], providers: [ExpiriesService], exports: [ExpiriesService] })
export class ExpiriesModule {}
