import { Module } from '@nestjs/common';
import { LeaversController } from './leavers.controller.js';
import { LeaversService } from './leavers.service.js';
import { ReceiptsService } from './receipts.service.js';

@Module({ controllers: [LeaversController], providers: [LeaversService, ReceiptsService] })
export class LeaversModule {}
