import { GrantRow, Member, Session, User, Workspace } from '@bailiwick/tenancy';
import { DataSource, type DataSourceOptions } from 'typeorm';
import type { Config } from './config.js';
import { migrations } from './migrations/index.js';

/** What requests use: a role that owns nothing, on connections that send without waiting. */
export const appDataSource = (config: Config): DataSourceOptions => ({
  type: 'postgres',
  url: config.DATABASE_URL,
  entities: [User, Session, Workspace, Member, GrantRow],
  synchronize: false,
  installExtensions: false,
  logging: false,
  extra: {
    pipeline: true,
    max: config.DATABASE_POOL,
    connectionTimeoutMillis: 2000,
    // As a start-up parameter it also holds for what a migration or a forgotten index makes slow.
    statement_timeout: 10_000,
    application_name: 'bailiwick-app',
  },
});

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
