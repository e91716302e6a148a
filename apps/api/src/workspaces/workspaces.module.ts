import { Module } from '@nestjs/common';
import { ProfileModule } from '../profile/profile.module.js';
import { EntryRulesService } from './entry-rules.service.js';
import { WorkspacesController } from './workspaces.controller.js';
import { WorkspacesService } from './workspaces.service.js';

@Module({
  imports: [ProfileModule],
  controllers: [WorkspacesController],
  providers: [WorkspacesService, EntryRulesService],
  exports: [WorkspacesService],
})
export class WorkspacesModule {}
