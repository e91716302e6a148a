import { Module } from '@nestjs/common';
import { GroupOverviewController } from './group-overview.controller.js';
import { GroupOverviewService } from './group-overview.service.js';
import { ImpactService } from './impact.service.js';
import { LeaversController } from './leavers.controller.js';
import { LeaversService } from './leavers.service.js';

@Module({
  controllers: [GroupOverviewController, LeaversController],
  providers: [GroupOverviewService, LeaversService, ImpactService],
})
export class GroupOverviewModule {}
