import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, type Page, chromium as driver } from 'playwright-core';
import { type Character, PASSWORD } from '../../../seeds/cast.js';
import { type TestApp, startApp } from '../../support/app.js';
import { chromium } from './chromium.js';
import { lookOften } from './eager.js';

/** Browsers trust names below `localhost` as they trust https, and mails can say it. */
export const HOST = 'http://console.localhost';

/** The whole program and a browser that finds it under the name its mails say. */
export interface Stage {
  readonly app: TestApp;
  /** A page in a browser of its own: nobody's, or that of the bearer of the session cookie. */
  open(path: string, options?: BrowserContextOptions & { readonly cookie?: string }): Promise<Page>;
  /** What any page complained about in its console. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

const flags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  ...['--disable-sync', '--no-first-run', '--disable-quic'],
];

export async function openStage(): Promise<Stage> {
  const app = await startApp({ APP_URL: HOST, AUTH_URL: HOST });
  const { host } = new URL(app.url);
  const browser: Browser = await driver.launch({
    ...(chromium && { executablePath: chromium }),
    args: [...flags, `--host-resolver-rules=MAP ${new URL(HOST).hostname} ${host}`],
  });
  const complaints: string[] = [];
  return {
    app,
    complaints,
    open: async (path, { cookie, ...options } = {}) => {
      const context = await browser.newContext({
        baseURL: HOST,
        locale: 'en-GB',
        timezoneId: 'Europe/London',
        reducedMotion: 'reduce',
        ...options,
      });
      context.setDefaultTimeout(10_000);
      if (cookie) await context.addCookies([asCookie(cookie)]);
      const page = await context.newPage();
      lookOften(page);
      listen(page, complaints);
      await page.goto(path);
      return page;
    },
    close: async () => {
      await browser.close();
      await app.close();
    },
  };
}

function asCookie(text: string) {
  const [name = '', value = ''] = text.split('=');
  return { name, value, url: HOST, httpOnly: true, sameSite: 'Lax' as const };
}

/** The browser itself writes a line for every refused request; those the API meant are no fault of the page. */
function listen(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    const isRefusal =
      message.text().startsWith('Failed to load resource') && message.location().url.includes('/api/');
    if (['error', 'warning'].includes(message.type()) && !isRefusal) complaints.push(message.text());
  });
}

export async function signIn(page: Page, { email }: Character): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** The newest link of that kind mailed to that address, as it stands in the mail. */
export async function mailedLink({ app }: Stage, address: string, kind: string): Promise<string> {
  const isIt = (link: string) => link.includes(`/${kind}/`);
  const mail = await app.inbox.waitFor((one) => one.to.includes(address) && one.links.some(isIt));
  return mail.links.find(isIt) ?? '';
}

export const artifact = (name: string): string =>
  join(import.meta.dirname, '../../.artifacts/screenshots', name);
