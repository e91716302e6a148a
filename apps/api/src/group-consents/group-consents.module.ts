import { Module } from '@nestjs/common';
import { GroupLinksModule } from '../group-links/group-links.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { RolesModule } from '../roles/roles.module.js';
import { BlocksController } from './blocks.controller.js';
import { BlocksService } from './blocks.service.js';
import { ConsentsController } from './consents.controller.js';
import { ConsentsService } from './consents.service.js';

@Module({
  imports: [GroupLinksModule, GroupsModule, RolesModule],
  controllers: [ConsentsController, BlocksController],
  providers: [ConsentsService, BlocksService],
  exports: [ConsentsService],
})
export class GroupConsentsModule {}
