import { Module } from '@nestjs/common';
import { GroupGrantsController } from './group-grants.controller.js';
import { GroupGrantsService } from './group-grants.service.js';

@Module({
  controllers: [GroupGrantsController],
  providers: [GroupGrantsService],
  exports: [GroupGrantsService],
})
export class GroupGrantsModule {}
