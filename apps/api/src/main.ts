import 'reflect-metadata';
import { createApp } from './app.js';
import { configOrExit, endWithParent, refuseExcessRights, run } from './boot.js';

const config = configOrExit();
await run(async () => {
  await refuseExcessRights(config);
  const app = await createApp(config);
  await app.listen(config.PORT, config.HOST);
  endWithParent(() => app.close());
  process.send?.('ready');
});
