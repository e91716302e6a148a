import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { WorkerModule } from './app.module.js';
import { configOrExit, finishOnSignal, refuseExcessRights, startOrExit } from './runtime/boot.js';
import { createLog, nestLogger } from './runtime/log.js';
import { PrivateListener } from './runtime/operations/private-listener.js';

const config = configOrExit();
await startOrExit(async () => {
  await refuseExcessRights(config);
  const logger = nestLogger(createLog(config));
  const options = { logger, abortOnError: false };
  const worker = await NestFactory.createApplicationContext(WorkerModule.forRoot(config), options);
  const port = config.WORKER_PRIVATE_PORT;
  if (port !== undefined) await worker.get(PrivateListener).listen(port, config.PRIVATE_HOST);
  finishOnSignal(() => worker.close());
  process.send?.('ready');
});
