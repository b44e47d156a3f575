import { describe, expect, it } from 'vitest';
import { relativeTime } from './relative-time.tsx';

const now = Date.UTC(2026, 2, 2, 12);

describe('relativeTime', () => {
  it.each([
    [0, 'now'],
    [-59_000, 'now'],
    [-60_000, '1 minute ago'],
    [-3 * 3_600_000, '3 hours ago'],
    [-26 * 3_600_000, 'yesterday'],
    [-15 * 86_400_000, '2 weeks ago'],
    [-400 * 86_400_000, 'last year'],
    [5 * 60_000, 'in 5 minutes'],
  ])('%d ms is %s', (offset, words) => {
    expect(relativeTime(now + offset, now, 'en')).toBe(words);
  });

  it('speaks the language of the reader', () => {
    expect(relativeTime(now - 120_000, now, 'de')).toBe('vor 2 Minuten');
  });
});
