// What `npm run build` runs.
import { built, installed } from './ready.mjs';

installed();
built();
