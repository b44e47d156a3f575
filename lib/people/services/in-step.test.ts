import { expect, test } from 'vitest';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import { inStep, untilStep } from './in-step.ts';

test.each([
  [0, 1_000],
  [80, 920],
  [1_000, 0],
  [1_001, 999],
])('what took %s ms waits for %s more', (took, waits) => expect(untilStep(took)).toBe(waits));

/** When an answer came that took so long to find. */
async function answeredAt(result: Result<string>, took: number): Promise<number> {
  let now = 0;
  const pass = async (ms: number) => {
    now += ms;
  };
  const clock = { now: () => now, wait: pass };
  const act = async () => {
    await pass(took);
    return result;
  };
  expect(await inStep(act, clock)).toBe(result);
  return now;
}

test('a refusal comes at the same time, however soon it was known; what succeeds does not wait', async () => {
  const no = fail('unauthenticated', 'The address or the password is not right.');
  expect([await answeredAt(no, 3), await answeredAt(no, 95)]).toEqual([1_000, 1_000]);
  expect(await answeredAt(ok('in'), 95)).toBe(95);
});
