import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { UPKEEP } from '../queue.js';
import { Metrics } from './metrics.js';
import { PrivateListener } from './private-listener.js';
import { Queues } from './queues.js';

@Module({
  imports: [BullModule.registerQueue({ name: UPKEEP })],
  providers: [Metrics, Queues, PrivateListener],
  exports: [Metrics, PrivateListener, BullModule],
})
export class OperationsModule {}
