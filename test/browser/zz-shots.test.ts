import { afterAll, beforeAll, expect, it } from 'vitest';
import { violations } from './support/axe.js';
import { describeInBrowser } from './support/chromium.js';
import { setScene } from './support/scenes.js';
import { type Stage, artifact, openStage } from './support/stage.js';

const modes = {
  light: { viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  dark: { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
  phone: { viewport: { width: 360, height: 740 }, colorScheme: 'light', hasTouch: true, isMobile: true },
} as const;
describeInBrowser('mine', () => {
  let stage: Stage;
  beforeAll(async () => { stage = await openStage(); });
  afterAll(() => stage.close());
  it('x', async () => {
    const world = await setScene(stage);
    const faults: Record<string, unknown> = {};
    const want = new RegExp(process.env['SCENES'] ?? '.');
    for (const mode of (process.env['MODES'] ?? 'light,dark,phone').split(',') as (keyof typeof modes)[])
      for (const { name, as, path, act, shows } of world.scenes.filter((s) => want.test(s.name))) {
        const page = await stage.open('about:blank', { ...modes[mode], ...(as && { cookie: world.cookies[as] }) });
        page.setDefaultTimeout(4000);
        try {
          await page.goto(path);
          await act?.(page, mode === 'phone');
          await page.getByRole('heading', { name: shows, level: 1, includeHidden: true }).waitFor({ state: 'attached' });
          const found = mode === 'phone' ? [] : await violations(page);
          const [c, w] = await page.evaluate<[number, number]>('[document.documentElement.scrollWidth, document.documentElement.clientWidth]');
          if (c > w) found.push(`${c} > ${w}`);
          if (found.length) faults[`${name} ${mode}`] = found;
        } catch (error) { faults[`${name} ${mode}`] = String(error).slice(0, 600); }
        await page.screenshot({ path: artifact(`${name}-${mode}.png`), animations: 'disabled' });
        await page.context().close();
      }
    console.log('FAULTS ' + JSON.stringify(faults, null, 1) + JSON.stringify(stage.complaints));
    expect(faults).toEqual({});
  }, 400_000);
});
