import type { Page } from 'playwright-core';

/**
 * Playwright looks again after 20, 50, 100, 100 and then every 500 ms for what is not there yet, so that a page that
 * needs 300 ms is waited for twice as long. No option changes that but a patience too short for a busy machine, so
 * this reaches into the inside of the version we pin, and leaves everything as it is where that has another shape.
 */
export function lookOften(page: Page): void {
  const { _connection: connection } = page as unknown as Inside;
  const frame = connection?.toImpl?.(page)?.mainFrame();
  if (!frame?.retryWithProgressAndTimeouts) return;
  frame.retryWithProgressAndBackoff = (progress, action) =>
    frame.retryWithProgressAndTimeouts?.(progress, STEPS_MS, action);
}

const STEPS_MS = [20, 30];

interface Inside {
  readonly _connection?: { toImpl?(page: Page): { mainFrame(): Frame } | undefined };
}

interface Frame {
  retryWithProgressAndBackoff?(progress: unknown, action: unknown): unknown;
  retryWithProgressAndTimeouts?(progress: unknown, steps: readonly number[], action: unknown): unknown;
}
