import { Module } from '@nestjs/common';
import { AdoptionsController } from './adoptions.controller.js';
import { AdoptionsService } from './adoptions.service.js';

@Module({
  controllers: [AdoptionsController],
  providers: [AdoptionsService],
  exports: [AdoptionsService],
})
export class GroupAdoptionsModule {}
