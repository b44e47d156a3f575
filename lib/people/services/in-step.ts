import { setTimeout as wait } from 'node:timers/promises';
import type { Result } from '#lib/base/core/problem.ts';

/** Long enough for whatever is done for an account that there is, and not for one that there is not. */
const STEP_MS = 1_000;

/** How long an answer waits that took so long, so that it comes on a full step. */
export function untilStep(took_ms: number): number {
  return Math.max(1, Math.ceil(took_ms / STEP_MS)) * STEP_MS - took_ms;
}

const CLOCK = { now: () => performance.now(), wait: (ms: number): Promise<void> => wait(ms) };

/** Gives what succeeds at once, and what fails on a full second, so that its time says nothing. */
export async function inStep<T>(act: () => Promise<Result<T>>, clock = CLOCK): Promise<Result<T>> {
  const began = clock.now();
  const result = await act();
  if (!result.ok) await clock.wait(untilStep(clock.now() - began));
  return result;
}
