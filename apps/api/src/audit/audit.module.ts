import { Module } from '@nestjs/common';
import { AuditLogController } from './log/audit-log.controller.js';
import { AuditLogService } from './log/audit-log.service.js';

@Module({
  controllers: [AuditLogController],
  providers: [AuditLogService],
})
export class AuditLogModule {}
