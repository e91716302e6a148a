import { Module } from '@nestjs/common';
import { AccessController } from './access.controller.js';
import { ExplanationsService } from './explanations.service.js';
import { HoldersService } from './holders.service.js';
import { SimulationsService } from './simulations.service.js';

@Module({
  controllers: [AccessController],
  providers: [ExplanationsService, HoldersService, SimulationsService],
})
export class AccessModule {}
