import { Module } from '@nestjs/common';
import { GroupLinksModule } from '../group-links/group-links.module.js';
import { RolesModule } from '../roles/roles.module.js';
import { HandOversService } from './hand-overs.service.js';
import { ManagedSubsController } from './managed-subs.controller.js';
import { ManagedSubsService } from './managed-subs.service.js';

@Module({
  imports: [GroupLinksModule, RolesModule],
  controllers: [ManagedSubsController],
  providers: [ManagedSubsService, HandOversService],
  exports: [HandOversService],
})
export class ManagedSubsModule {}
