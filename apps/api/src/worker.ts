import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { WorkerModule } from './app.module.js';
import { configOrExit, endWithParent, refuseExcessRights, run } from './boot.js';
import { createLog, nestLogger } from './log.js';

const config = configOrExit();
await run(async () => {
  await refuseExcessRights(config);
  const logger = nestLogger(createLog(config));
  const context = await NestFactory.createApplicationContext(WorkerModule.forRoot(config), {
    logger,
    abortOnError: false,
  });
  context.enableShutdownHooks();
  endWithParent(() => context.close());
  process.send?.('ready');
});
