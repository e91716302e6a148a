import { Module } from '@nestjs/common';
import { MailService } from './mail.service.js';
import { SamplesService } from './samples.service.js';

@Module({ providers: [MailService, SamplesService], exports: [MailService, SamplesService] })
export class MailModule {}
