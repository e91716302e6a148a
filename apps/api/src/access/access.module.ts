import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { ApiKeysController } from './api-keys/api-keys.controller.js';
import { ApiKeysService } from './api-keys/api-keys.service.js';
import { AccessController } from './explanations/access.controller.js';
import { ExpiriesService } from './expiries/expiries.service.js';
import { ExplanationsService } from './explanations/explanations.service.js';
import { HoldersService } from './explanations/holders.service.js';
import { SimulationsService } from './simulations/simulations.service.js';
import { GrantsController } from './grants/grants.controller.js';
import { GrantsService } from './grants/grants.service.js';
import { NoticesService } from './notices/notices.service.js';
import { PublicationsService } from './roles/publications.service.js';
import { RolesController } from './roles/roles.controller.js';
import { RolesService } from './roles/roles.service.js';
import { ServicePrincipalsController } from './service-principals/service-principals.controller.js';
import { ServicePrincipalsService } from './service-principals/service-principals.service.js';

/** What time brings about here. */
export const accessUpkeep = [ExpiriesService];

@Module({
  imports: [MailModule],
  controllers: [
    RolesController,
    AccessController,
    GrantsController,
    ApiKeysController,
    ServicePrincipalsController,
  ],
  providers: [
    RolesService,
    PublicationsService,
    ExplanationsService,
    HoldersService,
    SimulationsService,
    GrantsService,
    ApiKeysService,
    ServicePrincipalsService,
    NoticesService,
  ],
  exports: [PublicationsService, NoticesService],
})
export class AccessModule {}
