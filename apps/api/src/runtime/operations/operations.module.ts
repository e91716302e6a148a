import { BullModule } from '@nestjs/bullmq';
import { Global, Module } from '@nestjs/common';
import { UPKEEP } from '../../jobs/queue.js';
import { Metrics } from './metrics.js';
import { PrivateListener } from './private-listener.js';
import { Queues } from './queues.js';

/** Global, so that a system can add its own gauges. */
@Global()
@Module({
  imports: [BullModule.registerQueue({ name: UPKEEP })],
  providers: [Metrics, Queues, PrivateListener],
  exports: [Metrics, PrivateListener, BullModule],
})
export class OperationsModule {}
