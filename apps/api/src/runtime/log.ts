import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from '../config.js';

const secret = ['password', 'token', 'cookie', 'authorization'];

/** Structured lines, on standard output by default. The log replaces secrets before it writes a line. */
export function createLog(config: Config, to?: DestinationStream): Logger {
  const options = {
    level: config.LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: [...secret, ...secret.map((name) => `*.${name}`)], censor: '[redacted]' },
  };
  return to ? pino(options, to) : pino(options);
}

/** Nest's own messages in the same stream. */
export function nestLogger(log: Logger): LoggerService {
  const write =
    (level: 'info' | 'error' | 'warn' | 'debug' | 'trace') =>
    (message: unknown, ...rest: unknown[]) => {
      const context = rest.at(-1);
      log[level](typeof context === 'string' ? { context } : {}, String(message));
    };
  // Only its developers need Nest's messages about its start.
  return {
    log: write('debug'),
    error: write('error'),
    warn: write('warn'),
    debug: write('debug'),
    verbose: write('trace'),
  };
}
