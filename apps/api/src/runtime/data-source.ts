import { OneWriteSocket, TenantDb, purposeKey } from '@bailiwick/tenancy';
import type { ClientBase } from 'pg';
import { DataSource, type DataSourceOptions, getMetadataArgsStorage } from 'typeorm';
import type { Config } from '../config.js';
import { migrations } from '../migrations/index.js';

/** The connection of requests: a role that owns nothing, on connections that send without waiting. */
export const appDataSource = (config: Config): DataSourceOptions => ({
  type: 'postgres',
  url: config.DATABASE_URL,
  entities: declaredEntities(),
  synchronize: false,
  installExtensions: false,
  logging: false,
  extra: {
    pipeline: true,
    stream: () => new OneWriteSocket(),
    max: config.DATABASE_POOL,
    connectionTimeoutMillis: 2000,
    // A little longer than a statement can take there (`statementTimeout` in db-roles.ts). A query that reaches this
    // waits for a database that does not answer at all, and loses its connection.
    query_timeout: 2250,
    application_name: 'bailiwick-app',
    onConnect: listen,
  },
});

/** Every class that a loaded module declares with `@Entity`: the ground names no system's rows. */
const declaredEntities = () =>
  getMetadataArgsStorage().tables.flatMap(({ target }) => (typeof target === 'string' ? [] : [target]));

/**
 * A lost connection fails everything that waits for it. It is also an event, which ends the process when nothing
 * listens. For a moment nothing does: between the pool's handing a connection out and TypeORM's taking it.
 */
function listen(connection: ClientBase): void {
  connection.on('error', () => undefined);
}

/** The way to the rows for a command of the operator, which runs no application around it. */
export async function withTenantDb<T>(config: Config, work: (db: TenantDb) => Promise<T>): Promise<T> {
  const source = await new DataSource(appDataSource(config)).initialize();
  const cursorKey = purposeKey(config.SECRET_KEY, 'cursor');
  try {
    return await work(new TenantDb(source, cursorKey, config.DATABASE_PREPARED));
  } finally {
    await source.destroy();
  }
}

/** Brings the schema up to date, as the role that owns it. */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const source = await ownerDataSource(ownerUrl).initialize();
  try {
    const done = await source.runMigrations({ transaction: 'each' });
    return done.map((migration) => migration.name);
  } finally {
    await source.destroy();
  }
}

export const ownerDataSource = (url: string): DataSource =>
  new DataSource({
    type: 'postgres',
    url,
    migrations,
    migrationsTableName: 'migrations',
    installExtensions: false,
    synchronize: false,
  });
