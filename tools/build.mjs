// What `npm run build` runs. `client` ends where the console's client is made, before the console itself.
import { built, clientBuilt, installed } from './ready.mjs';

installed();
if (process.argv[2] === 'client') clientBuilt();
else built();
