import { afterAll, describe, expect, it, vi } from 'vitest';
import type * as App from '../support/app.js';
import { RedisServer, noRedis } from '../support/redis.js';
import { isFull } from '../support/profile.js';

// The suites that meet a queue or a limit once more, with both in a real Redis.
const missing = noRedis();
const servers: RedisServer[] = [];

vi.mock('../support/app.js', async (original) => {
  const app = await original<typeof App>();
  const startApp: typeof App.startApp = async (overrides, given) => {
    const redis = await RedisServer.start();
    servers.push(redis);
    return app.startApp({ REDIS_URL: redis.url, ...overrides }, given);
  };
  return { ...app, startApp };
});

afterAll(() => Promise.all(servers.map((server) => server.close())));

if (missing) {
  describe('on a real Redis', () => {
    it.skip(missing, () => undefined);
  });
} else {
  await import('../server/http/limits.test.js');
  if (isFull) {
    await import('../server/workspaces/main-job.test.js');
    await import('../server/audit/audit-logs.test.js');
    await import('../server/workspaces/invitations.test.js');
    await import('../server/identity/sign-up.test.js');
  }

  describe('on a real Redis', () => {
    it('all of that used it', async () => {
      expect(await Promise.all(servers.map((server) => server.keys()))).not.toContain(0);
    });
  });
}
