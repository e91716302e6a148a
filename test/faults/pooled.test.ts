import { afterAll, describe, expect, it, vi } from 'vitest';
import type * as App from '../support/app.js';
import { connect, createDatabase } from '../support/database.js';
import { PgBouncer, noPgBouncer } from '../support/pgbouncer.js';
import { isFull } from '../support/profile.js';

// The suites of the API once more, with PgBouncer in transaction pooling before DATABASE_URL: many transactions of
// the application share four connections of the server, and none may rely on the one before.
const missing = noPgBouncer();
const bouncers: PgBouncer[] = [];

vi.mock('../support/app.js', async (original) => {
  const app = await original<typeof App>();
  const startApp: typeof App.startApp = async (overrides, given) => {
    const db = given ?? (await createDatabase());
    const bouncer = await PgBouncer.before(db.urls.DATABASE_URL);
    bouncers.push(bouncer);
    return app.startApp({ DATABASE_URL: bouncer.url, DATABASE_PREPARED: 'false', ...overrides }, db);
  };
  return { ...app, startApp };
});

afterAll(() => Promise.all(bouncers.map((bouncer) => bouncer.close())));

if (missing) {
  describe('behind PgBouncer', () => {
    it.skip(missing, () => undefined);
  });
} else {
  await import('../server/workspaces/main-job.test.js');
  if (isFull) {
    await import('../server/http/idempotency.test.js');
    await import('../server/workspaces/invitations.test.js');
    await import('../server/workspaces/members.test.js');
    await import('../server/identity/sign-in.test.js');
    await import('../server/identity/sign-up.test.js');
    await import('../server/workspaces/workspaces.test.js');
  }

  describe('behind PgBouncer', () => {
    it('all of that went through it', () => {
      expect(bouncers.length).toBeGreaterThan(0);
    });

    it('a statement may take no longer than elsewhere', async () => {
      const db = await createDatabase();
      const bouncer = await PgBouncer.before(db.urls.DATABASE_URL);
      const client = await connect(bouncer.url);
      expect((await client.query('show statement_timeout')).rows).toEqual([{ statement_timeout: '2s' }]);
      await client.end();
      await bouncer.close();
      await db.drop();
    });
  });
}
