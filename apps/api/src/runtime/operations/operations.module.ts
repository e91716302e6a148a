import { Global, Module } from '@nestjs/common';
import { Metrics } from './metrics.js';
import { PrivateListener } from './private-listener.js';

/** Global, so that a system can add its own gauges. */
@Global()
@Module({ providers: [Metrics, PrivateListener], exports: [Metrics, PrivateListener] })
export class OperationsModule {}
