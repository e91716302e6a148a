import { Module } from '@nestjs/common';
import { EntriesService } from './entries.service.js';
import { SessionsService } from './sessions.service.js';

@Module({ providers: [SessionsService, EntriesService], exports: [SessionsService, EntriesService] })
export class SessionsModule {}
