import { expect, test } from 'vitest';
import { bellCount, byDay } from './notification.ts';

test.each([
  [0, '0'],
  [99, '99'],
  [100, '99+'],
  [5_000, '99+'],
])('the bell counts to 99: %i', (unread, said) => {
  expect(bellCount(unread)).toBe(said);
});

test('what came today, yesterday and before stands by its day, by the clock of the reader', () => {
  const now = new Date(2026, 2, 1, 0, 30);
  const at = (...parts: [number, number, number, number]) => ({ told_at: new Date(...parts).toISOString() });
  const [today, late, early, long] = [at(2026, 2, 1, 0), at(2026, 1, 28, 23), at(2026, 1, 28, 0), at(2026, 1, 27, 23)];
  expect(byDay([today, late, early, long], now)).toEqual([
    { day: 'today', items: [today] },
    { day: 'yesterday', items: [late, early] },
    { day: 'earlier', items: [long] },
  ]);
  expect(byDay([], now)).toEqual([]);
});
