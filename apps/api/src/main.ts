import 'reflect-metadata';
import { createApp } from './app.js';
import { configOrExit, finishOnSignal, refuseExcessRights, startOrExit } from './runtime/boot.js';
import { Drain } from './http/out/drain.js';
import { PrivateListener } from './runtime/operations/private-listener.js';

const config = configOrExit();
await startOrExit(async () => {
  await refuseExcessRights(config);
  const app = await createApp(config);
  await app.listen(config.PORT, config.HOST);
  if (config.PRIVATE_PORT !== undefined)
    await app.get(PrivateListener).listen(config.PRIVATE_PORT, config.PRIVATE_HOST);
  finishOnSignal(async () => {
    await app.get(Drain).begin();
    await app.close();
  });
  process.send?.('ready');
});
