import { Module } from '@nestjs/common';
import { GroupLinksModule } from '../group-links/group-links.module.js';
import { GroupGrantsController } from './group-grants.controller.js';
import { GroupGrantsService } from './group-grants.service.js';

@Module({
  imports: [GroupLinksModule],
  controllers: [GroupGrantsController],
  providers: [GroupGrantsService],
  exports: [GroupGrantsService],
})
export class GroupGrantsModule {}
