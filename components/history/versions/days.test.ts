import { expect, test } from 'vitest';
import { dayOf } from './days.ts';

const now = new Date(2026, 10, 15, 0, 10);
test.each<[day: number, time: Date]>([
  [0, new Date(2026, 10, 15, 0, 0)],
  [-1, new Date(2026, 10, 14, 23, 59)],
  [-1, new Date(2026, 10, 14, 0, 0)],
  [-2, new Date(2026, 10, 13, 23, 0)],
  [-31, new Date(2026, 9, 15, 12, 0)],
])('%i days', (day, time) => {
  expect(dayOf(time.toISOString(), now.getTime())).toBe(day);
});
