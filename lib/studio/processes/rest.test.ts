import { expect, test } from 'vitest';
import { watchQuiet } from './rest.ts';

function watched() {
  let times = 0;
  const look = watchQuiet(() => {
    times += 1;
  });
  const all = (...looks: number[]) => {
    for (const utilization of looks) look(utilization);
    return times;
  };
  return all;
}

test('a process that goes quiet gives memory back once, and again only after it has worked', () => {
  const after = watched();
  expect(after(0.5, 0.01, 0, 0.01)).toBe(0);
  expect(after(0)).toBe(1);
  // Many more looks, at which it is as quiet as before.
  expect(after(...Array(20).fill(0))).toBe(1);
  expect(after(0.3, 0, 0, 0)).toBe(1);
  expect(after(0)).toBe(2);
});

test('a process that does something between quiet looks is left alone', () => {
  const after = watched();
  for (let round = 0; round < 20; round++) expect(after(0, 0, 0, 0.02)).toBe(0);
});
