import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { violations } from '../support/axe.js';
import { describeInBrowser } from '../support/chromium.js';
import { type Scene, type World, setScene } from '../support/scenes.js';
import { type Stage, artifact, openStage } from '../support/stage.js';
import { isFull } from '../../support/profile.js';

const modes = {
  light: { viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  dark: { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
  phone: { viewport: { width: 360, height: 740 }, colorScheme: 'light', hasTouch: true, isMobile: true },
} as const satisfies Record<string, BrowserContextOptions>;

/** A laptop at 200 %, and the widest screen people have. */
const widths = { zoomed: { width: 640, height: 400 }, widest: { width: 2560, height: 1440 } };

/** For people to look at; taking them is a fifth of the time. */
const PICTURES = isFull;

describeInBrowser('every page, by day, by night and on a phone', () => {
  let stage: Stage;
  let world: World;

  beforeAll(async () => {
    stage = await openStage();
    world = await setScene(stage);
  });
  afterAll(() => stage.close());

  /** One browser for each person and mode, in which they go from page to page. */
  const browsers = new Map<string, Page>();

  async function play({ as, path, act, shows }: Scene, mode: keyof typeof modes): Promise<Page> {
    const whose = `${as ?? 'nobody'} ${mode}`;
    const cookie = as && { cookie: world.cookies[as] };
    const page = browsers.get(whose) ?? (await stage.open('about:blank', { ...modes[mode], ...cookie }));
    browsers.set(whose, page);
    await page.goto(path);
    await act?.(page, mode === 'phone');
    await page
      .getByRole('heading', { name: shows, level: 1, includeHidden: true })
      .waitFor({ state: 'attached' });
    return page;
  }

  /** By day all; otherwise, but for the long profile, each page as one finds it: dialogs are made of the same parts. */
  const scenesFor = (mode: keyof typeof modes) =>
    PICTURES || mode === 'light' ? world.scenes : world.scenes.filter(({ act }) => !act);

  it.each(Object.keys(modes) as (keyof typeof modes)[])(
    'has nothing that sticks out and, by day and night, nothing axe would find fault with: %s',
    async (mode) => {
      const faults: Record<string, unknown> = {};
      for (const scene of scenesFor(mode)) {
        const page = await play(scene, mode);
        if (PICTURES)
          await page.screenshot({ path: artifact(`${scene.name}-${mode}.png`), animations: 'disabled' });
        const found = [...(await violationsIn(page, mode)), ...(await overflows(page))];
        if (found.length > 0) faults[scene.name] = found;
      }
      expect(faults).toEqual({});
    },
    240_000,
  );

  it.each(Object.entries(widths))('fits the window: %s', async (_, viewport) => {
    const faults: Record<string, unknown> = {};
    for (const name of ['sign-in', 'members', 'invitations', 'audit-log', 'profile']) {
      const page = await play(
        world.scenes.find((scene) => scene.name === name)!,
        'light',
      );
      await page.setViewportSize(viewport);
      const found = await overflows(page);
      if (found.length > 0) faults[name] = found;
      await page.setViewportSize(modes.light.viewport);
    }
    expect(faults).toEqual({});
  });

  it('keeps a theme that was chosen, under any setting of the system', async () => {
    const page = await play(
      world.scenes.find(({ name }) => name === 'account-menu')!,
      'light',
    );
    await page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await page.reload();
    expect(await page.evaluate('getComputedStyle(document.body).colorScheme')).toBe('dark');
    await page.evaluate('localStorage.clear()');
  });

  it('keeps nothing secret where scripts can read it, and no maker’s name anywhere', async () => {
    const page = await play(
      world.scenes.find(({ name }) => name === 'members')!,
      'light',
    );
    const kept = await page.evaluate<string>(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])',
    );
    const [, session = ''] = world.cookies.owner.split('=');
    expect(kept).not.toContain(session);
    expect(`${kept}${await page.content()}`).not.toMatch(/bailiwick/i);
  });

  it('leaves no complaint in any console', () => {
    expect(stage.complaints).toEqual([]);
  });
});

/** At night a page differs by its colours, on a phone by its size. */
function violationsIn(page: Page, mode: keyof typeof modes): Promise<string[]> {
  if (mode === 'phone') return Promise.resolve([]);
  return mode === 'dark' ? violations(page, ['color-contrast']) : violations(page);
}

/** Nothing makes the page scroll sideways. */
async function overflows(page: Page): Promise<string[]> {
  const [content, window] = await page.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
  );
  return content > window ? [`${content} px wide in a window of ${window}`] : [];
}
