import type { Page } from '@playwright/test';

// What a hand does on a graph, and how smoothly the page follows.

/** Milliseconds of each frame, and of each time in which nothing else could happen. */
export interface Smoothness {
  frames: number[];
  blocks: number[];
}

declare global {
  interface Window {
    smooth: { frames: number[]; blocks: { end: number; took: number }[]; isOn: boolean };
  }
}

/** Runs in the page before anything of it does. */
export function watchBlocks(): void {
  window.smooth = { frames: [], blocks: [], isOn: false };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      window.smooth.blocks.push({ end: startTime + duration, took: duration });
  }).observe({ type: 'longtask', buffered: true });
}

/** Notes every frame while somebody does something. */
export async function during(page: Page, act: () => Promise<void>): Promise<Smoothness> {
  await page.evaluate(() => {
    window.smooth.frames = [];
    window.smooth.blocks = [];
    window.smooth.isOn = true;
    let last = performance.now();
    const step = (now: number) => {
      window.smooth.frames.push(now - last);
      last = now;
      if (window.smooth.isOn) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
  await act();
  return page.evaluate(() => {
    window.smooth.isOn = false;
    return { frames: window.smooth.frames.slice(1), blocks: window.smooth.blocks.map(({ took }) => took) };
  });
}

export const rateOf = ({ frames }: Smoothness) =>
  (frames.length * 1000) /
  Math.max(
    1,
    frames.reduce((sum, frame) => sum + frame, 0),
  );

const PAUSE = 10;

/** A place where nothing but the canvas is, near the middle. */
async function freePoint(page: Page): Promise<{ x: number; y: number }> {
  return page.evaluate(() => {
    for (let ring = 0; ring < 40; ring++)
      for (let turn = 0; turn < 24; turn++) {
        const x = 640 + Math.cos(turn) * ring * 12;
        const y = 360 + Math.sin(turn) * ring * 8;
        if (document.elementFromPoint(x, y)?.classList.contains('react-flow__pane')) return { x, y };
      }
    throw new Error('there is no free place');
  });
}

/** Carries the canvas about. */
export async function pan(page: Page): Promise<void> {
  const { x, y } = await freePoint(page);
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 0; step < 90; step++) {
    await page.mouse.move(x + Math.sin(step / 6) * 180, y + Math.sin(step / 8) * 110);
    await page.waitForTimeout(PAUSE);
  }
  await page.mouse.up();
}

/** From where one is to as near as it gets, and back. */
export async function zoom(page: Page): Promise<void> {
  const at = await freePoint(page);
  await page.mouse.move(at.x, at.y);
  for (const by of [-120, 120])
    for (let step = 0; step < 40; step++) {
      await page.mouse.wheel(0, by);
      await page.waitForTimeout(PAUSE);
    }
}

/** Carries one card about. */
export async function dragCard(page: Page): Promise<void> {
  // One that lies free: bars float above the edges of the canvas.
  const boxes = await page.locator('.react-flow__node-card').evaluateAll((cards) =>
    cards.map((card) => {
      const { x, y, width } = card.getBoundingClientRect();
      return { x: x + width / 2, y: y + 12 };
    }),
  );
  const free = boxes.find(({ x, y }) => x > 320 && x < 1000 && y > 160 && y < 640);
  if (!free) throw new Error('no card is in view');
  const { x, y } = free;
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 0; step < 90; step++) {
    await page.mouse.move(x + Math.sin(step / 6) * 90, y + Math.cos(step / 8) * 60);
    await page.waitForTimeout(PAUSE);
  }
  await page.mouse.up();
}
