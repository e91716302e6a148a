import { Module } from '@nestjs/common';
import { ServicePrincipalsController } from './service-principals.controller.js';
import { ServicePrincipalsService } from './service-principals.service.js';

@Module({
  controllers: [ServicePrincipalsController],
  providers: [ServicePrincipalsService],
  exports: [ServicePrincipalsService],
})
export class ServicePrincipalsModule {}
