import { Module } from '@nestjs/common';
import { GroupOverviewController } from './group-overview.controller.js';
import { GroupOverviewService } from './group-overview.service.js';
import { ImpactService } from './impact.service.js';

@Module({
  controllers: [GroupOverviewController],
  providers: [GroupOverviewService, ImpactService],
})
export class GroupOverviewModule {}
