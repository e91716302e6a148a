import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as path } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cast } from '../../../seeds/cast.js';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { join } from '../../support/people.js';

/** The shell blocks of the README's walk, as printed, against another port. */
function walk(url: string): string {
  const readme = readFileSync(path(import.meta.dirname, '../../../README.md'), 'utf8');
  const chapter = readme.split('\n## ').find((part) => part.startsWith('A walk through'))!;
  const blocks = [...chapter.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block);
  return ['set -eu', ...blocks].join('\n').replace('http://localhost:3000', url);
}

describe("the README's walk", () => {
  let app: TestApp;
  const dir = mkdtempSync(path(tmpdir(), 'bailiwick-walk-'));

  beforeAll(async () => {
    app = await sharedApp();
    await join(app, cast.owner);
  });
  afterAll(async () => {
    await app.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('works as printed, and ends with the log of all it did', async () => {
    const { stdout } = await promisify(execFile)('bash', ['-c', walk(app.url)], {
      cwd: dir,
      timeout: 15_000,
    });
    expect(stdout).toContain('"code":"permission_required"');
    expect(stdout).toContain('"code":"not_found"');
    const log = stdout.trim().split('\n').slice(-6).reverse();
    expect(log.map((line) => line.split('  ').slice(1).join(', '))).toEqual([
      'Ada Byron, workspace.created, done, 127.0.0.1',
      'Ada Byron, user.signed_in, done, 127.0.0.1',
      'Ada Byron, member.invited, done, 127.0.0.1',
      'Charles Babbage, invitation.accepted, done, 127.0.0.1',
      'Charles Babbage, user.signed_in, done, 127.0.0.1',
      'Charles Babbage, workspace.updated, refused, 127.0.0.1',
    ]);
  });
});
