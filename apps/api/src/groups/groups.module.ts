import { Module } from '@nestjs/common';
import { GroupAdoptionsModule } from '../group-adoptions/group-adoptions.module.js';
import { GroupLinksModule } from '../group-links/group-links.module.js';
import { RolesModule } from '../roles/roles.module.js';
import { LinksController } from './links.controller.js';
import { LinksService } from './links.service.js';

@Module({
  imports: [GroupAdoptionsModule, GroupLinksModule, RolesModule],
  controllers: [LinksController],
  providers: [LinksService],
  exports: [LinksService],
})
export class GroupsModule {}
