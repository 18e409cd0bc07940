import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, Harness, violations } from './harness';
import { stops } from './tour';

const OUT = join(import.meta.dirname, '../../test-output/screens');
const looks = (['light', 'dark'] as const).flatMap((theme) => [
  { theme, width: 1280, height: 800 },
  { theme, width: 1920, height: 1080 },
]);

let harness: Harness;
beforeAll(async () => {
  mkdirSync(OUT, { recursive: true });
  harness = await Harness.start();
});
afterAll(async () => {
  await harness.stop();
});

/** What must hold of any screen in any look. */
async function holds(page: Page, look: string): Promise<void> {
  expect(await axe(page), `WCAG 2.2 AA, ${look}`).toEqual([]);
  expect(await violations(page), `content security policy, ${look}`).toEqual([]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(wide, `sideways scrolling, ${look}`).toBe(false);
}

test.each(stops)('$name', async ({ name, query = '', slow = false, go }) => {
  // A screen lives on while the system turns dark and the window is resized; only what is under way
  // would be over by then and is gone to anew.
  let here: Awaited<ReturnType<Harness['open']>> | null = null;
  for (const { theme, width, height } of looks) {
    if (here && !slow) {
      await here.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await here.page.setViewportSize({ width, height });
    } else {
      await here?.context.close();
      here = await harness.open({ theme, width, height, query, slow });
      await go(here.page);
    }
    const { page, faults } = here;
    await page.waitForTimeout(200);
    await page.screenshot({ path: join(OUT, `${name}-${theme}-${width}.png`) });
    await holds(page, `${theme}, ${width} × ${height}`);
    expect(faults, 'errors of the page').toEqual([]);
  }
  await here?.context.close();
}, 120_000);
