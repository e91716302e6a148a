import pg from 'pg';
import { migrateQueue } from '@bailiwick/jobs';
import { BadConfig, environmentOfProcess, parseDatabaseConfig } from './config.js';
import { migrate } from './runtime/data-source.js';
import {
  type LoginRole,
  type RolePasswords,
  databaseStatements,
  loginRoles,
  prepareDatabase,
  roleStatements,
} from './runtime/db-roles.js';
import { startOrExit } from './runtime/boot.js';

type Urls = ReturnType<typeof parseDatabaseConfig>;

/**
 * `npm run db:prepare`: makes the roles with the passwords that stand in the URLs, the database and its rights, and
 * migrates. Without DATABASE_SUPERUSER_URL it prints the SQL for a person who has that access.
 */
await startOrExit(async () => {
  const urls = parseDatabaseConfig(environmentOfProcess());
  const passwords = passwordsOf(urls);
  const name = new URL(urls.DATABASE_OWNER_URL).pathname.slice(1);
  const superuserUrl = urls.DATABASE_SUPERUSER_URL;
  if (!superuserUrl) {
    process.stdout.write(script(name, passwords));
    return;
  }
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  await prepareDatabase(client, name, passwords).finally(() => client.end());
  const done = await migrate(urls.DATABASE_OWNER_URL);
  await migrateQueue(urls.QUEUE_DATABASE_URL, superuserUrl);
  process.stdout.write(`${name}: roles and rights are set, ${done.length} migrations were run.\n`);
});

/** For psql: `\gexec` creates the database only where it is missing. */
function script(name: string, passwords: RolePasswords): string {
  const { create, rights } = databaseStatements(name);
  const unlessThere = `select ${pg.escapeLiteral(create)} where not exists (select 1 from pg_database where datname = ${pg.escapeLiteral(name)}) \\gexec`;
  return [
    ...roleStatements(passwords).map((statement) => `${statement};`),
    unlessThere,
    ...rights.map((statement) => `${statement};`),
    '-- Where jobs are kept in Postgres, the first start and each upgrade create BullMQ’s schema:',
    `grant create on database ${pg.escapeIdentifier(name)} to bailiwick_queue;`,
    '-- and when they are done:',
    `-- revoke create on database ${pg.escapeIdentifier(name)} from bailiwick_queue;`,
    '',
  ].join('\n');
}

function passwordsOf(urls: Urls): RolePasswords {
  const byRole: Record<LoginRole, string> = {
    bailiwick_owner: urls.DATABASE_OWNER_URL,
    bailiwick_app: urls.DATABASE_URL,
    bailiwick_audit: urls.DATABASE_AUDIT_URL,
    bailiwick_queue: urls.QUEUE_DATABASE_URL,
  };
  const wrong = loginRoles.filter((role) => new URL(byRole[role]).username !== role);
  if (wrong.length > 0)
    throw new BadConfig(`These roles are missing among the users of the URLs: ${wrong.join(', ')}`);
  const passwords = loginRoles.map((role) => [role, decodeURIComponent(new URL(byRole[role]).password)]);
  return Object.fromEntries(passwords) as RolePasswords;
}
