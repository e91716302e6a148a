import { DiscoveryService } from '@nestjs/core';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

interface Rhythm {
  /** The name of its jobs. */
  readonly name: string;
  readonly everyMs: number;
}

/** Marks a provider of a working process: we call its `attend()` that often, each time on one of the workers. */
export const Upkeep = DiscoveryService.createDecorator<Rhythm>();

/** Safe to call at any time, and several times at once. */
export interface Attendant {
  attend(): Promise<void>;
}

export const hourly = (name: string): Rhythm => ({ name, everyMs: HOUR_MS });
export const everyTenMinutes = (name: string): Rhythm => ({ name, everyMs: 10 * MINUTE_MS });
