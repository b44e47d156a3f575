import { describe, expect, test } from 'vitest';
import { dateOrder, rightOf, shareOf, timeOf } from './values.ts';

describe('values', () => {
  test.each([
    ['0,50', null, 0.5],
    ['1.00', null, 1],
    ['50 %', null, 0.5],
    ['3/4', null, 0.75],
    ['3', 4, 0.75],
    ['3', null, null],
    ['-1', null, null],
    ['lots', null, null],
    ['1', 0, null],
    ['1e999', null, null],
    ['1', Number.NaN, null],
    ['1/x', null, null],
    ['1/1e999', null, null],
  ])('%s of %s points', (text, most, share) => expect(shareOf(text, most)).toBe(share));

  test.each([
    ['Richtig', 1],
    ['FALSE', 0],
    ['perhaps', null],
    ['-', null],
  ])('%s', (word, right) => expect(rightOf(word)).toBe(right));

  test.each([
    ['2026-11-24T09:14:00Z', '2026-11-24T09:14:00.000Z'],
    ['2026-11-24T09:14:00.123+02:00', '2026-11-24T07:14:00.000Z'],
    ['24.11.2026 09:14', '2026-11-24T09:14:00.000Z'],
    ['24/11/2026', '2026-11-24T00:00:00.000Z'],
    ['11/24/2026 1:05 PM', null],
    ['1795511640', '2026-11-24T09:14:00.000Z'],
    ['31.02.2026', null],
    ['yesterday', null],
    ['24.11.2026 25:00', null],
    ['01.01.0001', null],
  ])('%s', (text, time) => expect(timeOf(text)).toBe(time));

  test('month and day change places where the column shows it', () => {
    expect(dateOrder(['01/02/2026', '01/24/2026'])).toBe('month_first');
    expect(dateOrder(['01/02/2026', '24/01/2026'])).toBe('day_first');
    expect(timeOf('11/24/2026 1:05 PM', 'month_first')).toBe('2026-11-24T13:05:00.000Z');
  });
});
