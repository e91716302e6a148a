import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { GuardrailsAboveController, GuardrailsController } from './guardrails.controller.js';
import { GuardrailsService } from './guardrails.service.js';

@Module({
  imports: [MailModule],
  controllers: [GuardrailsController, GuardrailsAboveController],
  providers: [GuardrailsService],
})
export class GuardrailsModule {}
