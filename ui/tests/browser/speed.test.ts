import { afterAll, beforeAll, expect, test } from 'vitest';
import { Harness } from './harness';
import { openDemo } from './tour';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.start();
});
afterAll(async () => {
  await harness.stop();
});

/** Frame times in milliseconds while the camera moves, median and 95th percentile. */
async function frames(tables: number, kind: 'pan' | 'zoom'): Promise<{ median: number; p95: number }> {
  const { page, context } = await harness.open({ width: 1600, height: 1000, reduced: false, query: `tables=${tables}` });
  await openDemo(page);
  await page.waitForTimeout(500);
  const times = await page.evaluate(async (what) => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-testid="schema-canvas"]');
    if (!canvas) throw new Error('no canvas');
    const box = canvas.getBoundingClientRect();
    const [cx, cy] = [box.left + box.width / 2, box.top + box.height / 2];
    const wheel = (dy: number, shift: boolean): void => {
      canvas.dispatchEvent(new WheelEvent('wheel', { deltaY: dy, clientX: cx, clientY: cy, shiftKey: shift, bubbles: true, cancelable: true }));
    };
    const out: number[] = [];
    let last = performance.now();
    for (let i = 0; i < 120; i++) {
      if (what === 'zoom') wheel(i < 60 ? -30 : 30, false);
      else wheel(i % 60 < 30 ? 12 : -12, true);
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      out.push(now - last);
      last = now;
    }
    return out.slice(5);
  }, kind);
  await context.close();
  times.sort((a, b) => a - b);
  return { median: times[Math.floor(times.length / 2)] ?? 0, p95: times[Math.floor(times.length * 0.95)] ?? 0 };
}

// Limits leave room for a machine without a GPU that is shared with other work.
test.each([
  { tables: 1000, kind: 'pan', median: 20 },
  { tables: 1000, kind: 'zoom', median: 20 },
  { tables: 5000, kind: 'pan', median: 34 },
  { tables: 5000, kind: 'zoom', median: 34 },
] as const)('$tables tables, $kind', async ({ tables, kind, median }) => {
  const measured = await frames(tables, kind);
  process.stdout.write(`${tables} tables, ${kind}: median ${measured.median.toFixed(1)} ms, p95 ${measured.p95.toFixed(1)} ms\n`);
  expect(measured.median).toBeLessThanOrEqual(median);
});
