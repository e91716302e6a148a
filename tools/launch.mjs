// What `npm start` runs.
import { built, installed } from './ready.mjs';

installed();
built();
await import('../dist/apps/api/src/start.js');
