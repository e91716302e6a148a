import { Module } from '@nestjs/common';
import { ConsoleRoute } from './console.route.js';

/** Serves the built web console at `/`. */
@Module({ providers: [ConsoleRoute] })
export class ConsoleModule {}
