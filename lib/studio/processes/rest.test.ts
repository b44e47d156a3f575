import { expect, test } from 'vitest';
import { restWhenQuiet } from './rest.ts';

const LOOK_MS = 20;

test('a process that goes quiet gives memory back once, and again only after it has worked', async () => {
  let times = 0;
  const timer = restWhenQuiet(() => times++, LOOK_MS);
  try {
    await expect.poll(() => times, { timeout: 5_000 }).toBe(1);
    // Many more looks, at which it is as quiet as before.
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS * 15));
    const whenQuiet = times;
    work(LOOK_MS * 3);
    await expect.poll(() => times, { timeout: 5_000 }).toBe(whenQuiet + 1);
    expect(whenQuiet).toBeLessThanOrEqual(2);
  } finally {
    clearInterval(timer);
  }
});

test('a process at work is left alone', async () => {
  let times = 0;
  const timer = restWhenQuiet(() => times++, LOOK_MS);
  try {
    for (let round = 0; round < 20; round++) {
      work(LOOK_MS);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(times).toBe(0);
  } finally {
    clearInterval(timer);
  }
});

function work(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}
