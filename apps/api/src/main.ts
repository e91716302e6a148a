import 'reflect-metadata';
import { createApp } from './app.js';
import { configOrExit, refuseExcessRights, run } from './boot.js';

const config = configOrExit();
await run(async () => {
  await refuseExcessRights(config);
  const app = await createApp(config);
  await app.listen(config.PORT, config.HOST);
  process.send?.('ready');
});
