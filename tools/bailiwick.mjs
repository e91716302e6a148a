#!/usr/bin/env node
// What `npx bailiwick` runs.
import { built, installed } from './ready.mjs';

installed();
built();
await import('../dist/apps/api/src/cli.js');
