import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axe, Harness, violations } from './harness';
import { stops } from './tour';

const OUT = join(import.meta.dirname, '../../test-output/screens');
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];

let harness: Harness;
beforeAll(async () => {
  mkdirSync(OUT, { recursive: true });
  harness = await Harness.start();
});
afterAll(async () => {
  await harness.stop();
});

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  describe.each(sizes)('$width × $height', ({ width, height }) => {
    test.each(stops)('$name', async ({ name, query = '', slow = false, go }) => {
      const { page, context, faults } = await harness.open({ theme, width, height, query, slow });
      await go(page);
      await page.waitForTimeout(200);
      await page.screenshot({ path: join(OUT, `${name}-${theme}-${width}.png`) });
      expect(await axe(page), 'WCAG 2.2 AA').toEqual([]);
      expect(await violations(page), 'content security policy').toEqual([]);
      expect(faults, 'errors of the page').toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect(wide, 'sideways scrolling').toBe(false);
      await context.close();
    });
  });
});
