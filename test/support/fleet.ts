import { freePort } from '../../apps/api/src/runtime/embedded/postgres.js';
import { testEnvironment } from './app.js';
import { type TestDatabase, createDatabase } from './database.js';
import { Service } from './service.js';

/** Several processes of the API on one database, as they stand behind a balancer; none of them works off jobs. */
export class Fleet {
  private constructor(
    readonly db: TestDatabase,
    readonly origins: readonly string[],
    private readonly services: readonly Service[],
  ) {}

  static async start(processes: number): Promise<Fleet> {
    const db = await createDatabase();
    const env = await testEnvironment(db, { WORKER: 'separate', RATE_LIMIT_FACTOR: '1000000' });
    const ports = await Promise.all(Array.from({ length: processes }, freePort));
    const services = await Promise.all(
      ports.map((port) => Service.start('main.js', { ...env, PORT: String(port) })),
    );
    return new Fleet(
      db,
      ports.map((port) => `http://127.0.0.1:${port}`),
      services,
    );
  }

  async close(): Promise<void> {
    await Promise.all(this.services.map((service) => service.kill('SIGKILL')));
    await this.db.drop();
  }
}
