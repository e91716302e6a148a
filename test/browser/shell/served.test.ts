import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, startApp } from '../../support/app.js';

const dist = join(import.meta.dirname, '../../../dist/console');
const BUDGET = 180 * 1024;

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
}

describe('the console as it is served', () => {
  let app: TestApp;
  const get = (path: string, headers: Record<string, string> = {}) => fetch(`${app.url}${path}`, { headers });

  beforeAll(async () => {
    app = await startApp({ PRODUCT_NAME: 'Harbour & "Sons"' });
  });
  afterAll(() => app.close());

  it('is the page for every path that is no route and no file', async () => {
    for (const path of ['/', '/sign-in', '/w/anything/settings/members?search=x', '/invitations/a-token']) {
      const answer = await get(path);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    }
  });

  it('leaves what is unknown below the API and beside the files an error', async () => {
    for (const path of [
      '/api/v2/nothing',
      '/api',
      '/health/nothing',
      '/dev/nothing',
      '/px/x.js',
      '/assets/gone.js',
      '/.env',
      '/%00',
    ]) {
      const answer = await get(path);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(await answer.json()).toMatchObject({ code: 'not_found' });
    }
    expect((await fetch(`${app.url}/sign-in`, { method: 'POST' })).status).toBe(404);
  });

  it('lets nothing in from elsewhere, and no script that stands in the page', async () => {
    const { headers } = await get('/');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*|data:/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(await (await get('/')).text()).not.toMatch(/<script(?![^>]*\ssrc=)/);
  });

  it('keeps assets for ever, and asks about the page each time', async () => {
    const page = await get('/');
    const script = /\/assets\/[\w-]+\.js/.exec(await page.text())?.[0] ?? '';
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect((await get('/', { 'if-none-match': page.headers.get('etag') ?? '' })).status).toBe(304);
    const asset = await get(script, { 'accept-encoding': 'br' });
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(asset.headers.get('content-encoding')).toBe('br');
    expect((await get(script, { 'accept-encoding': 'gzip' })).headers.get('content-encoding')).toBe('gzip');
    expect((await get(script, { 'accept-encoding': 'identity' })).headers.get('content-encoding')).toBeNull();
  });

  it('is told the name of the product, as text', async () => {
    const page = await (await get('/')).text();
    expect(page).toContain('<title>Harbour &amp; &quot;Sons&quot;</title>');
  });

  it('is light: the way to the sign-in and the frame of every page stay within the budget', () => {
    const chunks = JSON.parse(readFileSync(join(dist, 'manifest.json'), 'utf8')) as Record<string, Chunk>;
    const needed = (names: readonly string[], found = new Set<string>()): Set<string> => {
      for (const name of names.filter((one) => !found.has(one))) {
        found.add(name);
        needed(chunks[name]?.imports ?? [], found);
      }
      return found;
    };
    const gzipped = (...names: string[]) =>
      [...needed(['index.html', ...names])]
        .map((name) => chunks[name]!.file)
        .filter((file) => file.endsWith('.js'))
        .reduce((sum, file) => sum + statSync(join(dist, `${file}.gz`)).size, 0);
    expect(gzipped('src/identity/entry/sign-in.tsx')).toBeLessThan(BUDGET);
    expect(gzipped('src/workspace-frame.tsx')).toBeLessThan(BUDGET);
  });

  it('has no maker’s name in any file', () => {
    const chunks = JSON.parse(readFileSync(join(dist, 'manifest.json'), 'utf8')) as Record<string, Chunk>;
    const files = [...new Set(Object.values(chunks).map(({ file }) => file)), 'theme.js', 'icon.svg'];
    expect(
      files.filter((file) => /bailiwick/i.test(`${file} ${readFileSync(join(dist, file), 'utf8')}`)),
    ).toEqual([]);
  });
});
