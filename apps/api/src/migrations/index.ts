import { readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import type { MigrationInterface } from 'typeorm';

type Migration = new () => MigrationInterface;

/** A file that is named by a moment is a migration, and exports one class: `1764000001000-create-people.ts`. */
const isMigration = /^\d{13}-[a-z-]+\.[jt]s$/;

const files = readdirSync(import.meta.dirname)
  .filter((file) => isMigration.test(file))
  .sort();

/** All steps, in the order of their moments. */
export const migrations: Migration[] = await Promise.all(
  files.map(async (file) => {
    const exported = (await import(pathToFileURL(join(import.meta.dirname, file)).href)) as Record<
      string,
      Migration
    >;
    const [migration, ...others] = Object.values(exported);
    if (!migration || others.length > 0) throw new Error(`${file} does not export one migration`);
    return migration;
  }),
);
